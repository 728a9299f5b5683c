#include "courant/math/symplectic.hpp"

#include <fmt/format.h>

#include "courant/base/error.hpp"

namespace courant::math {

Eigen::MatrixXd symplectic_form(Eigen::Index dimension) {
  if (dimension <= 0 || dimension % 2 != 0)
    throw InvalidArgument(fmt::format("there is no symplectic form in {} dimensions", dimension),
                          "coordinates come in pairs", "use 2, 4 or 6");
  Eigen::MatrixXd j = Eigen::MatrixXd::Zero(dimension, dimension);
  for (Eigen::Index i = 0; i < dimension; i += 2) {
    j(i, i + 1) = 1.0;
    j(i + 1, i) = -1.0;
  }
  return j;
}

double symplectic_defect(const Eigen::Ref<const Eigen::MatrixXd>& m) {
  if (m.rows() != m.cols())
    throw InvalidArgument(fmt::format("a {} x {} matrix can't be symplectic", m.rows(), m.cols()),
                          "it is not square");
  const Eigen::MatrixXd j = symplectic_form(m.rows());
  const Eigen::MatrixXd defect = m.transpose() * j * m - j;
  return defect.cwiseAbs().maxCoeff<Eigen::PropagateNaN>();
}

}  // namespace courant::math
