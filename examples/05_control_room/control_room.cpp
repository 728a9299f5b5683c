// A shift on the twin: look at the orbit, try a bump and take it back, correct orbit and tune, compare snapshots.
#include <cstdio>
#include <memory>

#include "courant/base/error.hpp"
#include "courant/machine/facility.hpp"
#include "courant/procedures/correct_orbit.hpp"
#include "courant/procedures/tune.hpp"

using namespace courant;

namespace {

template <class T>
T value_of(Result<T> result) {
  if (!result) throw Error(result.error().message);
  return std::move(*result);
}

double rms(const control::Readings& orbit, const char* plane) { return value_of(orbit.select(plane).rms()); }

}  // namespace

int main(int count, char** arguments) {
  const machine::Facility facility =
      machine::Facility::load(count > 1 ? arguments[1] : CONTROL_ROOM_FACILITY);
  machine::Machine& ring = facility["SR"].twin();
  const control::Snapshot as_found = ring.snapshot("as found");

  const control::Readings orbit = value_of(ring.orbit().get());
  std::printf("orbit as found   x %7.1f um   y %7.1f um\n", 1e6 * rms(orbit, "*.x"), 1e6 * rms(orbit, "*.y"));

  // A trial: what is not committed at the end of the block is put back.
  const control::Family first = ring.family("HCOR").nearest(0.0);
  const auto kick = [&first](double size) {  // [rad]
    return first.settings("kick_x", std::vector<double>{size}, control::Setting::Kind::delta);
  };
  {
    control::Transaction trial = ring.transaction("try one corrector");
    if (const auto done = trial.step(kick(50e-6)); !done) throw Error(done.error().message);
    std::printf("one kick         x %7.1f um\n", 1e6 * rms(value_of(ring.orbit().get()), "*.x"));
  }
  const bool restored = ring.snapshot().diff(as_found).empty();
  std::printf("put back         %s\n", restored ? "True" : "False");

  // A guard says no before anything is written.
  std::string refusal;
  {
    const auto guard = std::make_shared<control::StepGuard>(std::map<std::string, double>{{"kick_x", 1e-4}});
    control::Transaction trial = ring.transaction("too much", guard);
    if (const auto done = trial.step(kick(300e-6)); !done) {
      refusal = to_string(done.error().code);
      std::printf("refused          %s\n", done.error().message.c_str());
    }
  }

  const auto result =
      value_of(procedures::correct_orbit(ring, {.solve = {.svd = response::Svd{.keep = 40}}}));
  std::printf("orbit corrected  x %7.1f um   y %7.1f um\n", 1e6 * result.after_x, 1e6 * result.after_y);
  const auto tune = value_of(procedures::correct_tune(ring));
  std::printf("tune             [%.4f %.4f] -> [%.4f %.4f], design [%.4f %.4f]\n", tune.before[0],
              tune.before[1], tune.after[0], tune.after[1], tune.target[0], tune.target[1]);
  const std::size_t changed = as_found.diff(ring.snapshot()).size();
  std::printf("setpoints        %zu changed, %zu records\n", changed, ring.session()->runs().list().size());

  std::printf(
      "{\"before\": [%.17g, %.17g], \"after\": [%.17g, %.17g], \"restored\": %s, \"refusal\": \"%s\", "
      "\"tune\": [%.17g, %.17g], \"target\": [%.17g, %.17g], \"reached\": %s, \"changed\": %zu}\n",
      rms(orbit, "*.x"), rms(orbit, "*.y"), result.after_x, result.after_y, restored ? "true" : "false",
      refusal.c_str(), tune.after[0], tune.after[1], tune.target[0], tune.target[1],
      tune.reached ? "true" : "false", changed);
}
