#pragma once
#include <Eigen/Core>
#include <concepts>
#include <type_traits>

#include "courant/base/result.hpp"
#include "courant/math/linear_solve.hpp"

namespace courant::math {

struct NewtonOptions {
  double tolerance = 1e-12;  ///< done when max |f(x)| is not above [unit of f]
  int max_iterations = 20;   ///< steps [-]
};

/// Value and derivative of the function at one point. N: number of unknowns, or Eigen::Dynamic.
template <int N>
struct NewtonPoint {
  Eigen::Matrix<double, N, 1> value;     ///< f(x)
  Eigen::Matrix<double, N, N> jacobian;  ///< df/dx, (function, unknown)
};

template <int N>
struct NewtonSolution {
  Eigen::Matrix<double, N, 1> x;
  double residual = 0.0;  ///< max |f(x)| at the solution [unit of f]
  int iterations = 0;     ///< steps taken
};

namespace detail {
void check(const NewtonOptions& options, Eigen::Index unknowns);
Failure not_a_number(int iteration, double residual);
Failure singular(int iteration, double residual, const Failure& why);
Failure not_converged(const NewtonOptions& options, double residual);
}  // namespace detail

/// Root of f by Newton's method: x <- x - (df/dx)⁻¹ f(x).
///
/// \param f        x -> NewtonPoint<N>, or Result<NewtonPoint<N>> when it may fail; its Failure is passed on
/// \param x        first guess; N follows from its type
/// \return         root, residual and number of steps; Failure{no_convergence} with the last residual after
///                 max_iterations steps, at a singular Jacobian, or when f gives NaN or Inf
/// \throws InvalidArgument  if an option is not positive, there is no unknown or f returns other sizes
/// \par Cost       one call of f and one linear solution per step; quadratic convergence near a simple root
/// Test: tests/math/newton_test.cpp
template <int N, class F>
Result<NewtonSolution<N>> newton(F&& f, Eigen::Matrix<double, N, 1> x, const NewtonOptions& options = {}) {
  detail::check(options, x.size());
  double residual = 0.0, last = 0.0;
  for (int step = 0; step <= options.max_iterations; ++step) {
    NewtonPoint<N> point;
    if constexpr (std::convertible_to<std::invoke_result_t<F&, const Eigen::Matrix<double, N, 1>&>,
                                      NewtonPoint<N>>) {
      point = f(x);
    } else {
      auto result = f(x);
      if (!result) return result.error();
      point = *std::move(result);
    }
    last = residual;
    residual = point.value.cwiseAbs().template maxCoeff<Eigen::PropagateNaN>();
    if (!point.value.allFinite()) return detail::not_a_number(step, last);
    if (residual <= options.tolerance) return NewtonSolution<N>{x, residual, step};
    if (step == options.max_iterations) break;
    const auto move = solve_linear(point.jacobian, point.value);
    if (!move) return detail::singular(step, residual, move.error());
    x -= *move;
  }
  return detail::not_converged(options, residual);
}

}  // namespace courant::math
