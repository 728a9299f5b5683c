#include "courant/math/determinant.hpp"

#include "support/catch.hpp"

using courant::Matrix6;
using courant::math::determinant;

TEST_CASE("Determinant: of a triangular matrix is the product of its diagonal") {
  Matrix6 m = Matrix6::Identity();
  for (int i = 0; i < 6; ++i)
    for (int k = i; k < 6; ++k) m(i, k) = 1.0 + i + 0.5 * k;
  double product = 1.0;
  for (int i = 0; i < 6; ++i) product *= m(i, i);
  CHECK(determinant(m) == Approx(product).epsilon(1e-14));  // rounding of six products
}

TEST_CASE("Determinant: changes sign when two rows are exchanged and vanishes when they are equal") {
  Matrix6 m = Matrix6::Identity();
  m(0, 3) = 2.0;
  m(4, 1) = -0.7;
  const double before = determinant(m);
  m.row(0).swap(m.row(4));
  CHECK(determinant(m) == Approx(-before).epsilon(1e-14));
  m.row(0) = m.row(4);
  CHECK(determinant(m) == 0.0);
}
