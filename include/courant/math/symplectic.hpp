#pragma once
#include <Eigen/Core>

#include "courant/base/assert.hpp"

namespace courant::math {

/// The symplectic form J: blocks ((0, 1), (-1, 0)) on the diagonal, one per canonical pair.
/// \param dimension  2, 4 or 6 [-]
/// \throws InvalidArgument  if `dimension` is not positive and even
Eigen::MatrixXd symplectic_form(Eigen::Index dimension);

/// How far a matrix is from symplectic: max |Mᵀ J M - J| [mixed units of the entries].
/// Round-off makes it about 1e-16 max |M|²; compare with that scale.
/// \param m  square, even dimension
/// \throws InvalidArgument  if the shape is wrong; a NaN in `m` gives NaN
/// Test: tests/math/symplectic_test.cpp
double symplectic_defect(const Eigen::Ref<const Eigen::MatrixXd>& m);

/// Inverse of a symplectic matrix, -J Mᵀ J: entries are moved and change sign, nothing is rounded.
/// Source: E. Forest, "Beam dynamics" (1998). For a matrix that is not symplectic the result is no inverse.
/// \param m  square, even dimension; fixed or dynamic size
template <class Matrix>
typename Matrix::PlainObject symplectic_inverse(const Eigen::MatrixBase<Matrix>& m) {
  COURANT_EXPECT(m.rows() == m.cols() && m.rows() % 2 == 0);
  typename Matrix::PlainObject out(m.rows(), m.cols());
  for (Eigen::Index i = 0; i < m.rows(); i += 2)
    for (Eigen::Index j = 0; j < m.cols(); j += 2) {
      out(i, j) = m(j + 1, i + 1);
      out(i, j + 1) = -m(j, i + 1);
      out(i + 1, j) = -m(j + 1, i);
      out(i + 1, j + 1) = m(j, i);
    }
  return out;
}

}  // namespace courant::math
