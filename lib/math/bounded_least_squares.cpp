#include "courant/math/bounded_least_squares.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "courant/base/error.hpp"
#include "weights.hpp"

namespace courant::math {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

VectorXd bound(const VectorXd& given, Index columns, double none) {
  if (given.size() == 0) return VectorXd::Constant(columns, none);
  if (given.size() != columns)
    throw MismatchError(fmt::format("{} bounds don't fit {} unknowns", given.size(), columns));
  return given;
}

enum class State : signed char { at_lower = -1, free = 0, at_upper = 1 };

/// The problem with weights taken in: minimise |A y - b|² + alpha² |y|², lower <= y <= upper.
class ActiveSet {
 public:
  ActiveSet(const LeastSquares& whole, VectorXd b, VectorXd lower, VectorXd upper,
            const Regulariser& regulariser);

  Result<BoundedSolution> solve();

 private:
  Index columns() const { return a_.cols(); }
  State& state(Index j) { return state_[static_cast<std::size_t>(j)]; }
  State state(Index j) const { return state_[static_cast<std::size_t>(j)]; }
  double at(Index j, State s) const { return s == State::at_lower ? lower_[j] : upper_[j]; }
  State beyond(Index j, double value) const;
  void put(Index j, State s);
  VectorXd solve_free();
  void clamp_and_resolve();
  bool walk_to_minimum(Index freed);
  VectorXd pull() const;
  bool exhausted() const { return solutions_ > 20 * columns(); }
  void free_once();
  void minimise();

