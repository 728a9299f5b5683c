#include "courant/math/svd.hpp"

#include <fmt/format.h>

#include <Eigen/SVD>
#include <algorithm>
#include <limits>

#include "courant/base/error.hpp"

namespace courant::math {

Svd svd(const Eigen::Ref<const Eigen::MatrixXd>& a) {
  if (a.size() == 0)
    throw InvalidArgument(fmt::format("a {} x {} matrix has no singular values", a.rows(), a.cols()),
                          "it is empty");
  if (!a.allFinite())
    throw InvalidArgument(fmt::format("a {} x {} matrix has entries that are not finite", a.rows(), a.cols()),
                          "", "mask the rows or columns they are in");
  const Eigen::BDCSVD<Eigen::MatrixXd> solver(a, Eigen::ComputeThinU | Eigen::ComputeThinV);
  Svd out{solver.matrixU(), solver.singularValues(), solver.matrixV()};
  for (Eigen::Index k = 0; k < out.v.cols(); ++k) {
    Eigen::Index row = 0;
    out.v.col(k).cwiseAbs().maxCoeff(&row);
    if (out.v(row, k) > 0.0) continue;
    out.v.col(k) *= -1.0;
    out.u.col(k) *= -1.0;
  }
  return out;
}

Index kept(const Svd& svd, const Truncation& truncation) {
  if (truncation.keep < -1)
    throw InvalidArgument(fmt::format("{} singular values can't be kept", truncation.keep), "",
                          "-1 keeps all");
  if (!(truncation.cut >= 0.0 && truncation.cut < 1.0))
    throw InvalidArgument(fmt::format("singular values can't be cut at {}", truncation.cut),
                          "the cut is relative to the largest", "give a number in [0, 1)");
  const auto& s = svd.singular;
  const double round_off =
      std::numeric_limits<double>::epsilon() * static_cast<double>(std::max(svd.u.rows(), svd.v.rows()));
  const double limit = std::max(truncation.cut, round_off) * (s.size() > 0 ? s[0] : 0.0);
  const Index above = std::count_if(s.begin(), s.end(), [&](double value) { return value > limit; });
  return truncation.keep < 0 ? above : std::min(truncation.keep, above);
}

}  // namespace courant::math
