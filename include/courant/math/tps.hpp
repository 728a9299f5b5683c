#pragma once
#include <array>
#include <cstdint>

#include "courant/math/series_algorithms.hpp"
#include "courant/math/taylor.hpp"
#include "courant/math/vec6.hpp"

namespace courant::math {
namespace detail {

/// Tables of math/monomials.hpp for N variables to order `Order`, made at compile time.
template <int N, int Order>
struct StaticTables {
  static constexpr auto size = static_cast<std::size_t>(monomials::count(N, Order));
  static constexpr auto lower = static_cast<std::size_t>(monomials::count(N, Order - 1));
  int variables = N;
  int order = Order;
  std::array<Index, Order + 1> counts{};
  std::array<monomials::Origin, size> origin{};
  std::array<std::uint16_t, lower * N> times{};
  std::array<std::uint16_t, static_cast<std::size_t>(monomials::product_count(N, Order))> product{};
  std::array<std::uint32_t, size + 1> row{};

  constexpr StaticTables() {
    for (int d = 0; d <= Order; ++d) counts[static_cast<std::size_t>(d)] = monomials::count(N, d);
    monomials::fill_origins<std::uint16_t>(N, Order, origin, times);
    monomials::fill_products<std::uint16_t, std::uint32_t>(N, Order, origin, times, product, row);
  }
};

template <int N, int Order>
inline constexpr StaticTables<N, Order> static_tables{};

}  // namespace detail

/// Truncated power series in N variables to order `Order`, known at compile time: all derivatives of a map to that
/// order, exactly, from the lines that track a number.
///
/// The coefficients stand in the order of math/monomials.hpp: value, N first derivatives, then (half) second ones …
/// V: double, a pack, or a dual number (the map's derivative by a strength). Memory: binomial(N + Order, Order)
/// coefficients, 7, 28, 84 for six variables; a product costs binomial(2 N + Order, Order) multiplications, 13, 91,
/// 455, a quotient as many, a function about twice that. Above order 3 see math/power_series.hpp. Source: Berz,
/// "Modern Map Methods in Particle Beam Physics", 1999, ch. 2. Test: tests/math/tps_test.cpp.
template <int N, int Order, class V = double>
struct Tps {
  static_assert(N >= 1 && Order >= 1 && monomials::product_count(N, Order) <= 65536,
                "too large for compile time, use PowerSeries");
  static constexpr int variables = N;
  static constexpr int order = Order;
  static constexpr auto size = detail::StaticTables<N, Order>::size;
  using Value = V;

  std::array<V, size> c{};  ///< coefficients

  constexpr Tps() = default;
  constexpr Tps(double value) {  // NOLINT(google-explicit-constructor): constants mix in
    c[0] = V(value);
  }
  constexpr Tps(const V& value)  // NOLINT(google-explicit-constructor)
      requires(!std::same_as<V, double>) {
    c[0] = value;
  }

  /// The variable number `i` at `value`.
  static constexpr Tps variable(const V& value, int i) {
    Tps x(value);
    x.c[static_cast<std::size_t>(i) + 1] = V(1.0);
    return x;
  }

  /// Index of the coefficient of x0^p0 x1^p1 …; the sum of the powers is at most `order`.
  static constexpr Index index(const std::array<int, N>& powers) {
    return detail::index_of(tables(), std::span<const int>(powers));
  }
  /// The coefficient of x0^p0 x1^p1 ….
  constexpr const V& at(const std::array<int, N>& powers) const {
    return c[static_cast<std::size_t>(index(powers))];
  }

  static constexpr const auto& tables() { return detail::static_tables<N, Order>; }

