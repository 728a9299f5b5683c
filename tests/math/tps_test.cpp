#include "courant/math/tps.hpp"

#include <random>

#include "courant/math/dual.hpp"
#include "courant/math/simd_pack.hpp"
#include "random_expression.hpp"
#include "support/catch.hpp"

using namespace courant;

namespace {

/// Largest |a - b| of the coefficients.
template <class S>
double distance(const S& a, const S& b) {
  double out = 0.0;
  for (std::size_t k = 0; k < a.c.size(); ++k)
    if (const double d = std::abs(a.c[k] - b.c[k]); !(d <= out)) out = d;
  return out;
}

/// Two series with every coefficient set, values 0.5 and 0.3.
template <class S>
S dense(double value, double scale) {
  S x(value);
  for (std::size_t k = 1; k < x.c.size(); ++k) x.c[k] = scale * std::cos(1.0 + 2.3 * static_cast<double>(k));
  return x;
}

template <class S>
void check_identities() {
  const S x = dense<S>(0.5, 0.4), y = dense<S>(0.3, -0.3);
  // round-off of sums of some ten to hundred products of numbers below 10
  const double near = 1e-13;
  CHECK(distance(sin(x) * sin(x) + cos(x) * cos(x), S(1.0)) < near);
  CHECK(distance(cosh(x) * cosh(x) - sinh(x) * sinh(x), S(1.0)) < near);
  CHECK(distance(sin(x + y), sin(x) * cos(y) + cos(x) * sin(y)) < near);
  CHECK(distance(exp(x) * exp(y), exp(x + y)) < near);
  CHECK(distance(log(exp(x)), x) < near);
  CHECK(distance(exp(log(x)), x) < near);
  CHECK(distance(tan(x), sin(x) / cos(x)) < near);
  CHECK(distance(asin(sin(x)), x) < near);
  CHECK(distance(acos(cos(x)), x) < near);
  CHECK(distance(atan(tan(x)), x) < near);
  CHECK(distance(sqrt(x) * sqrt(x), x) < near);
  CHECK(distance((x / y) * y, x) < near);
  CHECK(distance((1.0 / x) * x, S(1.0)) < near);
  CHECK(distance(abs(-1.0 * x), x) == 0.0);
  S z = x;
  z *= y;
  z /= y;
  z += y;
  z -= y;
  z = (z + 1.0 - 1.0) * 2.0 / 2.0;
  CHECK(distance(z, x) < near);
}

}  // namespace

TEST_CASE("Tps: there are as many coefficients and products as the binomials say", "[math][tps]") {
  STATIC_REQUIRE(Tps<6, 1>::size == 7);
  STATIC_REQUIRE(Tps<6, 2>::size == 28);
  STATIC_REQUIRE(Tps<6, 3>::size == 84);
  STATIC_REQUIRE(math::monomials::product_count(6, 1) == 13);
  STATIC_REQUIRE(math::monomials::product_count(6, 2) == 91);
  STATIC_REQUIRE(math::monomials::product_count(6, 3) == 455);
  STATIC_REQUIRE(Scalar<Tps<6, 3>>);
  STATIC_REQUIRE(Scalar<Tps<6, 2, Dual<1>>>);
  STATIC_REQUIRE(Scalar<Tps<6, 2, Pack<double, 4>>>);
}

TEST_CASE("Tps: the product of two monomials adds their powers", "[math][tps]") {
  constexpr int n = 4, order = 5;
  const auto& t = Tps<n, order>::tables();
  const auto powers = [&](std::size_t k) {
    std::array<int, n> p{};
    for (int v = 0; v < n; ++v) p[static_cast<std::size_t>(v)] = math::detail::exponent(t, k, v);
    return p;
  };
  for (std::size_t i = 0; i < Tps<n, order>::size; ++i) {
    CHECK(Tps<n, order>::index(powers(i)) == static_cast<Index>(i));
    const std::size_t begin = t.row[i], end = t.row[i + 1];
    for (std::size_t j = 0; j < end - begin; ++j) {
      std::array<int, n> sum = powers(i);
      for (std::size_t v = 0; v < n; ++v) sum[v] += powers(j)[v];
      CHECK(powers(t.product[begin + j]) == sum);
    }
  }
}

