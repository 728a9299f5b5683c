#include "courant/math/power_series.hpp"

#include <random>

#include "courant/base/error.hpp"
#include "courant/math/tps.hpp"
#include "random_expression.hpp"
#include "support/catch.hpp"

using namespace courant;

namespace {

double distance(const PowerSeries& a, const PowerSeries& b) {
  const PowerSeries difference = a - b;
  double out = 0.0;
  for (const double c : difference.coefficients())
    if (!(std::abs(c) <= out)) out = std::abs(c);
  return out;
}

/// A series with every coefficient set, falling with its degree so that high orders stay of order 1.
PowerSeries dense(const SeriesSpace& space, double value) {
  PowerSeries x(value);
  for (int i = 0; i < space.variables(); ++i) x += (0.1 + 0.05 * i) * PowerSeries::variable(space, 0.0, i);
  return exp(x) * std::exp(-value) * value;
}

}  // namespace

TEST_CASE("PowerSeries: identities hold to order 10", "[math][power_series]") {
  const int variables = GENERATE(1, 2, 4), order = GENERATE(1, 4, 10);
  const SeriesSpace space(variables, order);
  const PowerSeries x = dense(space, 0.5), y = dense(space, 0.3), one(1.0);
  INFO(variables << " variables, order " << order);
  // coefficients near 1 made by up to ten nested sums of products; the worst are the inverse functions
  const double near = 1e-12;
  CHECK(distance(sin(x) * sin(x) + cos(x) * cos(x), one) < near);
  CHECK(distance(cosh(x) * cosh(x) - sinh(x) * sinh(x), one) < near);
  CHECK(distance(exp(x) * exp(y), exp(x + y)) < near);
  CHECK(distance(log(exp(x)), x) < near);
  CHECK(distance(tan(x), sin(x) / cos(x)) < near);
  CHECK(distance(asin(sin(x)), x) < near);
  CHECK(distance(acos(cos(x)), x) < near);
  CHECK(distance(atan(tan(x)), x) < near);
  CHECK(distance(sqrt(x) * sqrt(x), x) < near);
  CHECK(distance(x / y * y, x) < near);
}

TEST_CASE("PowerSeries: order 10 of six variables is within reach", "[math][power_series]") {
  const SeriesSpace space(6, 10);
  CHECK(space.size() == 8008);
  CHECK(space.products() == 646646);
  const PowerSeries x = dense(space, 0.5);
  CHECK(distance(sin(x) * sin(x) + cos(x) * cos(x), PowerSeries(1.0)) < 1e-13);
  // known: d^10 exp(a·x) = the product of the a_i, over the factorials of the powers
  const double expected = 0.5 * std::pow(0.1, 4) * std::pow(0.35, 6) / (24.0 * 720.0);
  CHECK_THAT(x.at({4, 0, 0, 0, 0, 6}), Catch::WithinRel(expected, 1e-13));  // a hundred roundings
}

TEST_CASE("PowerSeries: coefficients are those of Tps in the same order", "[math][power_series]") {
  using T = Tps<3, 3>;
  const SeriesSpace space(3, 3);
  std::mt19937 random(11);
  std::uniform_real_distribution<double> uniform(-1.2, 1.2);
  for (unsigned seed = 1; seed <= 200; ++seed) {
    std::array<T, 3> fixed;
    std::array<PowerSeries, 3> free;
    for (int i = 0; i < 3; ++i) {
      const double x = uniform(random);
      fixed[static_cast<std::size_t>(i)] = T::variable(x, i);
      free[static_cast<std::size_t>(i)] = PowerSeries::variable(space, x, i);
    }
    const T a = test::random_expression(seed, fixed);
    const PowerSeries b = test::random_expression(seed, free);
    double largest = 1.0, worst = 0.0;
    for (std::size_t k = 0; k < T::size && !b.is_number(); ++k) {
      largest = std::max(largest, std::abs(a.c[k]));
      worst = std::max(worst, std::abs(a.c[k] - b.coefficients()[k]));
    }
    INFO(seed);
    CHECK(worst < 2e-13 * largest);  // sums in another order
    CHECK(math::value(b) == Approx(math::value(a)).epsilon(1e-13));
  }
}

