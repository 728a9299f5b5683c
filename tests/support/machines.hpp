#pragma once
#include <string>

#include "courant/machine/machine.hpp"
#include "support/rings.hpp"

/// \file
/// A small machine for tests of the middle layer.

namespace courant::test {

/// A family of gradients, integrated over the length; `range` either way [SI of the unit].
inline machine::FamilyDescription gradients(std::string name, std::string selector, std::string field,
                                            const std::string& unit, double range) {
  machine::FamilyDescription out{.name = std::move(name), .from = {std::move(selector)}};
  out.setpoint = "{name}:" + field + " " + unit;
  out.field = std::move(field);
  out.range = control::Range{-range, range};
  return out;
}

/// small_ring() with families BPM HCOR VCOR QF QD SF SD, RF, tune and current, knobs for tune and chromaticity.
/// Monitors 0.1 um, tunes 1e-6, correctors in A at 0.1 mrad/A with readback. The twin has 20 um and gradient
/// errors of 2e-4.
inline machine::MachineDescription small_machine() {
  machine::MachineDescription d = machine::describe(small_ring(), "SMALL");
  d.families.resize(1);  // BPM
  d.families[0].sigma = 1e-7;
  d.calibrations["cor"] = {.gain = 1e-4};
  for (const auto& [name, field] : {std::pair{"HCOR", "kick_x"}, std::pair{"VCOR", "kick_y"}}) {
    machine::FamilyDescription f{.name = name, .from = {"COR*"}};
    f.field = field;
    f.setpoint = std::string("{name}:").append(field).append(":SP A");
    f.readback = std::string("{name}:").append(field).append(":RB A");
    f.calibration = "cor";
    f.range = control::Range{-10.0, 10.0};
    f.tolerance = 1e-3;
    d.families.push_back(f);
  }
  d.families.push_back(gradients("QF", "QF*", "k1l", "1/m", 1.0));
  d.families.push_back(gradients("QD", "QD*", "k1l", "1/m", 1.0));
  d.families.push_back(gradients("SF", "SF*", "k2l", "1/m^2", 5.0));
  d.families.push_back(gradients("SD", "SD*", "k2l", "1/m^2", 5.0));
  d.rf->range = control::Range{99e6, 101e6};
  d.tune.sigma = 1e-6;
  d.knobs = {{"tune", {"QF", "QD"}}, {"chromaticity", {"SF", "SD"}}};
  d.twin.errors = {{"type:Quadrupole", "dx", 2e-5},
                   {"type:Quadrupole", "dy", 2e-5},
                   {"type:Quadrupole", "k1_relative", 2e-4}};
  d.twin.seed = 3;
  return d;
}

}  // namespace courant::test
