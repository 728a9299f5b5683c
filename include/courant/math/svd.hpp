#pragma once
#include <Eigen/Core>

#include "courant/base/index.hpp"

namespace courant::math {

/// Thin singular value decomposition A = U diag(s) Vᵀ, k = min(rows, columns). Units are those of A in s.
struct Svd {
  Eigen::MatrixXd u;         ///< (rows, k), orthonormal columns [-]
  Eigen::VectorXd singular;  ///< (k), descending, not negative [unit of A]
  Eigen::MatrixXd v;         ///< (columns, k), orthonormal columns [-]
};

/// Singular value decomposition by divide and conquer.
///
/// The sign of each pair is fixed, so that the same matrix gives the same vectors: the largest entry of each
/// column of V is positive.
/// \param a  any shape
/// \throws InvalidArgument  if `a` is empty or an entry is not finite
/// \par Cost    O(rows columns k); 240 x 160: 30 ms
/// \par Source  M. Gu, S. Eisenstat, SIAM J. Matrix Anal. Appl. 16, 79 (1995), as built into Eigen 3.4
/// Test: tests/math/svd_test.cpp
Svd svd(const Eigen::Ref<const Eigen::MatrixXd>& a);

/// Which singular values take part; both limits hold.
struct Truncation {
  Index keep = -1;   ///< at most this many, the largest; -1: no limit [-]
  double cut = 0.0;  ///< only those above `cut` times the largest, in [0, 1) [-]
};

/// Number of singular values that a truncation leaves. Values below the round-off of the decomposition, 2.2e-16
/// max(rows, columns) times the largest, never count.
/// \throws InvalidArgument  if `keep` is below -1 or `cut` outside [0, 1)
Index kept(const Svd& svd, const Truncation& truncation);

}  // namespace courant::math
