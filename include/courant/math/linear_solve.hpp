#pragma once
#include <Eigen/Core>

#include "courant/base/result.hpp"

namespace courant::math {

/// Solution x of the square system A x = b by LU decomposition with full pivoting.
/// \param a  (n, n); \param b  (n)
/// \return   x, or Failure{no_convergence} when A is singular to rounding or the numbers are not finite
/// \throws InvalidArgument  if the shapes don't fit
/// \par Cost  2 n^3 / 3 operations
/// Test: tests/math/newton_test.cpp
Result<Eigen::VectorXd> solve_linear(const Eigen::Ref<const Eigen::MatrixXd>& a,
                                     const Eigen::Ref<const Eigen::VectorXd>& b);

}  // namespace courant::math
