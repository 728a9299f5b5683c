#pragma once
// Private to the module: what tune and chromaticity have in common, two numbers and a group of knobs.
#include <array>
#include <cmath>

#include "courant/procedures/procedure.hpp"

namespace courant::procedures::detail {

using Pair = std::array<double, 2>;

/// The representative of a fractional tune that is nearest to `near` [-].
inline double unwrap(double tune, double near) { return tune - std::round(tune - near); }

inline double distance(const Pair& a, const Pair& b) { return std::hypot(a[0] - b[0], a[1] - b[1]); }

/// Both tunes [-]; Failure as Observable::get, no_valid_data also when one of the two is masked.
Result<Pair> read_tune(const Machine& machine, Index samples);

/// The matrix of a model with the knobs of a group; `make` is response::tune_response or its like.
template <class Make>
Result<response::ResponseMatrix> model_matrix(const Machine& machine, const std::string& group, Make make) {
  std::vector<response::StrengthKnob> knobs;
  for (const auto& knob : machine.knobs(group + ".*")) knobs.push_back(machine.strengths(knob));
  return make(machine.lattice(), knobs);
}

/// Change of the knobs that moves the two numbers from `now` towards `target` by `gain`, by `largest` at most,
/// within the ranges of the setpoints.
Result<response::Solution> solve_pair(const Machine& machine, const response::ResponseMatrix& matrix,
                                      const Pair& now, const Pair& target, double gain, double largest);

}  // namespace courant::procedures::detail
