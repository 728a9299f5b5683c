#include "courant/tracking/track.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <limits>
#include <mutex>

#include "courant/base/error.hpp"
#include "courant/base/parallel.hpp"
#include "courant/base/rng.hpp"
#include "courant/physics/photons.hpp"
#include "courant/tracking/pass.hpp"

namespace courant::tracking {
namespace {

// Particles that go round together: 64 states are 3 kB, so they stay in the first-level cache with an
// element.
constexpr Index block_size = 64;

void check(const Lattice& lattice, const TrackOptions& options) {
  if (lattice.empty())
    throw InvalidArgument("the lattice has no element", "nothing could be tracked",
                          "read or build one first");
  if (options.turns < 0) throw InvalidArgument(fmt::format("{} turns can't be tracked", options.turns));
  if (!(options.max_amplitude > 0.0))
    throw InvalidArgument(fmt::format("max_amplitude is {} m", options.max_amplitude),
                          "every particle would be lost", "give a positive limit");
  for (const Index place : options.at)
    if (place < 0 || place > lattice.size())
      throw InvalidArgument(fmt::format("place {} does not exist", place),
                            fmt::format("the lattice has {} elements", lattice.size()));
}

bool inside(const Vec6<double>& r, double limit) {
  return std::abs(r[X]) < limit && std::abs(r[Y]) < limit && std::isfinite(r[PX] + r[PY] + r[Z] + r[DELTA]);
}

Cause cause_of(const Vec6<double>& r, bool at_aperture) {
  if (at_aperture) return Cause::aperture;
  return std::isfinite(r[X]) && std::isfinite(r[Y]) && std::isfinite(r[PX] + r[PY] + r[Z] + r[DELTA])
             ? Cause::amplitude
             : Cause::not_finite;
}

Vec6<double> nowhere() {
  Vec6<double> r;
  r.v.fill(std::numeric_limits<double>::quiet_NaN());
  return r;
}

// One element for all particles of a block; the motion is prepared once. `dice`: one for each particle.
template <class E>
void track_block(const E& element, std::span<Vec6<double>> block, const Reference& reference,
                 std::span<Rng> dice) {
  const auto motion = element.prepare(reference);
  if constexpr (Radiating<E>)
    if (element.radiation == elements::Radiation::quantum) {
      for (std::size_t k = 0; k < block.size(); ++k) motion(block[k], physics::Photons(dice[k]));
      return;
    }
  for (auto& r : block) motion(r);
}

// Dice of the particles from `first` on; none where nothing radiates in quanta.
std::vector<Rng> dice_for(const Lattice& lattice, const TrackOptions& options, Index first,
                          std::size_t count) {
  std::vector<Rng> dice;
  const auto needs = [](const auto& e) {
    if constexpr (Radiating<std::decay_t<decltype(e)>>) return e.radiation == elements::Radiation::quantum;
    return false;
  };
  const auto any = [&] {
    for (Index i = 0; i < lattice.size(); ++i)
      if (std::visit(needs, lattice[i].body)) return true;
    return false;
  };
  if (options.rf == Rf::off || !any()) return dice;
  dice.reserve(count);
  for (std::size_t k = 0; k < count; ++k)
    dice.emplace_back(options.seed, "radiation", static_cast<std::uint64_t>(first) + k);
  return dice;
}

// Particles outside the chamber become NaN and are marked.
void collimate(std::span<Vec6<double>> block, const physics::Opening& chamber,
               std::array<bool, block_size>& touched) {
  for (std::size_t k = 0; k < block.size(); ++k) {
    const bool was_inside = !std::isnan(block[k][X]);
    physics::collimate(block[k], chamber);
    touched[k] = touched[k] || (was_inside && std::isnan(block[k][X]));
  }
}

struct Turn {
  const Lattice& lattice;
  const TrackOptions& options;
  double lead;  // of the clock [s]