TEST_CASE("Tps: arithmetic is done by the compiler where it can", "[math][tps]") {
  using T = Tps<2, 3>;
  constexpr T x = T::variable(2.0, 0), y = T::variable(3.0, 1);
  constexpr T cube = x * x * y;
  STATIC_REQUIRE(math::value(cube) == 12);
  STATIC_REQUIRE(cube.at({1, 0}) == 12);
  STATIC_REQUIRE(cube.at({0, 1}) == 4);
  STATIC_REQUIRE(cube.at({2, 0}) == 3);
  STATIC_REQUIRE(cube.at({1, 1}) == 4);
  STATIC_REQUIRE(cube.at({2, 1}) == 1);
  STATIC_REQUIRE(cube.at({3, 0}) == 0);
  STATIC_REQUIRE(math::derivative(cube, 0).at({1, 1}) == 2);
  STATIC_REQUIRE((x / (1.0 + y) < T(1.0)));
}

TEST_CASE("Tps: functions are inverse and add up to all orders", "[math][tps]") {
  check_identities<Tps<1, 5>>();
  check_identities<Tps<3, 4>>();
  check_identities<Tps<6, 1>>();
  check_identities<Tps<6, 2>>();
  check_identities<Tps<6, 3>>();
}

TEST_CASE("Tps: random expressions have the derivatives of nested dual numbers", "[math][tps]") {
  using D = Dual<3>;
  using DD = Dual<3, D>;
  using T = Tps<3, 2>;
  std::mt19937 random(7);
  std::uniform_real_distribution<double> uniform(-1.2, 1.2);
  for (unsigned seed = 1; seed <= 300; ++seed) {
    std::array<DD, 3> duals;
    std::array<T, 3> series;
    for (int i = 0; i < 3; ++i) {
      const double x = uniform(random);
      duals[static_cast<std::size_t>(i)] = DD::variable(D::variable(x, i), i);
      series[static_cast<std::size_t>(i)] = T::variable(x, i);
    }
    const DD d = test::random_expression(seed, duals);
    const T s = test::random_expression(seed, series);
    INFO(seed);
    double largest = 1.0, worst = std::abs(s.c[0] - d.v.v);
    for (std::size_t i = 0; i < 3; ++i) {
      worst = std::max(worst, std::abs(s.c[i + 1] - d.v.d[i]));
      for (std::size_t j = 0; j < 3; ++j) {
        std::array<int, 3> powers{};
        ++powers[i];
        ++powers[j];
        const double second = (i == j ? 2.0 : 1.0) * s.at(powers);
        worst = std::max(worst, std::abs(second - d.d[i].d[j]));
        largest = std::max(largest, std::abs(second));
      }
    }
    // a few roundings per operation, carried along by a dozen of them
    CHECK(worst < 2e-13 * largest);
  }
}

TEST_CASE("Tps: the derivative of a series is the series of the derivative", "[math][tps]") {
  using T = Tps<2, 3>;
  const auto f = []<class S>(const S& x, const S& y) { return sin(x * y) / (1.0 + x) + sqrt(y) * x; };
  const T x = T::variable(0.4, 0), y = T::variable(0.7, 1), series = f(x, y);
  using D = Dual<2, T>;
  const D dual = f(D::variable(x, 0), D::variable(y, 1));
  for (int i = 0; i < 2; ++i) {
    const T slope = derivative(series, i);
    for (std::size_t k = 0; k < Tps<2, 2>::size; ++k)  // exact to one order less; 1e-14: a dozen roundings
      CHECK_THAT(slope.c[k], Catch::WithinAbs(dual.d[static_cast<std::size_t>(i)].c[k], 1e-14));
    for (std::size_t k = Tps<2, 2>::size; k < T::size; ++k) CHECK(slope.c[k] == 0.0);
  }
}

TEST_CASE("Tps: a polynomial is its own series wherever it is evaluated", "[math][tps]") {
  using T = Tps<2, 3>;
  const auto f = []<class S>(const S& x, const S& y) { return x * x * y - 2.0 * y * y + x - 0.3; };
  const T series = f(T::variable(0.4, 0), T::variable(-0.7, 1));
  for (const double dx : {0.0, 0.5, -3.0})
    for (const double dy : {0.0, 1.5, -2.0})  // 1e-14: a dozen roundings of numbers up to 20
      CHECK_THAT((evaluate(series, std::array{dx, dy})), Catch::WithinAbs(f(0.4 + dx, -0.7 + dy), 1e-14));
  // and by dual numbers: value and slope at the displaced point
  const auto dual = evaluate(series, std::array{Dual<1>::variable(0.5, 0), Dual<1>(1.5)});
  const auto direct = f(Dual<1>::variable(0.9, 0), Dual<1>(0.8));
  CHECK_THAT(dual.v, Catch::WithinAbs(direct.v, 1e-14));
  CHECK_THAT(dual.d[0], Catch::WithinAbs(direct.d[0], 1e-14));
}

