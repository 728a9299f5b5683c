#pragma once
#include "courant/math/mat6.hpp"

namespace courant::math {

/// Determinant of a 6 x 6 matrix [product of the units]; of a transfer matrix p0/p1 to the third power, 1 without
/// acceleration. Cost: one LU decomposition. Test: tests/math/determinant_test.cpp
double determinant(const Matrix6& matrix);

}  // namespace courant::math