  void run(std::span<Vec6<double>> block, std::span<Rng> dice, Index first, Index turn,
           std::vector<Lost>& lost,
           const std::function<void(Index, std::span<const Vec6<double>>)>& record) const {
    std::array<Vec6<double>, block_size> before;
    for (Index i = 0; i < lattice.size(); ++i) {
      record(i, block);
      std::copy(block.begin(), block.end(), before.begin());
      const AnyElement& body = lattice[i].body;
      const auto& chamber = lattice[i].aperture;
      std::array<bool, block_size> touched{};
      if (chamber) collimate(block, *chamber, touched);
      std::visit(
          [&](const auto& e) {
            with_rf(e, options.rf,
                    [&](const auto& seen) { track_block(seen, block, lattice.reference_at(i), dice); });
          },
          body);
      if (chamber) collimate(block, *chamber, touched);
      for (std::size_t k = 0; k < block.size(); ++k) {
        if (inside(block[k], options.max_amplitude) || std::isnan(before[k][X])) continue;
        const bool stopped = touched[k] || std::holds_alternative<elements::Aperture<>>(body);
        lost.push_back({first + static_cast<Index>(k), turn, i, cause_of(block[k], stopped), before[k]});
        block[k] = nowhere();
      }
    }
    record(lattice.size(), block);
    if (lead != 0.0)
      for (auto& r : block) advance_clock(r, lead, lattice.reference());
  }
};

}  // namespace

std::string_view to_string(Cause cause) {
  switch (cause) {
    case Cause::aperture:
      return "aperture";
    case Cause::amplitude:
      return "amplitude";
    case Cause::not_finite:
      return "not_finite";
  }
  return "unknown";
}

TrackResult track(const Lattice& lattice, std::span<Vec6<double>> particles, const TrackOptions& options) {
  check(lattice, options);
  const Index n = static_cast<Index>(particles.size());
  const Index blocks = (n + block_size - 1) / block_size;
  const Index places = static_cast<Index>(options.at.size());
  const Turn turns{lattice, options, options.rf == Rf::on ? clock_lead(lattice) : 0.0};
  TrackResult result;
  result.recorded.resize(static_cast<std::size_t>(options.turns * places * n));
  std::vector<std::vector<Lost>> lost(static_cast<std::size_t>(blocks));
  std::mutex told;  // guards done and the callback
  Index done = 0;
  std::atomic<bool> cancelled{false};

  for (Index k = 0; k < n; ++k) {
    auto& r = particles[static_cast<std::size_t>(k)];
    if (inside(r, options.max_amplitude)) continue;
    if (!std::isnan(r[X])) result.lost.push_back({k, 0, 0, cause_of(r, false), r});
    r = nowhere();
  }
  parallel_for(
      blocks,
      [&](Index b) {
        const Index first = b * block_size;
        const auto block = particles.subspan(static_cast<std::size_t>(first),
                                             static_cast<std::size_t>(std::min(block_size, n - first)));
        auto dice = dice_for(lattice, options, first, block.size());
        for (Index turn = 0; turn < options.turns && !cancelled; ++turn) {
          turns.run(block, dice, first, turn, lost[static_cast<std::size_t>(b)],
                    [&](Index place, std::span<const Vec6<double>> states) {
                      for (Index p = 0; p < places; ++p)
                        if (options.at[static_cast<std::size_t>(p)] == place)
                          std::copy(states.begin(), states.end(),
                                    result.recorded.begin() + ((turn * places + p) * n + first));
                    });
          const std::scoped_lock lock(told);
          if (!report(options.progress, ++done, blocks * options.turns, "track")) cancelled = true;
        }
      },
      options.threads);
  for (auto& part : lost) result.lost.insert(result.lost.end(), part.begin(), part.end());
  std::sort(result.lost.begin(), result.lost.end(),
            [](const Lost& a, const Lost& b) { return a.particle < b.particle; });
  result.cancelled = cancelled;
  return result;
}

}  // namespace courant::tracking
