#include "courant/math/symplectic.hpp"

#include <cmath>
#include <limits>

#include "courant/base/error.hpp"
#include "courant/math/mat6.hpp"
#include "math/random_symplectic.hpp"
#include "support/catch.hpp"

using namespace courant;
using namespace courant::math;
using Catch::Matchers::WithinAbs;

TEST_CASE("Symplectic: a drift is, a scaling by s is not by s^2 - 1", "[math][symplectic]") {
  Matrix6 drift = Matrix6::Identity();
  drift(0, 1) = drift(2, 3) = 3.0;
  CHECK(symplectic_defect(drift) == 0.0);
  CHECK_THAT(symplectic_defect(1.5 * Matrix4::Identity()), WithinAbs(1.25, 1e-15));  // one rounding
  CHECK(symplectic_defect(Eigen::Matrix2d{{2.0, 1.0}, {1.0, 1.0}}) == 0.0);
}

TEST_CASE("Symplectic: the form is antisymmetric and squares to -1", "[math][symplectic]") {
  const Eigen::Index n = GENERATE(2, 4, 6);
  const Eigen::MatrixXd j = symplectic_form(n);
  CHECK(j.transpose() == -j);
  CHECK(j * j == -Eigen::MatrixXd::Identity(n, n));
  CHECK(j(0, 1) == 1.0);
}

TEST_CASE("Symplectic: the inverse undoes the matrix", "[math][symplectic]") {
  const Eigen::Index n = GENERATE(2, 4, 6);
  Rng rng(1, "symplectic");
  for (int i = 0; i < 20; ++i) {
    const Eigen::MatrixXd m = test::random_symplectic(n, rng);
    const double scale = m.cwiseAbs2().maxCoeff();
    // Round-off of a few products of n terms, about 1e-16 max |M|^2 each.
    CHECK(symplectic_defect(m) < 1e-14 * scale);
    CHECK((symplectic_inverse(m) * m - Eigen::MatrixXd::Identity(n, n)).cwiseAbs().maxCoeff() <
          1e-14 * scale);
    CHECK(symplectic_inverse(symplectic_inverse(m)) == m);
    const Eigen::MatrixXd j = symplectic_form(n);
    CHECK(symplectic_inverse(m) == -j * m.transpose() * j);
  }
}

TEST_CASE("Symplectic: fixed and dynamic sizes agree", "[math][symplectic]") {
  Rng rng(2, "symplectic");
  const Eigen::MatrixXd m = test::random_symplectic(6, rng);
  const Matrix6 fixed = m;
  const Matrix6 inverse = symplectic_inverse(fixed);
  CHECK(inverse == symplectic_inverse(m));
}

TEST_CASE("Symplectic: wrong shapes are refused and NaN is not hidden", "[math][symplectic]") {
  CHECK_THROWS_AS(symplectic_form(3), InvalidArgument);
  CHECK_THROWS_AS(symplectic_form(0), InvalidArgument);
  CHECK_THROWS_AS(symplectic_defect(Eigen::MatrixXd::Zero(2, 4)), InvalidArgument);
  Matrix4 m = Matrix4::Identity();
  m(3, 0) = std::numeric_limits<double>::quiet_NaN();
  CHECK(std::isnan(symplectic_defect(m)));
}