  constexpr Tps& operator+=(const Tps& b) {
    for (std::size_t k = 0; k < size; ++k) c[k] += b.c[k];
    return *this;
  }
  constexpr Tps& operator-=(const Tps& b) {
    for (std::size_t k = 0; k < size; ++k) c[k] -= b.c[k];
    return *this;
  }
  constexpr Tps& operator*=(const Tps& b) { return *this = *this * b; }
  constexpr Tps& operator/=(const Tps& b) { return *this = *this / b; }
  constexpr Tps& operator+=(double x) { return c[0] += x, *this; }
  constexpr Tps& operator-=(double x) { return c[0] -= x, *this; }
  constexpr Tps& operator*=(double x) {
    for (V& k : c) k *= x;
    return *this;
  }
  constexpr Tps& operator/=(double x) { return *this *= 1.0 / x; }

  friend constexpr Tps operator-(Tps a) {
    for (V& k : a.c) k = -k;
    return a;
  }
  friend constexpr Tps operator+(Tps a, const Tps& b) { return a += b; }
  friend constexpr Tps operator-(Tps a, const Tps& b) { return a -= b; }
  friend constexpr Tps operator*(const Tps& a, const Tps& b) {
    Tps out;
    detail::multiply<detail::StaticTables<N, Order>, V>(tables(), a.c, b.c, out.c);
    return out;
  }
  friend constexpr Tps operator/(const Tps& a, const Tps& b) {
    Tps out;
    detail::divide<detail::StaticTables<N, Order>, V>(tables(), a.c, b.c, out.c);
    return out;
  }
  friend constexpr Tps operator+(Tps a, double x) { return a += x; }
  friend constexpr Tps operator+(double x, Tps a) { return a += x; }
  friend constexpr Tps operator-(Tps a, double x) { return a -= x; }
  friend constexpr Tps operator-(double x, const Tps& a) { return -a + x; }
  friend constexpr Tps operator*(Tps a, double x) { return a *= x; }
  friend constexpr Tps operator*(double x, Tps a) { return a *= x; }
  friend constexpr Tps operator/(Tps a, double x) { return a /= x; }
  friend constexpr Tps operator/(double x, const Tps& a) { return Tps(x) / a; }

