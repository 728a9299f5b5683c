#include "courant/math/least_squares.hpp"

#include <cmath>

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

// Gradient of |W^½ (A x - b)|² + alpha² |V x|², halved: zero at the minimum.
VectorXd gradient(const MatrixXd& a, const VectorXd& b, const LeastSquaresWeights& w, double alpha,
                  const VectorXd& x) {
  return a.transpose() * w.rows.cwiseProduct(a * x - b) +
         alpha * alpha * w.columns.cwiseAbs2().cwiseProduct(x);
}

// Round-off for matrices of condition below 100.
constexpr double round_off = 1e-12;

}  // namespace

TEST_CASE("Least squares: a straight line is found", "[math][least_squares]") {
  const MatrixXd a{{1.0, 0.0}, {1.0, 1.0}, {1.0, 2.0}};
  const VectorXd b{{1.0, 3.0, 5.0}};
  const VectorXd x = LeastSquares(a).solve(b);
  CHECK_THAT(x[0], WithinRel(1.0, 1e-14));  // a few roundings
  CHECK_THAT(x[1], WithinRel(2.0, 1e-14));
}

TEST_CASE("Least squares: the solution is where the weighted, regularised gradient vanishes",
          "[math][least_squares]") {
  Rng rng(1, "least_squares");
  const double alpha = GENERATE(0.0, 0.3, 5.0);
  const MatrixXd a = random_matrix(20, 8, rng);
  const VectorXd b = random_matrix(20, 1, rng);
  const LeastSquaresWeights w{VectorXd::NullaryExpr(20, [&] { return rng.uniform(0.0, 4.0); }),
                              VectorXd::NullaryExpr(8, [&] { return rng.uniform(0.5, 2.0); })};
  const VectorXd x = LeastSquares(a, w).solve(b, Tikhonov{alpha});
  CHECK(gradient(a, b, w, alpha, x).cwiseAbs().maxCoeff() < round_off);
}

TEST_CASE("Least squares: scaling rows or columns by hand is the same as a weight", "[math][least_squares]") {
  Rng rng(2, "least_squares");
  const MatrixXd a = random_matrix(12, 5, rng);
  const VectorXd b = random_matrix(12, 1, rng);
  const VectorXd w = VectorXd::NullaryExpr(12, [&] { return rng.uniform(0.1, 4.0); });
  const VectorXd v = VectorXd::NullaryExpr(5, [&] { return rng.uniform(0.5, 2.0); });
  const Regulariser regulariser = GENERATE(Regulariser{Tikhonov{0.7}}, Regulariser{Truncation{.keep = 3}});
  const VectorXd x = LeastSquares(a, {w, v}).solve(b, regulariser);
  const VectorXd root = w.cwiseSqrt();
  const MatrixXd scaled = root.asDiagonal() * a * v.cwiseInverse().asDiagonal();
  const VectorXd y = LeastSquares(scaled).solve(root.cwiseProduct(b), regulariser);
  CHECK((x - y.cwiseQuotient(v)).cwiseAbs().maxCoeff() < round_off);
}

TEST_CASE("Least squares: a row of weight zero does not matter", "[math][least_squares]") {
  Rng rng(3, "least_squares");
  const MatrixXd a = random_matrix(9, 4, rng);
  VectorXd b = random_matrix(9, 1, rng);
  LeastSquaresWeights w{VectorXd::Ones(9), {}};
  w.rows[4] = 0.0;
  const LeastSquares problem(a, w);
  const VectorXd before = problem.solve(b);
  b[4] = 1e6;
  CHECK(problem.solve(b) == before);
}

TEST_CASE("Least squares: truncation gives the least change among the best fits", "[math][least_squares]") {
  Rng rng(4, "least_squares");
  // Rank 3 of 6: any null vector could be added without changing the fit.
  const MatrixXd a = random_matrix(10, 3, rng) * random_matrix(3, 6, rng);
  const VectorXd b = random_matrix(10, 1, rng);
  const LeastSquares problem(a);
  const VectorXd x = problem.solve(b);
  CHECK((a.transpose() * (a * x - b)).cwiseAbs().maxCoeff() < 10 * round_off);
  const MatrixXd row_space = problem.decomposition().v.leftCols(3);
  CHECK((row_space * (row_space.transpose() * x) - x).cwiseAbs().maxCoeff() < round_off);
}

