#include "courant/math/bounded_least_squares.hpp"

#include <cmath>
#include <limits>

#include "courant/base/error.hpp"
#include "courant/base/rng.hpp"
#include "support/catch.hpp"

using namespace courant;
using namespace courant::math;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

MatrixXd random_matrix(Eigen::Index rows, Eigen::Index columns, Rng& rng) {
  return MatrixXd::NullaryExpr(rows, columns, [&] { return rng.normal(); });
}

double cost(const MatrixXd& a, const VectorXd& b, double alpha, const VectorXd& x) {
  return (a * x - b).squaredNorm() + alpha * alpha * x.squaredNorm();
}

// Smallest cost over all 3^n choices of unknowns at their lower bound, free, or at the upper one.
double brute_force(const MatrixXd& a, const VectorXd& b, const Bounds& bounds, double alpha) {
  const Index n = a.cols();
  Index choices = 1;
  for (Index j = 0; j < n; ++j) choices *= 3;
  double best = infinity;
  for (Index choice = 0; choice < choices; ++choice) {
    VectorXd x = VectorXd::Zero(n);
    std::vector<Index> free;
    for (Index j = 0, rest = choice; j < n; ++j, rest /= 3) {
      if (rest % 3 == 1) free.push_back(j);
      if (rest % 3 == 0) x[j] = bounds.lower[j];
      if (rest % 3 == 2) x[j] = bounds.upper[j];
    }
    if (!free.empty()) x(free) = LeastSquares(a(Eigen::all, free)).solve(b - a * x, Tikhonov{alpha});
    const bool inside = (x - bounds.lower).minCoeff() >= 0.0 && (bounds.upper - x).minCoeff() >= 0.0;
    if (inside) best = std::min(best, cost(a, b, alpha, x));
  }
  return best;
}

}  // namespace

TEST_CASE("Bounded least squares: a clamped unknown leaves its work to the others", "[math][bounded]") {
  // x + y = 2 in both rows, x <= 0.5: y takes 1.5.
  const MatrixXd a{{1.0, 1.0}, {1.0, 1.0}};
  const VectorXd b{{2.0, 2.0}};
  const auto solution = bounded_least_squares(LeastSquares(a), b, {{}, VectorXd{{0.5, infinity}}});
  REQUIRE(solution);
  CHECK(solution->x[0] == 0.5);
  CHECK_THAT(solution->x[1], WithinRel(1.5, 1e-14));  // a few roundings
  CHECK(solution->saturated == std::vector<Index>{0});
}

TEST_CASE("Bounded least squares: without active bounds it is plain least squares", "[math][bounded]") {
  Rng rng(1, "bounded");
  const MatrixXd a = random_matrix(12, 6, rng);
  const VectorXd b = random_matrix(12, 1, rng);
  const Regulariser regulariser =
      GENERATE(Regulariser{}, Regulariser{Tikhonov{0.4}}, Regulariser{Truncation{.keep = 3}});
  const VectorXd x = LeastSquares(a).solve(b, regulariser);
  for (const Bounds& bounds : {Bounds{}, Bounds{VectorXd::Constant(6, -1e3), VectorXd::Constant(6, 1e3)}}) {
    const auto solution = bounded_least_squares(LeastSquares(a), b, bounds, regulariser);
    REQUIRE(solution);
    CHECK((solution->x - x).cwiseAbs().maxCoeff() < 1e-13);  // round-off
    CHECK(solution->saturated.empty());
    CHECK(solution->solutions == 1);
  }
}

TEST_CASE("Bounded least squares: agrees with trying every set of bounds", "[math][bounded]") {
  Rng rng(2, "bounded");
  const double alpha = GENERATE(0.0, 0.5);
  for (int i = 0; i < 200; ++i) {
    const MatrixXd a = random_matrix(8, 5, rng);
    const VectorXd b = 3.0 * random_matrix(8, 1, rng);
    const Bounds bounds{VectorXd::NullaryExpr(5, [&] { return rng.uniform(-1.0, 0.2); }),
                        VectorXd::NullaryExpr(5, [&] { return rng.uniform(0.3, 1.0); })};
    const auto solution = bounded_least_squares(LeastSquares(a), b, bounds, Tikhonov{alpha});
    REQUIRE(solution);
    CHECK((solution->x - bounds.lower).minCoeff() >= 0.0);
    CHECK((bounds.upper - solution->x).minCoeff() >= 0.0);
    CHECK_THAT(cost(a, b, alpha, solution->x),
               WithinRel(brute_force(a, b, bounds, alpha), 1e-12));  // round-off
  }
}

TEST_CASE("Bounded least squares: large problems end where no unknown gains by leaving its place",
          "[math][bounded]") {
  Rng rng(3, "bounded");
  const double alpha = 0.2;
  for (int i = 0; i < 5; ++i) {
    // Neighbouring columns are alike, as kicks of neighbouring correctors are.
    const Index n = 40;
    MatrixXd a(60, n);
    for (Index r = 0; r < 60; ++r)
      for (Index c = 0; c < n; ++c)
        a(r, c) = std::cos(0.9 * static_cast<double>(r) - 0.4 * static_cast<double>(c)) + 0.3 * rng.normal();
    const VectorXd b = 5.0 * random_matrix(60, 1, rng);
    const VectorXd limit = VectorXd::Constant(n, 0.3);
    const auto solution = bounded_least_squares(LeastSquares(a), b, {-limit, limit}, Tikhonov{alpha});
    REQUIRE(solution);
    REQUIRE(solution->saturated.size() > 5);
    const VectorXd& x = solution->x;
    const VectorXd gradient = a.transpose() * (a * x - b) + alpha * alpha * x;
    const double noise = 1e-11 * (a.transpose() * b).cwiseAbs().maxCoeff();  // round-off of the gradient
    for (Index j = 0; j < n; ++j) {
      if (x[j] == -0.3)
        CHECK(gradient[j] >= -noise);
      else if (x[j] == 0.3)
        CHECK(gradient[j] <= noise);
      else
        CHECK_THAT(gradient[j], WithinAbs(0.0, noise));
    }
  }
}