  const MatrixXd& a_;
  const Svd& svd_;  // of a_
  VectorXd gains_;  // of its singular values
  VectorXd b_, lower_, upper_, y_;
  Regulariser regulariser_;
  double alpha_ = 0.0;  // of Tikhonov
  double cut_ = 0.0;    // smallest singular value that counts
  bool convex_ = true;
  std::vector<State> state_;
  int solutions_ = 0;
};

ActiveSet::ActiveSet(const LeastSquares& whole, VectorXd b, VectorXd lower, VectorXd upper,
                     const Regulariser& regulariser)
    : a_(whole.weighted()),
      svd_(whole.decomposition()),
      gains_(whole.gains(regulariser)),
      b_(std::move(b)),
      lower_(std::move(lower)),
      upper_(std::move(upper)),
      y_(VectorXd::Zero(a_.cols())),
      regulariser_(regulariser),
      state_(static_cast<std::size_t>(a_.cols()), State::free) {
  for (Index j = 0; j < columns(); ++j)
    if (lower_[j] == upper_[j]) put(j, State::at_lower);
  if (const auto* tikhonov = std::get_if<Tikhonov>(&regulariser)) {
    alpha_ = tikhonov->alpha;
    return;
  }
  const auto& truncation = std::get<Truncation>(regulariser);
  const double round_off =
      std::numeric_limits<double>::epsilon() * static_cast<double>(std::max(a_.rows(), a_.cols()));
  cut_ = std::max(truncation.cut, round_off) * svd_.singular[0];
  convex_ = whole.used(regulariser) == columns();
}

/// The bound that a value violates, or free.
State ActiveSet::beyond(Index j, double value) const {
  if (value < lower_[j]) return State::at_lower;
  return value > upper_[j] ? State::at_upper : State::free;
}

void ActiveSet::put(Index j, State s) {
  state(j) = s;
  y_[j] = at(j, s);
}

/// Regularised solution for the free unknowns, the others where they are.
VectorXd ActiveSet::solve_free() {
  std::vector<Index> free;
  for (Index j = 0; j < columns(); ++j)
    if (state(j) == State::free) free.push_back(j);
  VectorXd out = y_;
  if (free.empty()) return out;
  ++solutions_;
  if (static_cast<Index>(free.size()) == columns())
    return svd_.v * gains_.cwiseProduct(svd_.u.transpose() * b_);
  VectorXd fixed = y_;
  fixed(free).setZero();
  const LeastSquares part(a_(Eigen::all, free));
  Regulariser regulariser = regulariser_;
  if (auto* truncation = std::get_if<Truncation>(&regulariser)) {
    const auto& s = part.singular_values();
    const Index above = std::count_if(s.begin(), s.end(), [&](double value) { return value > cut_; });
    *truncation = {truncation->keep < 0 ? above : std::min(truncation->keep, above), 0.0};
  }
  out(free) = part.solve(b_ - a_ * fixed, regulariser);
  return out;
}

/// Puts everything beyond a bound on it and solves the rest, until nothing is beyond.
void ActiveSet::clamp_and_resolve() {
  for (bool again = true; again && !exhausted();) {
    again = false;
    const VectorXd z = solve_free();
    for (Index j = 0; j < columns(); ++j) {
      if (state(j) != State::free) continue;
      y_[j] = z[j];
      if (const State s = beyond(j, z[j]); s != State::free) {
        put(j, s);
        again = true;
      }
    }
  }
}

/// How much each unknown at a bound would like to leave it, relative to round-off; not positive: stays.
VectorXd ActiveSet::pull() const {
  const VectorXd fit = a_ * y_;
  const VectorXd gradient = a_.transpose() * (fit - b_) + alpha_ * alpha_ * y_;
  const double size = fit.norm() + b_.norm();
  VectorXd out = VectorXd::Zero(columns());
  for (Index j = 0; j < columns(); ++j) {
    if (state(j) == State::free || lower_[j] == upper_[j]) continue;
    const double inward = state(j) == State::at_lower ? -gradient[j] : gradient[j];
    const double noise = 1e-13 * (a_.col(j).norm() * size + alpha_ * alpha_ * std::abs(y_[j]));
    if (inward > noise) out[j] = inward / std::hypot(a_.col(j).norm(), alpha_);
  }
  return out;
}

/// Frees one unknown and goes from y to the minimum of the free ones, stopping at each bound on the way; false when
/// round-off takes the unknown straight back to the bound it left.
bool ActiveSet::walk_to_minimum(Index freed) {
  const State left = state(freed);
  state(freed) = State::free;
  for (bool first = true; !exhausted(); first = false) {
    const VectorXd z = solve_free();
    double step = 1.0;
    Index blocking = -1;
    for (Index j = 0; j < columns(); ++j) {
      if (state(j) != State::free) continue;
      const State s = beyond(j, z[j]);
      if (s == State::free) continue;
      const double reach = (at(j, s) - y_[j]) / (z[j] - y_[j]);
      if (reach < step || blocking < 0) {
        step = reach;
        blocking = j;
      }
    }
    if (blocking < 0) {
      y_ = z;
      return true;
    }
    const State wall = beyond(blocking, z[blocking]);
    for (Index j = 0; j < columns(); ++j)
      if (state(j) == State::free) y_[j] = std::clamp(y_[j] + step * (z[j] - y_[j]), lower_[j], upper_[j]);
    put(blocking, wall);
    if (first && blocking == freed && wall == left) return false;
  }
  return true;
}

/// Convex problem: frees the unknown that gains most until none gains.
void ActiveSet::minimise() {
  std::vector<bool> stuck(state_.size(), false);
  while (!exhausted()) {
    VectorXd gain = pull();
    for (Index j = 0; j < columns(); ++j)
      if (stuck[static_cast<std::size_t>(j)]) gain[j] = 0.0;
    Index j = 0;
    if (!(gain.maxCoeff(&j) > 0.0)) return;
    if (walk_to_minimum(j))
      std::fill(stuck.begin(), stuck.end(), false);
    else
      stuck[static_cast<std::size_t>(j)] = true;
  }
}

/// Truncated problem: frees what would gain, each once.
void ActiveSet::free_once() {
  std::vector<bool> freed(state_.size(), false);
  for (bool again = true; again && !exhausted();) {
    again = false;
    const VectorXd gain = pull();
    for (Index j = 0; j < columns(); ++j) {
      if (!(gain[j] > 0.0) || freed[static_cast<std::size_t>(j)]) continue;
      freed[static_cast<std::size_t>(j)] = true;
      state(j) = State::free;
      again = true;
    }
    if (again) clamp_and_resolve();
  }
}

Result<BoundedSolution> ActiveSet::solve() {
  clamp_and_resolve();
  convex_ ? minimise() : free_once();
  if (exhausted())
    return Failure{
        Code::no_convergence,
        fmt::format("bounded least squares did not settle after {} solutions for {} unknowns (round-off); "
                    "raise the regularisation",
                    solutions_, columns())};
  BoundedSolution out{y_, {}, solutions_};
  for (Index j = 0; j < columns(); ++j)
    if (state(j) != State::free) out.saturated.push_back(j);
  return out;
}

}  // namespace

Result<BoundedSolution> bounded_least_squares(const LeastSquares& problem,
                                              const Eigen::Ref<const VectorXd>& b, const Bounds& bounds,
                                              const Regulariser& regulariser) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const VectorXd &rows = problem.row_scale(), &columns = problem.column_scale();
  detail::check_right_side(b, rows.size());
  const VectorXd lower = bound(bounds.lower, columns.size(), -infinity),
                 upper = bound(bounds.upper, columns.size(), infinity);
  for (Index j = 0; j < columns.size(); ++j)
    if (!(lower[j] <= upper[j]) || lower[j] == infinity || upper[j] == -infinity)
      throw InvalidArgument(fmt::format("unknown {} can't lie between {} and {}", j, lower[j], upper[j]));
  auto out = ActiveSet(problem, rows.cwiseProduct(b), lower.cwiseQuotient(columns),
                       upper.cwiseQuotient(columns), regulariser)
                 .solve();
  if (!out) return out;
  // Scaling back may round an unknown past its bound.
  out->x = out->x.cwiseProduct(columns).cwiseMax(lower).cwiseMin(upper);
  return out;
}

}  // namespace courant::math