TEST_CASE("Least squares: gains follow their formulas", "[math][least_squares]") {
  MatrixXd a = MatrixXd::Zero(3, 3);
  a.diagonal() << 4.0, 2.0, 0.5;
  const LeastSquares problem(a);
  const VectorXd cut = problem.gains(Truncation{.cut = 0.2}), smooth = problem.gains(Tikhonov{2.0});
  CHECK_THAT(cut[0], WithinRel(0.25, 1e-15));  // a few roundings
  CHECK_THAT(cut[1], WithinRel(0.5, 1e-15));
  CHECK(cut[2] == 0.0);
  CHECK_THAT(smooth[0], WithinRel(4.0 / 20.0, 1e-15));
  CHECK_THAT(smooth[1], WithinRel(0.25, 1e-15));
  CHECK_THAT(smooth[2], WithinRel(0.5 / 4.25, 1e-15));
}

TEST_CASE("Least squares: Tikhonov goes over into the unregularised solution", "[math][least_squares]") {
  Rng rng(5, "least_squares");
  const MatrixXd a = random_matrix(8, 5, rng);
  const VectorXd b = random_matrix(8, 1, rng);
  const LeastSquares problem(a);
  const VectorXd plain = problem.solve(b);
  const double last = problem.singular_values()[4];
  // 2e-8: the relative change alpha² / s² for alpha = 1e-4 s, and 1 for the other components
  CHECK((problem.solve(b, Tikhonov{1e-4 * last}) - plain).norm() < 2e-8 * plain.norm());
  CHECK(problem.solve(b, Tikhonov{1e8}).norm() < 1e-7 * plain.norm());
  CHECK((problem.solve(b, Tikhonov{0.0}) - plain).norm() < round_off);
}

TEST_CASE("Least squares: the inverse is the solution for every right-hand side", "[math][least_squares]") {
  Rng rng(6, "least_squares");
  const MatrixXd a = random_matrix(7, 5, rng);
  const LeastSquaresWeights w{VectorXd::LinSpaced(7, 0.5, 2.0), VectorXd::LinSpaced(5, 1.0, 3.0)};
  const LeastSquares problem(a, w);
  for (const Regulariser& r : {Regulariser{}, Regulariser{Tikhonov{0.5}}, Regulariser{Truncation{.keep = 2}}})
    for (int i = 0; i < 7; ++i)
      CHECK((problem.inverse(r).col(i) - problem.solve(VectorXd::Unit(7, i), r)).cwiseAbs().maxCoeff() <
            round_off);
  CHECK((problem.inverse() * a - MatrixXd::Identity(5, 5)).cwiseAbs().maxCoeff() < round_off);
}

TEST_CASE("Least squares: small units do not underflow", "[math][least_squares]") {
  const MatrixXd a{{1e-200, 0.0}, {0.0, 2e-200}};
  const VectorXd x = LeastSquares(a).solve(VectorXd{{1e-200, 1e-200}}, Tikhonov{1e-201});
  CHECK_THAT(x[0], WithinRel(1.0 / 1.01, 1e-14));  // a few roundings
}

TEST_CASE("Least squares: what does not fit is refused", "[math][least_squares]") {
  const MatrixXd a = MatrixXd::Identity(3, 2);
  const LeastSquares problem(a);
  CHECK_THROWS_AS(problem.solve(VectorXd::Ones(2)), MismatchError);
  CHECK_THROWS_AS(problem.solve(VectorXd{{1.0, std::nan(""), 0.0}}), InvalidArgument);
  CHECK_THROWS_AS(problem.solve(VectorXd::Ones(3), Tikhonov{-1.0}), InvalidArgument);
  CHECK_THROWS_AS(problem.solve(VectorXd::Ones(3), Truncation{.cut = 2.0}), InvalidArgument);
  CHECK_THROWS_AS(LeastSquares(a, {VectorXd::Ones(2), {}}), MismatchError);
  CHECK_THROWS_AS(LeastSquares(a, {{}, VectorXd::Ones(3)}), MismatchError);
  CHECK_THROWS_AS(LeastSquares(a, {VectorXd::Constant(3, -1.0), {}}), InvalidArgument);
  CHECK_THROWS_AS(LeastSquares(a, {{}, VectorXd::Zero(2)}), InvalidArgument);
}