TEST_CASE("Tps: the map of two steps is the composition of their maps", "[math][tps]") {
  const auto step = [](auto& r, double k) {
    for (int i = 0; i < 6; i += 2) {
      r[i] += r[i + 1] / (1.0 + 0.1 * r[5]);
      r[i + 1] -= k * sin(r[i]) + 0.1 * r[0] * r[2];
    }
  };
  auto whole = math::seed_series<3>(Vec6<double>{{0.1, -0.2, 0.3, 0.1, -0.1, 0.2}});
  auto first = whole;
  step(whole, 0.4);
  first = whole;
  auto second = math::seed_series<3>(math::value(first));
  step(second, -0.7);
  step(whole, -0.7);
  const auto joined = math::compose(second, first);
  // 1e-14: some hundred products of coefficients below 1
  for (int i = 0; i < 6; ++i) CHECK(distance(joined[i], whole[i]) < 1e-14);
}

TEST_CASE("Tps: substituting a constant moves the polynomial", "[math][tps]") {
  using T = Tps<2, 2>;
  const T f = T::variable(0.0, 0) * T::variable(0.0, 1) + T::variable(0.0, 0);
  const auto moved = substitute(std::array{f}, std::array{T::variable(2.0, 0), T::variable(3.0, 1)})[0];
  CHECK(moved.at({0, 0}) == 8);
  CHECK(moved.at({1, 0}) == 4);
  CHECK(moved.at({0, 1}) == 2);
  CHECK(moved.at({1, 1}) == 1);
}

TEST_CASE("Tps: lanes of packs and derivatives by a strength are those of single series", "[math][tps]") {
  using P = Pack<double, 4>;
  const auto f = []<class S>(const S& x, const S& k) {
    return select(x < k, S(sin(k * x) / x), S(sqrt(x + k)));
  };
  P x, k;
  for (int i = 0; i < 4; ++i) {
    x.set(i, 0.2 + 0.3 * i);
    k.set(i, 0.9 - 0.1 * i);
  }
  using TP = Tps<1, 3, P>;
  using TD = Tps<1, 3, Dual<1>>;
  const TP lanes = f(TP::variable(x, 0), TP(k));
  for (int i = 0; i < 4; ++i) {
    const auto single = f(Tps<1, 3>::variable(x[i], 0), Tps<1, 3>(k[i]));
    const auto by_k = f(TD::variable(Dual<1>(x[i]), 0), TD(Dual<1>::variable(k[i], 0)));
    const double h = 1e-3;
    const auto at = [&](double shift) { return f(Tps<1, 3>::variable(x[i], 0), Tps<1, 3>(k[i] + shift)); };
    const auto plus = at(h), minus = at(-h), more = at(2 * h), less = at(-2 * h);
    for (std::size_t c = 0; c < 4; ++c) {
      // terms of 1/x^3 = 125 cancel; compilers fuse some operations, dual numbers divide by the inverse
      CHECK_THAT(lanes.c[c][i], Catch::WithinAbs(single.c[c], 1e-13));
      CHECK_THAT(by_k.c[c].v, Catch::WithinAbs(single.c[c], 1e-13));
      const double slope =
          (8 * (plus.c[c] - minus.c[c]) - (more.c[c] - less.c[c])) / (12 * h);  // error h^4, eps/h
      CHECK_THAT(by_k.c[c].d[0], Catch::WithinAbs(slope, 1e-9 * (1 + std::abs(slope))));
    }
  }
}

TEST_CASE("Tps: comparison, choice and zero look at the right coefficients", "[math][tps]") {
  using T = Tps<2, 2>;
  const T x = T::variable(0.0, 0);
  CHECK_FALSE(is_zero(x));
  CHECK(is_zero(x - x));
  CHECK(x < T(1.0));
  CHECK(T(1.0) > x);
  CHECK(select(x < T(1.0), x, T(2.0)).c == x.c);
  CHECK(select(x > T(1.0), x, T(2.0)).c[0] == 2.0);
  CHECK(std::isnan(math::value(T(std::nan("")) * x)));
}