TEST_CASE("PowerSeries: derivative, evaluation and composition follow the polynomial",
          "[math][power_series]") {
  const SeriesSpace space(2, 5);
  const auto f = []<class S>(const S& x, const S& y) { return x * x * x * y * y - 2.0 * y + x * y; };
  const PowerSeries x = PowerSeries::variable(space, 0.5, 0), y = PowerSeries::variable(space, -0.4, 1);
  const PowerSeries series = f(x, y);
  // 1e-14: a dozen roundings of numbers up to 30
  CHECK_THAT(evaluate(series, std::array{1.0, 2.0}), Catch::WithinAbs(f(1.5, 1.6), 3e-14));
  CHECK(distance(derivative(series, 0), 3.0 * x * x * y * y + y) < 1e-14);
  CHECK(distance(derivative(series, 1), 2.0 * x * x * x * y - 2.0 + x) < 1e-14);
  // f(g(x, y)) with deviations in place of the variables
  const PowerSeries u = sin(x) * y, v = exp(x) - y;
  const PowerSeries at =
      f(PowerSeries::variable(space, u.constant(), 0), PowerSeries::variable(space, v.constant(), 1));
  const std::array outer{at};
  const std::array inner{u.with_constant(0.0), v.with_constant(0.0)};
  CHECK(distance(substitute(outer, inner)[0], f(u, v)) < 1e-14);
}

TEST_CASE("PowerSeries: the map of two steps is the composition of their maps", "[math][power_series]") {
  const auto step = [](auto& r, double k) {
    for (int i = 0; i < 6; i += 2) {
      r[i] += r[i + 1] / (1.0 + 0.1 * r[5]);
      r[i + 1] -= k * sin(r[i]) + 0.1 * r[0] * r[2];
    }
  };
  const SeriesSpace space(6, 5);
  auto whole = math::seed_series(space, Vec6<double>{{0.1, -0.2, 0.3, 0.1, -0.1, 0.2}});
  step(whole, 0.4);
  const auto first = whole;
  auto second = math::seed_series(space, math::value(first));
  step(second, -0.7);
  step(whole, -0.7);
  const auto joined = math::compose(second, first);
  for (int i = 0; i < 6; ++i) CHECK(distance(joined[i], whole[i]) < 1e-14);  // coefficients below 1
}

TEST_CASE("PowerSeries: a plain number needs no space", "[math][power_series]") {
  STATIC_REQUIRE(Scalar<PowerSeries>);
  const SeriesSpace space(2, 2);
  const PowerSeries x = PowerSeries::variable(space, 2.0, 0), number(3.0);
  CHECK(number.is_number());
  CHECK((number * 2.0 - number / 3.0).constant() == 5.0);
  CHECK(sqrt(PowerSeries(9.0)).constant() == 3.0);
  CHECK(sqrt(PowerSeries(9.0)).is_number());
  for (const PowerSeries& y : {x + number, number + x, x - number, number - x, x * number, number * x,
                               x / number, number / x, 1.0 - x, 3.0 / x}) {
    CHECK_FALSE(y.is_number());
    CHECK(y.space() == space);
  }
  CHECK((number / x).at({1, 0}) == -0.75);
  CHECK((number - x).at({1, 0}) == -1.0);
  CHECK(is_zero(PowerSeries()));
  CHECK(is_zero(x - x));
  CHECK_FALSE(is_zero(x - 2.0));
  CHECK(select(x < number, x, number).at({1, 0}) == 1.0);
  CHECK(abs(-x).at({1, 0}) == 1.0);
  PowerSeries square = x;
  square *= square;
  CHECK(square.at({2, 0}) == 1.0);
  CHECK(square.at({1, 0}) == 4.0);
}

