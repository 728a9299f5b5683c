#include "courant/math/newton.hpp"

#include <cmath>
#include <limits>

#include "courant/base/error.hpp"
#include "support/catch.hpp"

using namespace courant;
using namespace courant::math;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;
using Eigen::MatrixXd;
using Eigen::Vector2d;
using Eigen::VectorXd;

namespace {

// Circle of radius 2 and the line x = y: roots at +-sqrt 2.
NewtonPoint<2> circle_and_line(const Vector2d& x) {
  return {Vector2d(x.squaredNorm() - 4.0, x[0] - x[1]),
          (Eigen::Matrix2d() << 2.0 * x[0], 2.0 * x[1], 1.0, -1.0).finished()};
}

using Scalar1 = Eigen::Matrix<double, 1, 1>;
NewtonPoint<1> point(double value, double slope) { return {Scalar1(value), Scalar1(slope)}; }

}  // namespace

TEST_CASE("Newton: finds the root near the guess", "[math][newton]") {
  const auto right = newton(circle_and_line, Vector2d(3.0, 1.0)),
             left = newton(circle_and_line, Vector2d(-1.0, -3.0));
  REQUIRE(right);
  REQUIRE(left);
  CHECK_THAT(right->x[0], WithinAbs(std::sqrt(2.0), 1e-12));  // tolerance 1e-12 over slope 4 sqrt 2
  CHECK_THAT(left->x[1], WithinAbs(-std::sqrt(2.0), 1e-12));
  CHECK(right->residual <= 1e-12);
}

TEST_CASE("Newton: the error is squared in each step", "[math][newton]") {
  double last = 0.0;
  for (int steps = 1; steps <= 4; ++steps) {
    double x = 2.0;
    (void)newton(
        [&](const Scalar1& at) {
          x = at[0];
          return point(at[0] * at[0] - 2.0, 2.0 * at[0]);
        },
        Scalar1(2.0), {.tolerance = 1e-300, .max_iterations = steps});
    const double error = x - std::sqrt(2.0);
    // e' = e² / (2 x) for this function; 1e-15: rounding of the root
    if (steps > 1) CHECK_THAT(error, WithinAbs(last * last / (2.0 * (last + std::sqrt(2.0))), 1e-15));
    last = error;
  }
}

TEST_CASE("Newton: a linear problem takes one step, a root none", "[math][newton]") {
  MatrixXd a = MatrixXd::Random(5, 5) + 5.0 * MatrixXd::Identity(5, 5);
  const VectorXd root = VectorXd::LinSpaced(5, -1.0, 1.0);
  const auto f = [&](const VectorXd& x) { return NewtonPoint<Eigen::Dynamic>{a * (x - root), a}; };
  const auto one = newton(f, VectorXd(VectorXd::Zero(5)));
  REQUIRE(one);
  CHECK(one->iterations == 1);
  CHECK((one->x - root).cwiseAbs().maxCoeff() < 1e-14);  // round-off
  const auto none = newton(f, root);
  REQUIRE(none);
  CHECK(none->iterations == 0);
  CHECK(none->residual == 0.0);
}

TEST_CASE("Newton: no root is a failure with the last residual", "[math][newton]") {
  const auto f = [](const Scalar1& x) { return point(x[0] * x[0] + 1.0, 2.0 * x[0]); };
  const auto result = newton(f, Scalar1(0.7), {.max_iterations = 7});
  REQUIRE_FALSE(result);
  CHECK(result.error().code == Code::no_convergence);
  CHECK_THAT(result.error().message, Contains("residual") && Contains("after 7 steps"));
}

TEST_CASE("Newton: a singular Jacobian and numbers that are not finite are failures", "[math][newton]") {
  const auto flat = newton([](const Scalar1&) { return point(1.0, 0.0); }, Scalar1(0.0));
  REQUIRE_FALSE(flat);
  CHECK_THAT(flat.error().message, Contains("singular") && Contains("residual 1"));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto lost =
      newton([&](const Scalar1& x) { return point(x[0] > 0.5 ? nan : x[0] - 1.0, 1.0); }, Scalar1(0.0));
  REQUIRE_FALSE(lost);
  CHECK(lost.error().code == Code::no_convergence);
  CHECK_THAT(lost.error().message, Contains("not finite after 1 steps"));
  const auto slope = newton([&](const Scalar1&) { return point(1.0, nan); }, Scalar1(0.0));
  REQUIRE_FALSE(slope);
  const auto start = newton([&](const Scalar1&) { return point(nan, 1.0); }, Scalar1(0.0));
  REQUIRE_FALSE(start);
  CHECK_THAT(start.error().message, Contains("first guess"));
}

TEST_CASE("Newton: a failure of the function is passed on", "[math][newton]") {
  const auto f = [](const Scalar1& x) -> Result<NewtonPoint<1>> {
    if (x[0] > 3.0) return Failure{Code::particle_lost, "lost"};
    return point(x[0] - 5.0, 1.0);
  };
  const auto result = newton(f, Scalar1(0.0));
  REQUIRE_FALSE(result);
  CHECK(result.error().code == Code::particle_lost);
}

TEST_CASE("Newton: options that can't work are refused", "[math][newton]") {
  CHECK_THROWS_AS(newton(circle_and_line, Vector2d(1.0, 1.0), {.tolerance = 0.0}), InvalidArgument);
  CHECK_THROWS_AS(newton(circle_and_line, Vector2d(1.0, 1.0), {.max_iterations = 0}), InvalidArgument);
  const auto f = [](const VectorXd& x) { return NewtonPoint<Eigen::Dynamic>{x, MatrixXd(0, 0)}; };
  CHECK_THROWS_AS(newton(f, VectorXd()), InvalidArgument);
}

TEST_CASE("Linear solution: agrees with the product, refuses what is singular", "[math][newton]") {
  const MatrixXd a{{2.0, 1.0, 0.0}, {1.0, 3.0, 1.0}, {0.0, 1.0, 4.0}};
  const VectorXd x{{1.0, -2.0, 3.0}};
  const auto found = solve_linear(a, a * x);
  REQUIRE(found);
  CHECK((*found - x).cwiseAbs().maxCoeff() < 1e-14);  // round-off, condition number 4
  MatrixXd singular = a;
  singular.row(2) = singular.row(0) + singular.row(1);
  CHECK_FALSE(solve_linear(singular, x));
  CHECK_THAT(solve_linear(singular, x).error().message, Contains("rank 2 of 3"));
  CHECK_THROWS_AS(solve_linear(a, VectorXd::Ones(2)), InvalidArgument);
}
