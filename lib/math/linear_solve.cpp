#include "courant/math/linear_solve.hpp"

#include <fmt/format.h>

#include <Eigen/LU>

#include "courant/base/error.hpp"

namespace courant::math {

Result<Eigen::VectorXd> solve_linear(const Eigen::Ref<const Eigen::MatrixXd>& a,
                                     const Eigen::Ref<const Eigen::VectorXd>& b) {
  if (a.rows() != a.cols() || a.rows() != b.size())
    throw InvalidArgument(fmt::format("a {} x {} matrix and a vector of {} make no linear system", a.rows(),
                                      a.cols(), b.size()),
                          "the matrix must be square and fit the vector");
  if (!a.allFinite() || !b.allFinite())
    return Failure{Code::no_convergence, "the linear system has entries that are not finite"};
  const Eigen::FullPivLU<Eigen::MatrixXd> lu(a);
  if (!lu.isInvertible())
    return Failure{Code::no_convergence,
                   fmt::format("the linear system is singular (rank {} of {})", lu.rank(), a.rows())};
  Eigen::VectorXd x = lu.solve(b);
  if (!x.allFinite()) return Failure{Code::no_convergence, "the solution of the linear system overflows"};
  return x;
}

}  // namespace courant::math
