#pragma once
#include <string>

#include "courant/procedures/procedure.hpp"

namespace courant::procedures {

/// Which setpoints steer. A family that the machine doesn't have counts as none.
struct Steering {
  std::string horizontal = "HCOR";  ///< family; empty: none
  std::string vertical = "VCOR";    ///< family; empty: none
  bool rf = true;                   ///< a column for the RF frequency, if there is an RF
};

/// Labels of the columns: "NAME.field" of the enabled devices, horizontal first, then "rf".
/// \throws UnknownName  if a family that is not the default doesn't exist; InvalidArgument if none is left
std::vector<std::string> columns_of(const Machine& machine, const Steering& steering = {});

/// Orbit response of the design lattice with the names of the devices: rows "NAME.x" and "NAME.y" of the orbit
/// [m], columns of `steering` [rad, Hz]. 6D where the RF acts, so that it is what the machine would measure.
///
/// \return Failure as response::orbit_response
/// Test: tests/procedures/orbit_response_test.cpp
Result<response::ResponseMatrix> model_orbit_response(const Machine& machine, const Steering& steering = {});

struct OrbitResponseMeasurement {
  Steering steering = {};
  double peak_orbit =
      30e-6;             ///< largest orbit change either way that the model predicts, which sets the step [m]
  double step = 0.0;     ///< kick either way instead [rad]; 0: by peak_orbit
  Index samples = 1;     ///< of each orbit [-]
  double timeout = 1.0;  ///< of one orbit [s]
};

struct MeasuredResponse {
  response::ResponseMatrix matrix;  ///< with sigma; a row without number in some column is disabled
  std::vector<double> step = {};    ///< either way, by column [column unit]
  std::string run = {};             ///< uid of the record: stream "response", one event per column
};

/// Measures the orbit response: each setpoint is moved both ways from where it is, R = (x+ - x-)/(2 step).
///
/// One transaction per column, always rolled back. Disabled correctors have no column.
/// \return  Failure{cancelled | no_valid_data (no beam) | ...}; everything is restored then
/// \throws InvalidArgument  for a step or orbit that is not positive, or samples below 1
/// \par Cost  two settles per column
/// Test: tests/procedures/orbit_response_test.cpp
Result<MeasuredResponse> measure_orbit_response(Machine& machine,
                                                const OrbitResponseMeasurement& measurement = {},
                                                const RunOptions& options = {});

}  // namespace courant::procedures
