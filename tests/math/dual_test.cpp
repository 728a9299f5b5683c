#include "courant/math/dual.hpp"

#include <array>
#include <random>

#include "random_expression.hpp"
#include "support/catch.hpp"

using namespace courant;

namespace {

using D = Dual<2>;
constexpr double a = 0.7, b = -1.3;  // two points where every rule is smooth
const D x = D::variable(a, 0), y = D::variable(b, 1);

// 4e-16 relative: two roundings of double.
void check(const D& f, double value, double by_x, double by_y) {
  const auto near = [](double expected) {
    return Catch::WithinAbs(expected, 4e-16 * (1 + std::abs(expected)));
  };
  CHECK_THAT(f.v, near(value));
  CHECK_THAT(f.d[0], near(by_x));
  CHECK_THAT(f.d[1], near(by_y));
}

}  // namespace

TEST_CASE("Dual: arithmetic follows the rules of differentiation", "[math][dual]") {
  check(x + y, a + b, 1, 1);
  check(x - y, a - b, 1, -1);
  check(-x, -a, -1, 0);
  check(x * y, a * b, b, a);
  check(x / y, a / b, 1 / b, -a / (b * b));
  check(x + 2.0, a + 2, 1, 0);
  check(2.0 + x, a + 2, 1, 0);
  check(x - 2.0, a - 2, 1, 0);
  check(2.0 - x, 2 - a, -1, 0);
  check(3.0 * x, 3 * a, 3, 0);
  check(x * 3.0, 3 * a, 3, 0);
  check(x / 4.0, a / 4, 0.25, 0);
  check(2.0 / x, 2 / a, -2 / (a * a), 0);
}

TEST_CASE("Dual: an operand may be the target itself", "[math][dual]") {
  D square = x, one = x, zero = x;
  const D &same_square = square, &same_one = one, &same_zero = zero;
  square *= same_square;
  one /= same_one;
  zero -= same_zero;
  check(square, a * a, 2 * a, 0);
  check(one, 1, 0, 0);
  check(zero, 0, 0, 0);
}

TEST_CASE("Dual: functions have their analytic derivative", "[math][dual]") {
  check(sqrt(x), std::sqrt(a), 0.5 / std::sqrt(a), 0);
  check(sin(y), std::sin(b), 0, std::cos(b));
  check(cos(y), std::cos(b), 0, -std::sin(b));
  check(tan(x), std::tan(a), 1 / (std::cos(a) * std::cos(a)), 0);
  check(acos(x), std::acos(a), -1 / std::sqrt(1 - a * a), 0);
  check(asin(x), std::asin(a), 1 / std::sqrt(1 - a * a), 0);
  check(atan(y), std::atan(b), 0, 1 / (1 + b * b));
  check(sinh(y), std::sinh(b), 0, std::cosh(b));
  check(cosh(y), std::cosh(b), 0, std::sinh(b));
  check(log(x), std::log(a), 1 / a, 0);
  check(exp(y), std::exp(b), 0, std::exp(b));
  check(abs(y), -b, 0, -1);
  check(abs(x), a, 1, 0);
}

TEST_CASE("Dual: comparison and choice look at the value alone", "[math][dual]") {
  CHECK(y < x);
  CHECK(x > y);
  check(select(x < y, x, y), b, 0, 1);
  check(select(y < x, x, y), a, 1, 0);
  CHECK(math::value(Dual<3, D>(x)) == a);
}

TEST_CASE("Dual: nested dual numbers give second derivatives", "[math][dual]") {
  using DD = Dual<1, Dual<1>>;
  const auto second = [](auto f, double at) {
    const DD t = DD::variable(Dual<1>::variable(at, 0), 0);
    return f(t).d[0].d[0];
  };
  // 1e-14: a dozen roundings of numbers near 1
  CHECK_THAT(second([](auto t) { return sin(t) * exp(t); }, a),
             Catch::WithinAbs(2 * std::cos(a) * std::exp(a), 1e-14));
  CHECK_THAT(second([](auto t) { return 1.0 / (1.0 + t * t); }, a),
             Catch::WithinAbs((6 * a * a - 2) / std::pow(1 + a * a, 3), 1e-14));
  CHECK_THAT(second([](auto t) { return sqrt(1.0 + t); }, a),
             Catch::WithinAbs(-0.25 * std::pow(1 + a, -1.5), 1e-14));
  CHECK_THAT(second([](auto t) { return tan(t); }, a),
             Catch::WithinAbs(2 * std::tan(a) / std::pow(std::cos(a), 2), 1e-14));
  CHECK_THAT(second([](auto t) { return acos(t); }, a),
             Catch::WithinAbs(-a / std::pow(1 - a * a, 1.5), 1e-14));
}

TEST_CASE("Dual: random expressions agree with extrapolated differences", "[math][dual]") {
  std::mt19937 random(20240229);
  std::uniform_real_distribution<double> uniform(-1.2, 1.2);
  double worst = 0.0;
  for (unsigned seed = 1; seed <= 300; ++seed) {
    const std::array<double, 3> at{uniform(random), uniform(random), uniform(random)};
    std::array<Dual<3>, 3> variables;
    for (int i = 0; i < 3; ++i)
      variables[static_cast<std::size_t>(i)] = Dual<3>::variable(at[static_cast<std::size_t>(i)], i);
    const Dual<3> f = test::random_expression(seed, variables);
    // division and inverse multiplication round differently: a few ulp per operation
    CHECK_THAT(f.v, Catch::WithinAbs(test::random_expression(seed, at), 1e-13));
    for (std::size_t i = 0; i < 3; ++i) {
      const auto slope = [&](double h) {
        auto plus = at, minus = at;
        plus[i] += h;
        minus[i] -= h;
        return (test::random_expression(seed, plus) - test::random_expression(seed, minus)) / (2 * h);
      };
      const double coarse = slope(2e-4), fine = slope(1e-4);
      const double scale = 1.0 + std::abs(f.d[i]);
      worst = std::max(worst, std::abs(fine + (fine - coarse) / 3.0 - f.d[i]) / (scale * scale * scale));
    }
  }
  // round-off of the differences, eps/h = 2e-12, times the condition of the expression; steep expressions
  // have a fifth derivative that grows faster than the first, hence the cube of the scale
  CHECK(worst < 5e-11);
}
