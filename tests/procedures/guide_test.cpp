// The code of docs/guide/facility.md and docs/guide/corrections.md: each part between two marks is shown there.
#include <cstdio>

#include "courant/machine/facility.hpp"
#include "courant/procedures/chromaticity.hpp"
#include "courant/procedures/correct_orbit.hpp"
#include "courant/procedures/tune.hpp"
#include "support/catch.hpp"
#include "support/machines.hpp"

using namespace courant;

namespace {

Lattice ring() { return test::small_ring(); }

// [describe]
machine::MachineDescription described() {
  machine::MachineDescription sr =
      machine::describe(ring(), "SR");                           // BPM HCOR VCOR QUAD SEXT, RF, tune, current
  sr.families[0].sigma = 0.1e-6;                                 // noise of the monitors [m]
  machine::FamilyDescription qf{.name = "QF", .from = {"QF*"}};  // one rule for a class of devices
  qf.field = "k1l";                                              // k1 times the length [1/m]
  qf.setpoint = "SR:{name}:K:SP 1/m";
  qf.range = control::Range{0.0, 1.0};
  machine::FamilyDescription qd = qf;
  qd.name = "QD";
  qd.from = {"QD*"};
  qd.range = control::Range{-1.0, 0.0};
  sr.families.push_back(qf);
  sr.families.push_back(qd);
  sr.knobs["tune"] = {"QF", "QD"};
  sr.twin.errors = {{"type:Quadrupole", "dx", 20e-6}, {"type:Quadrupole", "dy", 20e-6}};
  sr.twin.seed = 7;
  return sr;
}
// [describe]

}  // namespace

TEST_CASE("Guide: a facility in code", "[procedures][guide]") {
  // [use]
  const machine::Facility facility("Demo", {described()});
  machine::Machine& sr = facility["SR"].twin();  // or design()

  const auto orbit = sr.orbit().get({.samples = 4});  // x of every monitor, then y
  if (orbit) std::printf("orbit %.1f um rms, %td monitors\n", 1e6 * *orbit->rms(), orbit->valid_count() / 2);

  const std::vector<std::string> columns{"COR3.kick_x", "rf"};  // NAME.field, a knob, or rf
  const std::vector delta{2e-5, 10.0};                          // [rad], [Hz]
  {
    auto t = sr.transaction("try");
    const auto done = t.step(sr.settings(columns, delta));
    if (!done) std::printf("refused: %s\n", done.error().message.c_str());
  }  // without t.commit() everything is put back here
  // [use]
  REQUIRE(orbit);
  CHECK(*sr.family("HCOR").get("kick_x", {.setpoint = true}).max_abs() == 0.0);
}

TEST_CASE("Guide: corrections", "[procedures][guide]") {
  const machine::Facility facility("Demo", {described()});
  machine::Machine& sr = facility["SR"].twin();
  // [correct]
  const auto response = procedures::measure_orbit_response(sr);
  if (!response) return;  // response.error() says why; everything is as found

  const auto orbit = procedures::correct_orbit(sr, {.matrix = &response->matrix, .gain = 1.0});
  if (orbit)
    std::printf("orbit %.0f/%.0f to %.1f/%.1f um, %zu setpoints\n", 1e6 * orbit->before_x,
                1e6 * orbit->before_y, 1e6 * orbit->after_x, 1e6 * orbit->after_y, orbit->columns.size());

  const auto tune = procedures::correct_tune(sr);  // to the design, with the knobs tune.*
  if (tune) std::printf("tune %.4f/%.4f in %td steps\n", tune->after[0], tune->after[1], tune->steps);
  // [correct]
  REQUIRE(orbit);
  CHECK(orbit->after_x < 0.1 * orbit->before_x);
  REQUIRE(tune);
  CHECK(tune->reached);
}

TEST_CASE("Guide: by name, with progress", "[procedures][guide]") {
  const machine::Facility facility("Demo", {described()});
  machine::Machine& sr = facility["SR"].twin();
  // [name]
  const auto outcome = procedures::run(sr, "correct_orbit", {{"gain", "0.5"}, {"rf", "no"}},
                                       {.progress = [](Index done, Index total, std::string_view what) {
                                         std::printf("%td/%td %.*s\n", done, total,
                                                     static_cast<int>(what.size()), what.data());
                                         return true;  // false cancels and restores
                                       }});
  if (outcome) {
    const auto record = sr.session()->runs().load(outcome->run);  // what was asked, read and done
    std::printf("%s, %zu orbits kept\n", outcome->summary.c_str(), record.stream("orbit").size());
  }
  // [name]
  REQUIRE(outcome);
}
