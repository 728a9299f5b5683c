#pragma once
#include <vector>

#include "courant/base/result.hpp"
#include "courant/lattice/lattice.hpp"
#include "courant/math/mat6.hpp"
#include "courant/tracking/track_element.hpp"

namespace courant::optics {

using tracking::Rf;

/// A trajectory with the linear map about it.
struct LinearPass {
  std::vector<Vec6<double>> orbit;  ///< at the entrance of each element and at the end; n + 1 states
  std::vector<Matrix6> from_start;  ///< Jacobian (out, in) from the start to each of these places
};

/// Follows `start` [m, -, m, -, m, -] through the lattice with the exact Jacobian (dual numbers).
/// Failure: particle_lost with the element. Cost: one pass with six derivatives.
Result<LinearPass> linear_pass(const Lattice& lattice, const Vec6<double>& start, Rf rf);

/// State and Jacobian after a turn.
struct EndOfTurn {
  Vec6<double> before_clock;         ///< at the end of the last element
  Vec6<double> state;                ///< the same on the clock of the RF
  Matrix6 matrix = Matrix6::Zero();  ///< (out, in), clock included
};

/// One pass, then the clock advances by `lead` [s] (tracking::clock_lead; 0 in 4D). Failure and cost as
/// linear_pass.
Result<EndOfTurn> end_of_turn(const Lattice& lattice, const Vec6<double>& start, Rf rf, double lead);

}  // namespace courant::optics
