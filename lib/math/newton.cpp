#include "courant/math/newton.hpp"

#include <fmt/format.h>

#include "courant/base/error.hpp"

namespace courant::math::detail {

void check(const NewtonOptions& options, Eigen::Index unknowns) {
  if (!(options.tolerance > 0.0) || options.max_iterations < 1)
    throw InvalidArgument(fmt::format("Newton's method can't use tolerance {} and {} steps",
                                      options.tolerance, options.max_iterations),
                          "both must be positive");
  if (unknowns < 1) throw InvalidArgument("Newton's method has no unknown to solve for");
}

Failure not_a_number(int iteration, double residual) {
  if (iteration == 0)
    return {Code::no_convergence, "no root found (the function is not finite at the first guess)"};
  return {Code::no_convergence,
          fmt::format("no root found (the function is not finite after {} steps, residual before {:.3g})",
                      iteration, residual)};
}

Failure singular(int iteration, double residual, const Failure& why) {
  return {Code::no_convergence, fmt::format("no root found ({} after {} steps, residual {:.3g})", why.message,
                                            iteration, residual)};
}

Failure not_converged(const NewtonOptions& options, double residual) {
  return {Code::no_convergence,
          fmt::format("no root found (residual {:.3g} after {} steps, tolerance {:.3g})", residual,
                      options.max_iterations, options.tolerance)};
}

}  // namespace courant::math::detail
