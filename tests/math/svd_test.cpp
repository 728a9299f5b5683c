#include "courant/math/svd.hpp"

#include <cmath>
#include <limits>

#include "courant/base/error.hpp"
#include "courant/base/rng.hpp"
#include "support/catch.hpp"

using namespace courant;
using namespace courant::math;
using Catch::Matchers::WithinRel;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

MatrixXd random_matrix(Eigen::Index rows, Eigen::Index columns, Rng& rng) {
  return MatrixXd::NullaryExpr(rows, columns, [&] { return rng.normal(); });
}

// Round-off of a backward stable decomposition, relative to the largest singular value.
void check_decomposition(const MatrixXd& a, const Svd& s) {
  const double tolerance = 1e-14 * static_cast<double>(std::max(a.rows(), a.cols()));
  const auto k = std::min(a.rows(), a.cols());
  REQUIRE(s.singular.size() == k);
  CHECK((s.u * s.singular.asDiagonal() * s.v.transpose() - a).cwiseAbs().maxCoeff() <=
        tolerance * s.singular[0]);
  CHECK((s.u.transpose() * s.u - MatrixXd::Identity(k, k)).cwiseAbs().maxCoeff() < tolerance);
  CHECK((s.v.transpose() * s.v - MatrixXd::Identity(k, k)).cwiseAbs().maxCoeff() < tolerance);
  CHECK(s.singular[k - 1] >= 0.0);
  for (Eigen::Index i = 1; i < k; ++i) CHECK(s.singular[i] <= s.singular[i - 1]);
  for (Eigen::Index i = 0; i < k; ++i) CHECK(s.v.col(i).maxCoeff() >= -s.v.col(i).minCoeff());
}

}  // namespace

TEST_CASE("Svd: a diagonal matrix gives its entries in order", "[math][svd]") {
  MatrixXd a = MatrixXd::Zero(4, 3);
  a.diagonal() << 2.0, -5.0, 3.0;
  const Svd s = svd(a);
  CHECK_THAT(s.singular[0], WithinRel(5.0, 1e-15));  // one rounding
  CHECK_THAT(s.singular[1], WithinRel(3.0, 1e-15));
  CHECK_THAT(s.singular[2], WithinRel(2.0, 1e-15));
  CHECK(std::abs(s.v(1, 0)) > 0.999);
}

TEST_CASE("Svd: factors are orthonormal and rebuild any matrix", "[math][svd]") {
  Rng rng(1, "svd");
  for (const auto& [rows, columns] :
       {std::pair{1, 1}, {1, 7}, {7, 1}, {5, 5}, {30, 12}, {12, 30}, {90, 60}}) {
    INFO(rows << " x " << columns);
    const MatrixXd a = random_matrix(rows, columns, rng);
    check_decomposition(a, svd(a));
    check_decomposition(a * 1e-150, svd(a * 1e-150));
  }
}

TEST_CASE("Svd: repeated, vanishing and graded singular values are no trouble", "[math][svd]") {
  Rng rng(2, "svd");
  const int n = GENERATE(6, 40);
  const MatrixXd u = svd(random_matrix(n, n, rng)).u, v = svd(random_matrix(n, n, rng)).v;
  VectorXd graded(n), repeated(n), rank_two = VectorXd::Zero(n);
  for (int k = 0; k < n; ++k) {
    graded[k] = std::pow(10.0, -18.0 * k / (n - 1));
    repeated[k] = k < n / 2 ? 2.0 : 1.0;
  }
  rank_two.head(2) << 3.0, 1.0;
  for (const VectorXd& expected : {graded, repeated, rank_two}) {
    const MatrixXd a = u * expected.asDiagonal() * v.transpose();
    const Svd s = svd(a);
    check_decomposition(a, s);
    CHECK((s.singular - expected).cwiseAbs().maxCoeff() < 1e-14 * n);  // round-off of the largest value
  }
  check_decomposition(MatrixXd::Zero(n, 3), svd(MatrixXd::Zero(n, 3)));
  check_decomposition(MatrixXd::Ones(n, n), svd(MatrixXd::Ones(n, n)));
}

TEST_CASE("Svd: squares are eigenvalues, so trace and determinant agree", "[math][svd]") {
  Rng rng(3, "svd");
  const MatrixXd a = random_matrix(8, 8, rng);
  const Svd s = svd(a);
  // 1e-12: round-off times the condition number of the random matrix, about 100
  CHECK_THAT(s.singular.squaredNorm(), WithinRel(a.squaredNorm(), 1e-13));
  CHECK_THAT(s.singular.array().square().square().sum(), WithinRel((a.transpose() * a).squaredNorm(), 1e-12));
}

TEST_CASE("Svd: truncation counts the values that stay", "[math][svd]") {
  MatrixXd a = MatrixXd::Zero(4, 4);
  a.diagonal() << 1.0, 0.1, 0.01, 1e-17;
  const Svd s = svd(a);
  CHECK(kept(s, {}) == 3);  // 1e-17 is round-off
  CHECK(kept(s, {.keep = 2}) == 2);
  CHECK(kept(s, {.keep = 10}) == 3);
  CHECK(kept(s, {.keep = 0}) == 0);
  CHECK(kept(s, {.cut = 0.05}) == 2);
  CHECK(kept(s, {.keep = 1, .cut = 0.05}) == 1);
  CHECK(kept(svd(MatrixXd::Zero(3, 3)), {}) == 0);
  CHECK_THROWS_AS(kept(s, {.keep = -2}), InvalidArgument);
  CHECK_THROWS_AS(kept(s, {.cut = 1.0}), InvalidArgument);
  CHECK_THROWS_AS(kept(s, {.cut = std::nan("")}), InvalidArgument);
}

TEST_CASE("Svd: numbers that are not finite and empty matrices are refused", "[math][svd]") {
  MatrixXd a = MatrixXd::Ones(3, 3);
  a(1, 2) = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(svd(a), InvalidArgument);
  a(1, 2) = std::numeric_limits<double>::infinity();
  CHECK_THROWS_AS(svd(a), InvalidArgument);
  CHECK_THROWS_AS(svd(MatrixXd(0, 3)), InvalidArgument);
}