  /// Comparisons look at the value alone; the result is the mask of `select`.
  friend constexpr auto operator<(const Tps& a, const Tps& b) { return a.c[0] < b.c[0]; }
  friend constexpr auto operator>(const Tps& a, const Tps& b) { return a.c[0] > b.c[0]; }
};

/// f(x) from the Taylor coefficients of f at the value of x, which `taylor(x0, c)` writes.
template <int N, int Order, class V, class Taylor>
constexpr Tps<N, Order, V> compose_taylor(const Tps<N, Order, V>& x, Taylor taylor) {
  std::array<V, Order + 1> f{};
  taylor(x.c[0], std::span<V>(f));
  Tps<N, Order, V> out, scratch;
  detail::compose_taylor<detail::StaticTables<N, Order>, V>(x.tables(), f, x.c, out.c, scratch.c);
  return out;
}

#define COURANT_SERIES_FUNCTION(f)                                                   \
  template <int N, int Order, class V>                                               \
  Tps<N, Order, V> f(const Tps<N, Order, V>& x) {                                    \
    return compose_taylor(x, [](const V& x0, std::span<V> c) { taylor::f(x0, c); }); \
  }
COURANT_SERIES_FUNCTION(sqrt)
COURANT_SERIES_FUNCTION(sin)
COURANT_SERIES_FUNCTION(cos)
COURANT_SERIES_FUNCTION(tan)
COURANT_SERIES_FUNCTION(asin)
COURANT_SERIES_FUNCTION(acos)
COURANT_SERIES_FUNCTION(atan)
COURANT_SERIES_FUNCTION(sinh)
COURANT_SERIES_FUNCTION(cosh)
COURANT_SERIES_FUNCTION(exp)
COURANT_SERIES_FUNCTION(log)
#undef COURANT_SERIES_FUNCTION

/// `mask` is what a comparison gives: bool, or one truth per lane when `V` is a pack.
template <class M, int N, int Order, class V>
constexpr Tps<N, Order, V> select(const M& mask, const Tps<N, Order, V>& a, const Tps<N, Order, V>& b) {
  if constexpr (std::same_as<M, bool>) {
    return mask ? a : b;
  } else {
    Tps<N, Order, V> out;
    for (std::size_t k = 0; k < out.size; ++k) out.c[k] = select(mask, a.c[k], b.c[k]);
    return out;
  }
}
template <int N, int Order, class V>
constexpr Tps<N, Order, V> abs(const Tps<N, Order, V>& x) {
  return select(x < Tps<N, Order, V>(0.0), -x, x);
}
/// As `floor` of the value.
template <int N, int Order, class V>
Tps<N, Order, V> floor(const Tps<N, Order, V>& x) {
  return Tps<N, Order, V>(floor(x.c[0]));
}
/// As `gather` by the value.
template <int N, int Order, class V>
Tps<N, Order, V> gather(const double* table, Index size, const Tps<N, Order, V>& where) {
  return Tps<N, Order, V>(gather(table, size, where.c[0]));
}
/// The value: constant coefficient without derivatives.
template <int N, int Order, class V>
constexpr auto value(const Tps<N, Order, V>& x) {
  return value(x.c[0]);
}
template <int N, int Order, class V>
double magnitude(const Tps<N, Order, V>& x) {
  return magnitude(x.c[0]);
}
template <int N, int Order, class V>
constexpr double nominal(const Tps<N, Order, V>& x) {
  return nominal(x.c[0]);
}
template <int N, int Order, class V>
constexpr bool is_zero(const Tps<N, Order, V>& x) {
  bool zero = true;
  for (const V& k : x.c) zero = zero && is_zero(k);
  return zero;
}

/// Partial derivative by variable `i`: exact to one order less, the coefficients of the highest order are zero.
template <int N, int Order, class V>
constexpr Tps<N, Order, V> derivative(const Tps<N, Order, V>& x, int i) {
  Tps<N, Order, V> out;
  detail::derive<detail::StaticTables<N, Order>, V>(x.tables(), x.c, i, out.c);
  return out;
}

/// Value of the polynomial where the variables have grown by `point` from those of the expansion.
template <int N, int Order, class V, class X, std::size_t K>
requires(K == N) X evaluate(const Tps<N, Order, V>& x, const std::array<X, K>& point) {
  return detail::evaluate<detail::StaticTables<N, Order>, V, X>(x.tables(), x.c, point);
}

/// The polynomials `outer` with the series `inner[v]` in place of variable v. Cost: one product per monomial.
template <int N, int Order, class V, std::size_t M, std::size_t K>
requires(K == N) std::array<Tps<N, Order, V>, M> substitute(const std::array<Tps<N, Order, V>, M>& outer,
                                                            const std::array<Tps<N, Order, V>, K>& inner) {
  using Series = Tps<N, Order, V>;
  std::array<Series, M> out;
  detail::substitute(
      Series::tables(), [&](std::size_t i, std::size_t k) -> const V& { return outer[i].c[k]; },
      std::span<const Series>(inner), std::span<Series>(out));
  return out;
}

/// State whose variables are the deviations from `r`: after a map, its truncated power series.
template <int Order, class V = double>
constexpr Vec6<Tps<6, Order, V>> seed_series(const Vec6<V>& r) {
  Vec6<Tps<6, Order, V>> out;
  for (int i = 0; i < 6; ++i) out[i] = Tps<6, Order, V>::variable(r[i], i);
  return out;
}

/// Map of two lines in a row; `outer` was expanded about the state where `inner` ends.
template <int Order, class V>
Vec6<Tps<6, Order, V>> compose(const Vec6<Tps<6, Order, V>>& outer, const Vec6<Tps<6, Order, V>>& inner) {
  auto deviation = inner.v;
  for (auto& x : deviation) x.c[0] = V(0.0);
  return {substitute(outer.v, deviation)};
}

}  // namespace courant::math

namespace courant {
using math::Tps;
}