TEST_CASE("PowerSeries: a lost particle stays lost", "[math][power_series]") {
  const SeriesSpace space(2, 3);
  const PowerSeries x = PowerSeries::variable(space, 0.0, 0), lost(std::nan(""));
  for (const PowerSeries& y : {x + lost, x * lost, lost * x, x / lost, lost / (1.0 + x), sin(x + lost)})
    CHECK(std::isnan(math::value(y)));
}

TEST_CASE("PowerSeries: what does not fit is refused with its reason", "[math][power_series]") {
  using Catch::Contains;
  CHECK_THROWS_AS(SeriesSpace(0, 3), InvalidArgument);
  CHECK_THROWS_AS(SeriesSpace(6, 0), InvalidArgument);
  CHECK_THROWS_WITH(SeriesSpace(6, 30), Contains("6 variables to order 30") && Contains("256 MiB"));
  CHECK_THROWS_AS(SeriesSpace(1000000, 1000000), InvalidArgument);
  const SeriesSpace a(2, 3), b(2, 4);
  const PowerSeries x = PowerSeries::variable(a, 0.1, 0), y = PowerSeries::variable(b, 0.1, 0);
  CHECK_THROWS_AS(x + y, MismatchError);
  CHECK_THROWS_AS(x - y, MismatchError);
  CHECK_THROWS_AS(x * y, MismatchError);
  CHECK_THROWS_AS(x / y, MismatchError);
  CHECK_NOTHROW(x * PowerSeries::variable(SeriesSpace(2, 3), 0.1, 1));  // another space of the same shape
  CHECK_THROWS_AS(PowerSeries::variable(a, 0.0, 2), InvalidArgument);
  CHECK_THROWS_AS(PowerSeries::variable(a, 0.0, -1), InvalidArgument);
  CHECK_THROWS_AS(derivative(x, 2), InvalidArgument);
  CHECK_THROWS_AS(derivative(PowerSeries(1.0), 0), InvalidArgument);
  CHECK_THROWS_AS(evaluate(x, std::array{1.0}), MismatchError);
  CHECK_THROWS_AS(PowerSeries::from(a, {1.0, 2.0}), MismatchError);
  CHECK_THROWS_AS(x.at({1}), InvalidArgument);
  CHECK_THROWS_AS(x.at({2, 2}), InvalidArgument);
  CHECK_THROWS_AS(x.at({-1, 1}), InvalidArgument);
  CHECK_THROWS_AS(a.powers(10), InvalidArgument);
  CHECK_THROWS_AS(substitute(std::array{x}, std::array{x}), MismatchError);
  CHECK_THROWS_AS(substitute(std::array{x, y}, std::array{x, x}), MismatchError);
  CHECK_THROWS_AS(math::seed_series(a, {}), InvalidArgument);
}

TEST_CASE("PowerSeries: powers and positions belong together; a table prints them", "[math][power_series]") {
  const SeriesSpace space(3, 4);
  for (Index k = 0; k < space.size(); ++k) CHECK(space.index(space.powers(k)) == k);
  const PowerSeries x = PowerSeries::variable(space, 0.5, 0), z = PowerSeries::variable(space, 0.0, 2);
  CHECK(to_string(x * z) == "  5.0000000000000000e-01  0 0 1\n  1.0000000000000000e+00  1 0 1\n");
  CHECK(to_string(x * z, 0.7) == "  1.0000000000000000e+00  1 0 1\n");
  CHECK(to_string(x - x) == "0\n");
  CHECK(to_string(PowerSeries(2.0)) == "  2.0000000000000000e+00\n");
  CHECK(distance(PowerSeries::from(space, {x.coefficients().begin(), x.coefficients().end()}), x) == 0.0);
}
