#pragma once
#include <array>

#include "courant/procedures/procedure.hpp"

namespace courant::procedures {

struct ChromaticityMeasurement {
  double largest_delta = 1e-3;  ///< momentum deviation at both ends of the scan, at most 4e-3 [-]
  Index points = 5;             ///< 3 or more
  Index order = 2;              ///< of the polynomial that is fitted, below points
  Index samples = 1;
};

struct Chromaticity {
  std::array<double, 2> value{}, sigma{};        ///< d tune/d delta and one sigma [-]
  std::array<double, 2> second{};                ///< d^2 tune/d delta^2 [-]; 0 for order 1
  std::vector<double> delta = {};                ///< of the points [-]
  std::vector<std::array<double, 2>> tune = {};  ///< at the points, fractional, made continuous [-]
  std::string run = {};                          ///< uid of the record; empty inside a correction
};

/// Chromaticity from tunes at several RF frequencies: delta = -(df/f)/eta_c with the slip factor eta_c of the
/// design lattice, then a polynomial fit. sigma from noise of the tune, from the scatter where it is unknown.
///
/// The RF is put back in every case.
/// \return  Failure of reading or transaction
/// \throws InvalidArgument  for points, order or delta out of range; UnknownName without RF or tune
/// Source: card A14 of the middle layer; H. Wiedemann, Particle Accelerator Physics, 4th ed. (2015), ch. 12.
/// Test: tests/procedures/chromaticity_test.cpp
Result<Chromaticity> measure_chromaticity(Machine& machine, const ChromaticityMeasurement& measurement = {},
                                          const RunOptions& options = {});

/// Chromaticity of the design lattice [-]. Failure as optics::twiss
Result<std::array<double, 2>> design_chromaticity(const Machine& machine);

/// Response of both chromaticities to the knobs of a group, from the design lattice.
Result<response::ResponseMatrix> model_chromaticity_response(const Machine& machine,
                                                             const std::string& group = "chromaticity");

struct ChromaticityCorrection {
  std::optional<std::array<double, 2>> target = std::nullopt;  ///< [-]; none: design_chromaticity
  std::string group = "chromaticity";
  const response::ResponseMatrix* matrix = nullptr;  ///< none: model_chromaticity_response
  ChromaticityMeasurement measurement = {};
  double gain = 0.9;          ///< (0, 1.5] [-]
  double tolerance = 0.05;    ///< |chromaticity - target| that is good enough [-]
  double largest_step = 2.0;  ///< chromaticity change in one step [-]
  Index iterations = 5;
};

struct ChromaticityResult {
  Chromaticity before = {}, after = {};
  std::array<double, 2> target{};  ///< [-]
  Index steps = 0;
  bool reached = false;
  std::vector<std::string> columns = {};  ///< knobs
  std::vector<double> delta = {};         ///< change of each in all [knob unit]
  std::string run = {};
};

/// Brings the chromaticity to its target with families of sextupoles. As correct_tune in all else.
/// Test: tests/procedures/chromaticity_test.cpp
Result<ChromaticityResult> correct_chromaticity(Machine& machine,
                                                const ChromaticityCorrection& correction = {},
                                                const RunOptions& options = {});

}  // namespace courant::procedures
