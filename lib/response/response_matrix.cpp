#include "courant/response/response_matrix.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "courant/base/error.hpp"
#include "courant/math/bounded_least_squares.hpp"

namespace courant::response {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

std::vector<Index> enabled(const std::vector<Axis>& axes) {
  std::vector<Index> out;
  for (std::size_t i = 0; i < axes.size(); ++i)
    if (axes[i].enabled) out.push_back(static_cast<Index>(i));
  return out;
}

// Enabled rows whose error is a number; NaN masks.
std::vector<Index> usable(const std::vector<Axis>& rows, std::span<const double> error) {
  std::vector<Index> out;
  for (const Index i : enabled(rows))
    if (!std::isnan(error[static_cast<std::size_t>(i)])) out.push_back(i);
  return out;
}

Eigen::MatrixXd part(const Eigen::MatrixXd& values, const std::vector<Index>& rows,
                     const std::vector<Index>& columns) {
  Eigen::MatrixXd out(static_cast<Index>(rows.size()), static_cast<Index>(columns.size()));
  for (Index i = 0; i < out.rows(); ++i)
    for (Index j = 0; j < out.cols(); ++j)
      out(i, j) = values(rows[static_cast<std::size_t>(i)], columns[static_cast<std::size_t>(j)]);
  return out;
}

// Columns of kicks and of a frequency differ by orders of magnitude: each unknown costs its column's rms.
math::LeastSquaresWeights weights_of(const ResponseMatrix& m, const std::vector<Index>& rows,
                                     const Eigen::MatrixXd& a) {
  math::LeastSquaresWeights weights;
  weights.rows.resize(a.rows());
  for (Index i = 0; i < a.rows(); ++i)
    weights.rows[i] = m.rows[static_cast<std::size_t>(rows[static_cast<std::size_t>(i)])].weight;
  weights.columns = (a.colwise().norm() / std::sqrt(static_cast<double>(a.rows()))).transpose();
  for (double& v : weights.columns)
    if (v == 0.0) v = 1.0;  // a column without effect: any cost will do, its solution is zero
  return weights;
}

math::Regulariser regulariser_of(const SolveOptions& options, const math::LeastSquares& problem) {
  if (!options.tikhonov) {
    const Svd svd = options.svd.value_or(Svd{});
    return math::Truncation{svd.keep, svd.keep >= 0 ? 0.0 : svd.cut};
  }
  if (!(options.tikhonov->alpha >= 0.0) || !std::isfinite(options.tikhonov->alpha))
    throw InvalidArgument(fmt::format("alpha = {} can't be used", options.tikhonov->alpha),
                          "it can't be negative");
  return math::Tikhonov{options.tikhonov->alpha * problem.singular_values()[0]};
}

math::Bounds bounds_of(const ResponseMatrix& m, const SolveOptions& options,
                       const std::vector<Index>& columns) {
  math::Bounds out;
  const auto take = [&](const std::vector<double>& from, Eigen::VectorXd& to) {
    if (from.empty()) return;
    if (from.size() != m.columns.size())
      throw MismatchError(fmt::format("{} bounds for {} columns", from.size(), m.columns.size()));
    to.resize(static_cast<Index>(columns.size()));
    for (std::size_t j = 0; j < columns.size(); ++j)
      to[static_cast<Index>(j)] = from[static_cast<std::size_t>(columns[j])] / options.gain;
  };
  take(options.lower, out.lower);
  take(options.upper, out.upper);
  return out;
}

void check(const ResponseMatrix& m, const SolveOptions& options) {
  if (!(options.gain > 0.0 && options.gain <= 1.5))
    throw InvalidArgument(fmt::format("gain = {} can't be used", options.gain),
                          "a gain in (0, 1.5] converges or says that the matrix is wrong",
                          "correct the matrix instead of hiding a factor in the gain");
  if (options.svd && options.tikhonov)
    throw InvalidArgument("svd and tikhonov are both given", "one method solves", "leave one out");
  if (m.values.rows() != static_cast<Index>(m.rows.size()) ||
      m.values.cols() != static_cast<Index>(m.columns.size()))
    throw MismatchError(fmt::format("{} x {} values with {} row and {} column labels", m.values.rows(),
                                    m.values.cols(), m.rows.size(), m.columns.size()));
}

Index place_of(const std::vector<Axis>& axes, const std::string& label, std::string_view kind) {
  std::vector<std::string> known;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    if (axes[i].label == label) return static_cast<Index>(i);
    known.push_back(axes[i].label);
  }
  throw UnknownName(fmt::format("{} '{}' is not in the response matrix", kind, label), {},
                    nearest(label, known));
}

}  // namespace

Result<Solution> ResponseMatrix::solve(std::span<const double> error, const SolveOptions& options) const {
  check(*this, options);
  if (error.size() != rows.size())
    throw MismatchError(fmt::format("{} errors for {} rows", error.size(), rows.size()),
                        "each row needs one; NaN masks it");
  const auto used = usable(rows, error), free = enabled(columns);
  if (used.empty() || free.empty())
    return Failure{Code::no_valid_data, fmt::format("nothing to solve: {} valid rows, {} enabled columns",
                                                    used.size(), free.size())};
  const Eigen::MatrixXd a = part(values, used, free);
  Eigen::VectorXd wanted(a.rows());
  for (Index i = 0; i < a.rows(); ++i)
    wanted[i] = -error[static_cast<std::size_t>(used[static_cast<std::size_t>(i)])];
  const math::LeastSquares problem(a, weights_of(*this, used, a));
  const auto regulariser = regulariser_of(options, problem);
  const auto found =
      math::bounded_least_squares(problem, wanted, bounds_of(*this, options, free), regulariser);
  if (!found) return found.error();

  Solution out;
  out.singular_values.assign(problem.singular_values().begin(), problem.singular_values().end());
  out.kept = problem.used(regulariser);
  const Eigen::VectorXd delta = options.gain * found->x;
  std::vector<double> all(columns.size(), 0.0);
  for (std::size_t j = 0; j < free.size(); ++j) {
    const auto column = static_cast<std::size_t>(free[j]);
    out.columns.push_back(columns[column].label);
    out.delta.push_back(delta[static_cast<Index>(j)]);
    all[column] = delta[static_cast<Index>(j)];
  }
  for (const Index j : found->saturated)
    out.saturated.push_back(columns[static_cast<std::size_t>(free[static_cast<std::size_t>(j)])].label);
  out.predicted = predict(all);
  for (std::size_t i = 0; i < rows.size(); ++i)
    out.predicted[i] = rows[i].enabled ? out.predicted[i] + error[i] : nothing;
  return out;
}

Eigen::MatrixXd ResponseMatrix::inverse(const SolveOptions& options) const {
  check(*this, options);
  const auto used = enabled(rows), free = enabled(columns);
  const Eigen::MatrixXd a = part(values, used, free);
  const math::LeastSquares problem(a, weights_of(*this, used, a));
  return problem.inverse(regulariser_of(options, problem));
}

std::vector<double> ResponseMatrix::predict(std::span<const double> delta) const {
  if (delta.size() != columns.size())
    throw MismatchError(fmt::format("{} changes for {} columns", delta.size(), columns.size()));
  const Eigen::VectorXd out = values * Eigen::Map<const Eigen::VectorXd>(delta.data(), values.cols());
  return {out.begin(), out.end()};
}

Index ResponseMatrix::row(const std::string& label) const { return place_of(rows, label, "row"); }
Index ResponseMatrix::column(const std::string& label) const { return place_of(columns, label, "column"); }

}  // namespace courant::response
