#pragma once
#include "courant/procedures/orbit_response.hpp"

namespace courant::procedures {

struct OrbitCorrection {
  Steering steering = {};
  const response::ResponseMatrix* matrix = nullptr;  ///< none: model_orbit_response of the steering
  std::optional<control::Readings> reference =
      std::nullopt;                   ///< wanted orbit [m], labelled as the orbit; none: 0
  response::SolveOptions solve = {};  ///< method; its gain and bounds are not used
  double gain = 0.7;                  ///< (0, 1.5] [-]
  Index iterations = 4;               ///< at most [-]
  double least_gain = 0.03;           ///< stop when the rms falls by less than this part of it [-]
  Index samples = 1;                  ///< of each orbit [-]
  double timeout = 1.0;               ///< of one orbit [s]
};

/// One attempt to correct: what was measured, predicted and achieved; rms over valid monitors [m].
struct OrbitStep {
  double rms_x = 0.0, rms_y = 0.0;  ///< after it
  double predicted = 0.0;           ///< of both planes together
  double achieved = 0.0;            ///< of both planes together; NaN: no beam
  double gain = 0.0;                ///< [-]
  bool kept = false;                ///< else rolled back
};

struct OrbitResult {
  double before_x = 0.0, before_y = 0.0, after_x = 0.0, after_y = 0.0;  ///< rms of orbit minus reference [m]
  std::vector<OrbitStep> steps = {};
  std::vector<std::string> columns = {};      ///< what was moved
  std::vector<double> delta = {};             ///< change of each in all [column unit]
  std::vector<std::string> saturated = {};    ///< columns that met their range
  std::vector<std::string> masked = {};       ///< monitors rows without number
  Index kept_values = 0;                      ///< singular values used [-]
  control::Readings before = {}, after = {};  ///< orbit minus reference [m]
  std::string run = {};  ///< uid of the record: streams "orbit", "step" (predicted and achieved rms)
};

/// Corrects the closed orbit in both planes and the energy with one solve per step.
///
/// Each step is a transaction: reading of both planes at once, solve within the ranges of the setpoints,
/// write, reading. A step that makes the rms worse, or loses the beam, is rolled back and tried with half the
/// gain, three times; then it ends. Steps that were kept stay when a later one fails.
/// \return  Failure of reading, solve or transaction
/// \throws InvalidArgument  for a gain outside (0, 1.5] or no iteration; MismatchError if matrix and orbit
///                          have other rows
/// \par Cost  one factorisation and two orbits per step
/// Test: tests/procedures/correct_orbit_test.cpp, tests/scenarios/commission_test.cpp
Result<OrbitResult> correct_orbit(Machine& machine, const OrbitCorrection& correction = {},
                                  const RunOptions& options = {});

}  // namespace courant::procedures
