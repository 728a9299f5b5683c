#pragma once
#include <array>

#include "courant/procedures/procedure.hpp"

namespace courant::procedures {

/// Fractional tunes of the design lattice in [0, 1) [-]. Failure as optics::twiss
Result<std::array<double, 2>> design_tune(const Machine& machine);

/// Response of both tunes to the knobs of a group, from the design lattice; rows tune_x, tune_y.
/// Failure as response::tune_response; \throws UnknownName for the group
Result<response::ResponseMatrix> model_tune_response(const Machine& machine,
                                                     const std::string& group = "tune");

struct TuneResponseMeasurement {
  std::string group = "tune";  ///< of knobs
  double tune_step =
      0.005;  ///< largest tune change either way that the model predicts, which sets the step [-]
  Index samples = 1;
};

/// The same measured: each knob moved both ways, in a transaction that is rolled back.
/// Failure of reading or transaction. Test: tests/procedures/tune_test.cpp
Result<response::ResponseMatrix> measure_tune_response(Machine& machine,
                                                       const TuneResponseMeasurement& measurement = {},
                                                       const RunOptions& options = {});

struct TuneCorrection {
  std::optional<std::array<double, 2>> target = std::nullopt;  ///< fractional [-]; none: design_tune
  std::string group = "tune";                                  ///< of two knobs or more
  const response::ResponseMatrix* matrix = nullptr;            ///< none: model_tune_response
  double gain = 0.9;                                           ///< (0, 1.5] [-]
  double tolerance = 2e-4;                                     ///< |tune - target| that is good enough [-]
  double largest_step = 0.03;                                  ///< tune change in one step [-]
  Index iterations = 12;
  Index samples = 1;
};

struct TuneResult {
  std::array<double, 2> before{}, after{}, target{};  ///< fractional [-]
  Index steps = 0;
  bool reached = false;                   ///< within the tolerance
  std::vector<std::string> columns = {};  ///< knobs
  std::vector<double> delta = {};         ///< change of each in all [knob unit]
  std::string run = {};
};

/// Brings the tunes to their target. Every step is a transaction; one that makes the distance larger is rolled
/// back and ends the correction.
///
/// \return  Failure of reading, solve or transaction; out_of_domain when the way crosses an integer or half an
///          integer; what was kept by earlier steps stays
/// \throws InvalidArgument  for a target outside [0, 1) or a bad gain, tolerance or step
/// Test: tests/procedures/tune_test.cpp
Result<TuneResult> correct_tune(Machine& machine, const TuneCorrection& correction = {},
                                const RunOptions& options = {});

}  // namespace courant::procedures
