#pragma once
#include <Eigen/Core>
#include <variant>

#include "courant/base/index.hpp"
#include "courant/math/svd.hpp"

namespace courant::math {

/// Regularisation with a smooth edge: singular values below `alpha` fade out.
struct Tikhonov {
  double alpha = 0.0;  ///< not negative [unit of the singular values of the weighted matrix]
};

/// How a badly determined direction is held back.
using Regulariser = std::variant<Truncation, Tikhonov>;

/// Weights of a least-squares problem; an empty vector means ones.
struct LeastSquaresWeights {
  Eigen::VectorXd rows;     ///< w of the squared residual of each row, >= 0 [1 / unit of b squared]
  Eigen::VectorXd columns;  ///< v: what one unit of each unknown costs, > 0 [1 / unit of x]
};

/// Least squares with weights, factorised once and solved for many right-hand sides.
///
/// Minimises |W^½ (A x - b)|² + alpha² |V x|² with W = diag(w), V = diag(v). With W^½ A V⁻¹ = U diag(s) Pᵀ it is
///
///     x = V⁻¹ P diag(g) Uᵀ W^½ b,   g = s / (s² + alpha²)                      Tikhonov,
///                                   g = 1/s for the values kept, 0 for others  Truncation (least |V x|).
///
/// \par Source  P. C. Hansen, "Rank-deficient and discrete ill-posed problems" (SIAM 1998), ch. 4
/// Test: tests/math/least_squares_test.cpp
class LeastSquares {
 public:
  /// \param a  (rows, columns) [unit of b / unit of x]
  /// \throws InvalidArgument  if `a` is empty, an entry or weight is not finite, or a weight has the wrong sign
  /// \throws MismatchError    if a weight vector has the wrong length
  /// \par Cost  one singular value decomposition
  explicit LeastSquares(const Eigen::Ref<const Eigen::MatrixXd>& a, const LeastSquaresWeights& weights = {});

  /// Solution for one right-hand side `b` [unit of b]; [unit of x].
  /// \throws MismatchError    if the length is wrong
  /// \throws InvalidArgument  if `b` has an entry that is not finite (give it weight 0 and a number), or the
  ///                          regulariser is out of range
  /// \par Cost  2 k (rows + columns)
  Eigen::VectorXd solve(const Eigen::Ref<const Eigen::VectorXd>& b,
                        const Regulariser& regulariser = {}) const;

  /// The matrix that turns b into x, (columns, rows) [unit of x / unit of b].
  Eigen::MatrixXd inverse(const Regulariser& regulariser = {}) const;

  /// Singular values of W^½ A V⁻¹, descending.
  const Eigen::VectorXd& singular_values() const { return svd_.singular; }

  /// What each singular value contributes, g above.
  Eigen::VectorXd gains(const Regulariser& regulariser) const;

  /// Number of singular values that `regulariser` uses [-].
  Index used(const Regulariser& regulariser) const;

  const Svd& decomposition() const { return svd_; }                      ///< of W^½ A V⁻¹
  const Eigen::MatrixXd& weighted() const { return weighted_; }          ///< W^½ A V⁻¹
  const Eigen::VectorXd& row_scale() const { return row_scale_; }        ///< diagonal of W^½
  const Eigen::VectorXd& column_scale() const { return column_scale_; }  ///< diagonal of V⁻¹

 private:
  Eigen::VectorXd row_scale_, column_scale_;
  Eigen::MatrixXd weighted_;
  Svd svd_;
};

}  // namespace courant::math
