#pragma once
#include <Eigen/Core>
#include <vector>

#include "courant/base/index.hpp"
#include "courant/base/result.hpp"
#include "courant/math/least_squares.hpp"

namespace courant::math {

/// Bounds of the unknowns; an empty vector means none, an infinite entry no bound of one unknown.
struct Bounds {
  Eigen::VectorXd lower;  ///< [unit of x]
  Eigen::VectorXd upper;  ///< [unit of x]
};

struct BoundedSolution {
  Eigen::VectorXd x;             ///< within the bounds [unit of x]
  std::vector<Index> saturated;  ///< unknowns at a bound, ascending
  int solutions = 0;             ///< linear problems solved [-]
};

/// Least squares with lower <= x <= upper by active sets.
///
/// Minimises |W^½ (A x - b)|² + alpha² |V x|² within the bounds. Unknowns beyond a bound are put on it and the
/// others solved again until none is beyond; an unknown that the gradient pulls off its bound is freed again. With
/// Tikhonov, or when nothing is truncated, the problem is convex and the result its minimum. A true truncation has
/// no function to minimise: each unknown is freed once at most, and the cut stays relative to the largest singular
/// value of the whole matrix.
///
/// \param problem      A with its weights
/// \param b            right-hand side [unit of b]
/// \param bounds       of x
/// \param regulariser  holds back what A determines badly
/// \return             the solution, or Failure{no_convergence} after 20 solutions per unknown (round-off)
/// \throws InvalidArgument  as LeastSquares; also if a lower bound is above the upper one, or one is NaN
/// \throws MismatchError    as LeastSquares; also if bounds have the wrong length
/// \par Cost    none but a product while no bound is met, else a decomposition per solution; 240 x 160 with 16
///              unknowns at bounds: 18 solutions, 0.6 s
/// \par Source  P. Stark, R. Parker, "Bounded-variable least-squares", Computational Statistics 10, 129 (1995)
/// Test: tests/math/bounded_least_squares_test.cpp
Result<BoundedSolution> bounded_least_squares(const LeastSquares& problem,
                                              const Eigen::Ref<const Eigen::VectorXd>& b,
                                              const Bounds& bounds, const Regulariser& regulariser = {});

}  // namespace courant::math
