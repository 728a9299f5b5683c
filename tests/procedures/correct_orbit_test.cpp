#include "courant/procedures/correct_orbit.hpp"

#include <cmath>

#include "courant/base/error.hpp"
#include "support/catch.hpp"
#include "support/machines.hpp"

using namespace courant;
using namespace courant::procedures;
using courant::machine::Mode;

TEST_CASE("Correct orbit: the twin comes to what its correctors allow", "[procedures][orbit]") {
  Machine twin(test::small_machine(), Mode::twin);
  const auto done = correct_orbit(twin, {.gain = 1.0});
  REQUIRE(done);
  CHECK(done->before_x > 1e-5);
  CHECK(done->before_y > 1e-5);
  // Sixteen readings, sixteen correctors and the RF: only noise is left, 0.1 um, and singular values below 1e-3
  CHECK(done->after_x < 1e-6);
  CHECK(done->after_y < 1e-6);
  CHECK(done->steps.front().kept);
  CHECK(done->steps.front().achieved < 0.2 * std::hypot(done->before_x, done->before_y));
  CHECK(done->columns.size() == 17);
  CHECK(done->masked.empty());
  const auto kicks = twin.family("HCOR").get("kick_x", {.setpoint = true});
  CHECK(kicks.value()[0] == Approx(done->delta[0]).margin(1e-12));  // from zero
}

TEST_CASE("Correct orbit: predicted and achieved agree where the ring is linear", "[procedures][orbit]") {
  Machine design(test::small_machine(), Mode::design);
  REQUIRE(design.family("HCOR").select("COR3").set("kick_x", 1e-5));
  REQUIRE(design.family("VCOR").select("COR6").set("kick_y", 1e-5));
  const auto done = correct_orbit(design, {.gain = 0.5, .iterations = 1});
  REQUIRE(done);
  // Orbits of 20 um in sextupoles of k2l = 0.6/m^2 give kicks of 1e-10 rad, 1e-5 of the ones corrected
  CHECK(done->steps[0].achieved == Approx(done->steps[0].predicted).epsilon(1e-4));
  CHECK(done->after_x == Approx(0.5 * done->before_x).epsilon(0.05));  // the cut keeps it from being exact
}

TEST_CASE("Correct orbit: the reference is what the orbit becomes", "[procedures][orbit]") {
  Machine design(test::small_machine(), Mode::design);
  auto wanted = *design.orbit().get();
  REQUIRE(design.family("HCOR").select("COR3").set("kick_x", 1e-5));
  wanted = *design.orbit().get();
  REQUIRE(design.family("HCOR").select("COR3").set("kick_x", 0.0));
  const auto done = correct_orbit(design, {.reference = wanted, .gain = 1.0});
  REQUIRE(done);
  CHECK(*(*design.orbit().get() - wanted).rms() < 0.01 * *wanted.rms());
}

TEST_CASE("Correct orbit: a worse result is rolled back", "[procedures][orbit]") {
  Machine twin(test::small_machine(), Mode::twin);
  auto wrong = *model_orbit_response(twin);
  wrong.values *= -1.0;  // every cable swapped
  const auto before = twin.snapshot();
  const auto done = correct_orbit(twin, {.matrix = &wrong});
  REQUIRE(done);
  REQUIRE(done->steps.size() == 4);  // the gain and its three halves
  for (const auto& step : done->steps) {
    CHECK_FALSE(step.kept);
    CHECK(step.achieved > step.predicted);
  }
  CHECK(before.diff(twin.snapshot()).empty());
  CHECK(done->after_x == done->before_x);
}

TEST_CASE("Correct orbit: ranges bound the solution", "[procedures][orbit]") {
  auto d = test::small_machine();
  d.families[1].range = control::Range{-0.05, 0.05};  // 5 urad
  d.families[1].tolerance = 0.0;
  Machine twin(d, Mode::twin);
  const auto done = correct_orbit(twin);
  REQUIRE(done);
  CHECK_FALSE(done->saturated.empty());
  const auto currents = twin.family("HCOR").get("i", {.setpoint = true});
  CHECK(*currents.max_abs() <= 0.05);
  CHECK(done->after_x < done->before_x);
}

TEST_CASE("Correct orbit: a guard that refuses ends it with nothing written", "[procedures][orbit]") {
  Machine twin(test::small_machine(), Mode::twin);
  const auto before = twin.snapshot();
  const auto guard = std::make_shared<control::StepGuard>(std::map<std::string, double>{{"kick_x", 1e-9}});
  const auto done = correct_orbit(twin, {}, {.guard = guard});
  REQUIRE_FALSE(done);
  CHECK(done.error().code == Code::refused_by_guard);
  CHECK(before.diff(twin.snapshot()).empty());
  const auto run = twin.session()->runs().load(twin.session()->runs().list().back());
  CHECK(run.status() == control::RunStatus::failed);
}

TEST_CASE("Correct orbit: bad wishes are refused", "[procedures][orbit]") {
  Machine twin(test::small_machine(), Mode::twin);
  CHECK_THROWS_AS(correct_orbit(twin, {.gain = 1.6}), InvalidArgument);
  CHECK_THROWS_AS(correct_orbit(twin, {.iterations = 0}), InvalidArgument);
  auto other = *model_orbit_response(twin);
  other.rows[4].label = "BPM9.x";
  CHECK_THROWS_AS(correct_orbit(twin, {.matrix = &other}), MismatchError);
  other.rows.pop_back();
  CHECK_THROWS_AS(correct_orbit(twin, {.matrix = &other}), MismatchError);
}
