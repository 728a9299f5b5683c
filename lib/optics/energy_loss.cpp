#include "courant/optics/energy_loss.hpp"

#include <fmt/format.h>

#include <cmath>

#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/optics/closed_orbit.hpp"

namespace courant::optics {
namespace {

using elements::Radiation;

// Mean of delta over the bending of the ring [-]: a ring whose magnets are all stronger by it has the same orbit, so it
// must not be part of the taper.
double common(const Lattice& ring, const ClosedOrbit& orbit) {
  double sum = 0.0, bending = 0.0;
  for (Index i = 0; i < ring.size(); ++i)
    if (const auto* dipole = std::get_if<elements::Dipole<>>(&ring[i].body)) {
      const auto at = static_cast<std::size_t>(i);
      const double angle = std::abs(dipole->angle);
      sum += angle * 0.5 * (orbit.orbit[at][DELTA] + orbit.orbit[at + 1][DELTA]);
      bending += angle;
    }
  return bending > 0.0 ? sum / bending : 0.0;
}

// Taper of each magnet set to the mean of delta at its ends; the largest change [-].
Result<double> follow(lattice::Builder& builder, const Lattice& ring, ClosedOrbitOptions& options) {
  const auto orbit = closed_orbit(ring, options);
  if (!orbit) return orbit.error();
  options.guess = math::to_vector(orbit->orbit.front());
  double change = 0.0;
  const double all = common(ring, *orbit);
  for (Index i = 0; i < ring.size(); ++i)
    std::visit(
        [&](const auto& e) {
          if constexpr (requires { e.taper; }) {
            const auto at = static_cast<std::size_t>(i);
            const double wanted = 0.5 * (orbit->orbit[at][DELTA] + orbit->orbit[at + 1][DELTA]) - all;
            change = std::max(change, std::abs(wanted - e.taper));
            builder.set(i, "taper", wanted);
          }
        },
        ring[i].body);
  return change;
}

}  // namespace

double energy_loss(const Lattice& ring, Counted counted) {
  double delta = 0.0;
  for (Index i = 0; i < ring.size(); ++i)
    std::visit(
        [&]<class E>(const E& e) {
          if constexpr (tracking::Radiating<E>) {
            if (counted == Counted::radiating && e.radiation == Radiation::off) return;
            E magnet = e;
            magnet.radiation = Radiation::mean;
            Vec6<double> r{};
            magnet.track(r, ring.reference_at(i));
            delta += r[DELTA];
          }
        },
        ring[i].body);
  const auto& reference = ring.reference();
  return -delta * reference.p0c() * reference.beta() * static_cast<double>(ring.superperiods());
}

Result<Lattice> tapered(const Lattice& ring) {
  if (energy_loss(ring, Counted::radiating) == 0.0)
    throw InvalidArgument(fmt::format("no magnet of '{}' radiates", ring.name()),
                          "its energy is the same everywhere", "set its radiation to mean");
  constexpr int rounds = 20;
  constexpr double settled = 1e-11;  // [-], ten times the tolerance of the orbit
  Lattice now = ring;
  ClosedOrbitOptions options{.mode = Mode::six_d};
  double change = 0.0;
  for (int round = 0; round < rounds; ++round) {
    lattice::Builder builder(now);
    const auto changed = follow(builder, now, options);
    if (!changed) return changed.error();
    change = *changed;
    now = builder.freeze();
    if (change < settled) return now;
  }
  return Failure{Code::no_convergence,
                 fmt::format("the taper still changes by {:.3g} after {} rounds", change, rounds)};
}

}  // namespace courant::optics
