#pragma once
#include <Eigen/Core>

#include "courant/math/least_squares.hpp"

namespace courant::math::detail {

/// Checked weights as factors: W^½ of the rows and V of the columns, ones where none are given.
struct Scales {
  Eigen::VectorXd rows, columns;
};

/// \throws MismatchError, InvalidArgument  as LeastSquares says
Scales scales(Eigen::Index rows, Eigen::Index columns, const LeastSquaresWeights& weights);

/// \throws MismatchError, InvalidArgument  unless `b` has `rows` finite entries
void check_right_side(const Eigen::Ref<const Eigen::VectorXd>& b, Eigen::Index rows);

}  // namespace courant::math::detail
