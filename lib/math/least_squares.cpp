#include "courant/math/least_squares.hpp"

#include <fmt/format.h>

#include <cmath>

#include "courant/base/error.hpp"
#include "weights.hpp"

namespace courant::math {
namespace {

void check_length(std::string_view what, Eigen::Index given, Eigen::Index needed) {
  if (given != needed)
    throw MismatchError(fmt::format("{} {} don't fit a matrix that needs {}", given, what, needed));
}

}  // namespace

namespace detail {

Scales scales(Eigen::Index rows, Eigen::Index columns, const LeastSquaresWeights& weights) {
  Scales out{Eigen::VectorXd::Ones(rows), Eigen::VectorXd::Ones(columns)};
  if (weights.rows.size() > 0) {
    check_length("row weights", weights.rows.size(), rows);
    if (!weights.rows.allFinite() || weights.rows.minCoeff() < 0.0)
      throw InvalidArgument("a row weight is negative or not finite", "it weighs a square",
                            "use 0 to leave a row out");
    out.rows = weights.rows.cwiseSqrt();
  }
  if (weights.columns.size() > 0) {
    check_length("column weights", weights.columns.size(), columns);
    if (!weights.columns.allFinite() || weights.columns.minCoeff() <= 0.0)
      throw InvalidArgument("a column weight is not positive and finite", "an unknown must cost something",
                            "leave a column out to fix its unknown");
    out.columns = weights.columns;
  }
  return out;
}

void check_right_side(const Eigen::Ref<const Eigen::VectorXd>& b, Eigen::Index rows) {
  check_length("right-hand side entries", b.size(), rows);
  if (!b.allFinite())
    throw InvalidArgument("the right-hand side has entries that are not finite", "",
                          "give them weight 0 and a number");
}

}  // namespace detail

LeastSquares::LeastSquares(const Eigen::Ref<const Eigen::MatrixXd>& a, const LeastSquaresWeights& weights) {
  const auto scale = detail::scales(a.rows(), a.cols(), weights);
  row_scale_ = scale.rows;
  column_scale_ = scale.columns.cwiseInverse();
  weighted_ = row_scale_.asDiagonal() * a * column_scale_.asDiagonal();
  svd_ = svd(weighted_);
}

Index LeastSquares::used(const Regulariser& regulariser) const {
  if (const auto* truncation = std::get_if<Truncation>(&regulariser)) return kept(svd_, *truncation);
  const double alpha = std::get<Tikhonov>(regulariser).alpha;
  if (!(alpha >= 0.0) || !std::isfinite(alpha))
    throw InvalidArgument(fmt::format("alpha = {} can't regularise", alpha),
                          "it must be finite and not negative");
  return alpha > 0.0 ? svd_.singular.size() : kept(svd_, {});
}

Eigen::VectorXd LeastSquares::gains(const Regulariser& regulariser) const {
  const auto& s = svd_.singular;
  Eigen::VectorXd g = Eigen::VectorXd::Zero(s.size());
  const auto* tikhonov = std::get_if<Tikhonov>(&regulariser);
  const double alpha = tikhonov ? tikhonov->alpha : 0.0;
  // s / (s² + alpha²) without squares, which vanish for small numbers
  for (Index k = 0; k < used(regulariser); ++k) {
    const double size = std::hypot(s[k], alpha);
    g[k] = s[k] / size / size;
  }
  return g;
}

Eigen::VectorXd LeastSquares::solve(const Eigen::Ref<const Eigen::VectorXd>& b,
                                    const Regulariser& regulariser) const {
  detail::check_right_side(b, row_scale_.size());
  const Eigen::VectorXd modes = svd_.u.transpose() * row_scale_.cwiseProduct(b);
  return column_scale_.cwiseProduct(svd_.v * gains(regulariser).cwiseProduct(modes));
}

Eigen::MatrixXd LeastSquares::inverse(const Regulariser& regulariser) const {
  return column_scale_.asDiagonal() * svd_.v * gains(regulariser).asDiagonal() * svd_.u.transpose() *
         row_scale_.asDiagonal();
}

}  // namespace courant::math