TEST_CASE("Bounded least squares: weights are those of the unbounded problem", "[math][bounded]") {
  Rng rng(4, "bounded");
  const MatrixXd a = random_matrix(9, 4, rng);
  const VectorXd b = 3.0 * random_matrix(9, 1, rng);
  const VectorXd w = VectorXd::LinSpaced(9, 0.5, 2.0), v = VectorXd::LinSpaced(4, 0.5, 2.0);
  const VectorXd limit = VectorXd::Constant(4, 0.4);
  const auto weighted = bounded_least_squares(LeastSquares(a, {w, v}), b, {-limit, limit}, Tikhonov{0.3});
  const VectorXd root = w.cwiseSqrt();
  const auto by_hand = bounded_least_squares(
      LeastSquares(root.asDiagonal() * a * v.cwiseInverse().asDiagonal()), root.cwiseProduct(b),
      {-v.cwiseProduct(limit), v.cwiseProduct(limit)}, Tikhonov{0.3});
  REQUIRE(weighted);
  REQUIRE(by_hand);
  CHECK_FALSE(weighted->saturated.empty());
  CHECK(weighted->saturated == by_hand->saturated);
  CHECK((weighted->x - by_hand->x.cwiseQuotient(v)).cwiseAbs().maxCoeff() < 1e-13);  // round-off
}

TEST_CASE(
    "Bounded least squares: a truncated problem stays in bounds and the free part is its truncated solution",
    "[math][bounded]") {
  Rng rng(5, "bounded");
  for (int i = 0; i < 20; ++i) {
    const MatrixXd a = random_matrix(15, 8, rng);
    const VectorXd b = 3.0 * random_matrix(15, 1, rng);
    const VectorXd limit = VectorXd::Constant(8, 0.4);
    const Truncation truncation{.keep = 5};
    const auto solution = bounded_least_squares(LeastSquares(a), b, {-limit, limit}, truncation);
    REQUIRE(solution);
    CHECK(solution->x.cwiseAbs().maxCoeff() <= 0.4);
    std::vector<Index> free;
    for (Index j = 0; j < 8; ++j)
      if (std::abs(solution->x[j]) < 0.4) free.push_back(j);
    CHECK(free.size() + solution->saturated.size() == 8);
    VectorXd fixed = VectorXd::Zero(8);
    for (const Index j : solution->saturated) fixed[j] = solution->x[j];
    if (free.empty()) continue;
    const VectorXd part = LeastSquares(a(Eigen::all, free)).solve(b - a * fixed, truncation);
    CHECK((solution->x(free) - part).cwiseAbs().maxCoeff() < 1e-12);  // round-off
  }
}

TEST_CASE("Bounded least squares: equal bounds fix an unknown", "[math][bounded]") {
  Rng rng(6, "bounded");
  const MatrixXd a = random_matrix(6, 3, rng);
  const VectorXd b = random_matrix(6, 1, rng);
  const Bounds bounds{VectorXd{{0.25, -infinity, -infinity}}, VectorXd{{0.25, infinity, infinity}}};
  const auto solution = bounded_least_squares(LeastSquares(a), b, bounds);
  REQUIRE(solution);
  CHECK(solution->x[0] == 0.25);
  const VectorXd rest = LeastSquares(a.rightCols(2)).solve(b - 0.25 * a.col(0));
  CHECK((solution->x.tail(2) - rest).cwiseAbs().maxCoeff() < 1e-13);  // round-off
}

TEST_CASE("Bounded least squares: impossible bounds are refused", "[math][bounded]") {
  const MatrixXd a = MatrixXd::Identity(3, 2);
  const VectorXd b = VectorXd::Ones(3);
  CHECK_THROWS_AS(bounded_least_squares(LeastSquares(a), b, {VectorXd{{1.0, 0.0}}, VectorXd{{0.0, 1.0}}}),
                  InvalidArgument);
  CHECK_THROWS_AS(bounded_least_squares(LeastSquares(a), b, {VectorXd{{0.0, std::nan("")}}, {}}),
                  InvalidArgument);
  CHECK_THROWS_AS(bounded_least_squares(LeastSquares(a), b, {VectorXd{{infinity, 0.0}}, {}}),
                  InvalidArgument);
  CHECK_THROWS_AS(bounded_least_squares(LeastSquares(a), b, {VectorXd::Zero(3), {}}), MismatchError);
  CHECK_THROWS_AS(bounded_least_squares(LeastSquares(a), VectorXd::Ones(2), {}), MismatchError);
  CHECK_THROWS_AS(bounded_least_squares(LeastSquares(a), b, {}, Tikhonov{-1.0}), InvalidArgument);
}
