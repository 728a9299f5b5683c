#include "courant/math/determinant.hpp"

#include <Eigen/LU>

namespace courant::math {

double determinant(const Matrix6& matrix) { return matrix.determinant(); }

}  // namespace courant::math
