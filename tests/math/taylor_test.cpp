#include "courant/math/taylor.hpp"

#include <array>
#include <numbers>

#include "courant/math/dual.hpp"
#include "support/catch.hpp"

using namespace courant;

namespace {

namespace taylor = math::taylor;
using C = std::array<double, 6>;

template <class Taylor>
C coefficients(Taylor f, double x0) {
  C c{};
  f(x0, std::span<double>(c));
  return c;
}

// 1e-15: a handful of roundings of numbers near 1
void check(const C& c, const C& expected) {
  for (std::size_t k = 0; k < c.size(); ++k)
    CHECK_THAT(c[k], Catch::WithinAbs(expected[k], 1e-15 * (1 + std::abs(expected[k]))));
}

using Third = Dual<1, Dual<1, Dual<1>>>;  // the derivatives to third order

// 1e-14: derivatives of third order multiply a dozen roundings by numbers up to 10
template <class Taylor, class F>
void check_with_duals(Taylor taylor, F f, double x0) {
  const Third x = Third::variable(Dual<1, Dual<1>>::variable(Dual<1>::variable(x0, 0), 0), 0);
  const Third y = f(x);
  const C c = coefficients(taylor, x0);
  const std::array expected{y.v.v.v, y.d[0].v.v, y.d[0].d[0].v / 2, y.d[0].d[0].d[0] / 6};
  for (std::size_t k = 0; k < 4; ++k)
    CHECK_THAT(c[k], Catch::WithinAbs(expected[k], 1e-14 * (1 + std::abs(expected[k]))));
}

}  // namespace

TEST_CASE("Taylor: coefficients at simple points are those of the textbook", "[math][taylor]") {
  check(coefficients(taylor::inverse<double>, 1.0), {1, -1, 1, -1, 1, -1});
  check(coefficients(taylor::inverse<double>, 2.0), {1. / 2, -1. / 4, 1. / 8, -1. / 16, 1. / 32, -1. / 64});
  check(coefficients(taylor::sqrt<double>, 1.0), {1, 1. / 2, -1. / 8, 1. / 16, -5. / 128, 7. / 256});
  check(coefficients(taylor::exp<double>, 0.0), {1, 1, 1. / 2, 1. / 6, 1. / 24, 1. / 120});
  check(coefficients(taylor::log<double>, 1.0), {0, 1, -1. / 2, 1. / 3, -1. / 4, 1. / 5});
  check(coefficients(taylor::sin<double>, 0.0), {0, 1, 0, -1. / 6, 0, 1. / 120});
  check(coefficients(taylor::cos<double>, 0.0), {1, 0, -1. / 2, 0, 1. / 24, 0});
  check(coefficients(taylor::sin<double>, std::numbers::pi / 2), {1, 0, -1. / 2, 0, 1. / 24, 0});
  check(coefficients(taylor::sinh<double>, 0.0), {0, 1, 0, 1. / 6, 0, 1. / 120});
  check(coefficients(taylor::cosh<double>, 0.0), {1, 0, 1. / 2, 0, 1. / 24, 0});
  check(coefficients(taylor::tan<double>, 0.0), {0, 1, 0, 1. / 3, 0, 2. / 15});
  check(coefficients(taylor::asin<double>, 0.0), {0, 1, 0, 1. / 6, 0, 3. / 40});
  check(coefficients(taylor::acos<double>, 0.0), {std::numbers::pi / 2, -1, 0, -1. / 6, 0, -3. / 40});
  check(coefficients(taylor::atan<double>, 0.0), {0, 1, 0, -1. / 3, 0, 1. / 5});
}

TEST_CASE("Taylor: coefficients at any point are the derivatives of nested dual numbers", "[math][taylor]") {
  for (const double x0 : {0.35, 0.8, -0.6}) {
    INFO(x0);
    check_with_duals(
        taylor::inverse<double>, [](const Third& x) { return 1.0 / x; }, x0);
    check_with_duals(
        taylor::exp<double>, [](const Third& x) { return exp(x); }, x0);
    check_with_duals(
        taylor::sin<double>, [](const Third& x) { return sin(x); }, x0);
    check_with_duals(
        taylor::cos<double>, [](const Third& x) { return cos(x); }, x0);
    check_with_duals(
        taylor::sinh<double>, [](const Third& x) { return sinh(x); }, x0);
    check_with_duals(
        taylor::cosh<double>, [](const Third& x) { return cosh(x); }, x0);
    check_with_duals(
        taylor::tan<double>, [](const Third& x) { return tan(x); }, x0);
    check_with_duals(
        taylor::asin<double>, [](const Third& x) { return asin(x); }, x0);
    check_with_duals(
        taylor::acos<double>, [](const Third& x) { return acos(x); }, x0);
    check_with_duals(
        taylor::atan<double>, [](const Third& x) { return atan(x); }, x0);
    if (x0 < 0) continue;
    check_with_duals(
        taylor::sqrt<double>, [](const Third& x) { return sqrt(x); }, x0);
    check_with_duals(
        taylor::log<double>, [](const Third& x) { return log(x); }, x0);
  }
}

TEST_CASE("Taylor: one coefficient is the value alone", "[math][taylor]") {
  std::array<double, 1> c{};
  taylor::asin(0.3, std::span<double>(c));
  CHECK(c[0] == std::asin(0.3));
  taylor::atan(0.3, std::span<double>(c));
  CHECK(c[0] == std::atan(0.3));
  taylor::sin(0.3, std::span<double>(c));
  CHECK(c[0] == std::sin(0.3));
}
