#pragma once
#include <array>
#include <concepts>

#include "courant/math/scalar.hpp"
#include "courant/math/vec6.hpp"

namespace courant::math {

/// Forward-mode dual number v + sum d_i e_i with e_i e_j = 0: the value and N exact first derivatives.
///
/// `V` may itself be a dual number: Dual<6, Dual<1>> holds the Jacobian by six coordinates together with its
/// derivative by one strength. Rules of differentiation: Griewank, Walther, "Evaluating Derivatives", SIAM
/// 2008, ch. 3. Test: tests/math/dual_test.cpp.
template <int N, class V = double>
struct Dual {
  V v{};                 ///< value
  std::array<V, N> d{};  ///< derivatives

  static constexpr int size = N;
  using Value = V;

  constexpr Dual() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): constants mix in
  COURANT_FN constexpr Dual(double value) : v(value) {}
  COURANT_FN constexpr Dual(const V& value)  // NOLINT(google-explicit-constructor)
      requires(!std::same_as<V, double>)
      : v(value) {}

  /// The variable number `i` at `value`: derivative 1 by itself.
  static constexpr Dual variable(const V& value, int i) {
    Dual x;
    x.v = value;
    x.d[static_cast<std::size_t>(i)] = V(1.0);
    return x;
  }

  COURANT_FN constexpr Dual& operator+=(const Dual& b) {
    v += b.v;
    for (std::size_t i = 0; i < N; ++i) d[i] += b.d[i];
    return *this;
  }
  COURANT_FN constexpr Dual& operator-=(const Dual& b) {
    v -= b.v;
    for (std::size_t i = 0; i < N; ++i) d[i] -= b.d[i];
    return *this;
  }
  COURANT_FN constexpr Dual& operator*=(const Dual& b) {
    for (std::size_t i = 0; i < N; ++i) d[i] = d[i] * b.v + v * b.d[i];
    v = v * b.v;
    return *this;
  }
  COURANT_FN constexpr Dual& operator/=(const Dual& b) {
    const V inverse = V(1.0) / b.v;
    v = v * inverse;
    for (std::size_t i = 0; i < N; ++i) d[i] = (d[i] - v * b.d[i]) * inverse;
    return *this;
  }
  COURANT_FN constexpr Dual& operator+=(double c) { return v += c, *this; }
  COURANT_FN constexpr Dual& operator-=(double c) { return v -= c, *this; }
  COURANT_FN constexpr Dual& operator*=(double c) {
    v *= c;
    for (std::size_t i = 0; i < N; ++i) d[i] *= c;
    return *this;
  }
  COURANT_FN constexpr Dual& operator/=(double c) { return *this *= 1.0 / c; }

  friend COURANT_FN constexpr Dual operator-(Dual a) {
    a.v = -a.v;
    for (std::size_t i = 0; i < N; ++i) a.d[i] = -a.d[i];
    return a;
  }
  friend COURANT_FN constexpr Dual operator+(Dual a, const Dual& b) { return a += b; }
  friend COURANT_FN constexpr Dual operator-(Dual a, const Dual& b) { return a -= b; }
  friend COURANT_FN constexpr Dual operator*(Dual a, const Dual& b) { return a *= b; }
  friend COURANT_FN constexpr Dual operator/(Dual a, const Dual& b) { return a /= b; }
  friend COURANT_FN constexpr Dual operator+(Dual a, double c) { return a += c; }
  friend COURANT_FN constexpr Dual operator+(double c, Dual a) { return a += c; }
  friend COURANT_FN constexpr Dual operator-(Dual a, double c) { return a -= c; }
  friend COURANT_FN constexpr Dual operator-(double c, const Dual& a) { return -a + c; }
  friend COURANT_FN constexpr Dual operator*(Dual a, double c) { return a *= c; }
  friend COURANT_FN constexpr Dual operator*(double c, Dual a) { return a *= c; }
  friend COURANT_FN constexpr Dual operator/(Dual a, double c) { return a /= c; }
  friend COURANT_FN constexpr Dual operator/(double c, const Dual& a) { return Dual(c) /= a; }

  /// Comparisons look at the value alone; the result is the mask of `select`.
  friend COURANT_FN constexpr auto operator<(const Dual& a, const Dual& b) { return a.v < b.v; }
  friend COURANT_FN constexpr auto operator>(const Dual& a, const Dual& b) { return a.v > b.v; }
};

/// f(x) from f and f' at the value.
template <int N, class V>
COURANT_FN constexpr Dual<N, V> chain(const Dual<N, V>& x, const V& f, const V& slope) {
  Dual<N, V> y;
  y.v = f;
  for (std::size_t i = 0; i < N; ++i) y.d[i] = slope * x.d[i];
  return y;
}

template <int N, class V>
COURANT_FN Dual<N, V> sqrt(const Dual<N, V>& x) {
  const V root = sqrt(x.v);
  return chain(x, root, V(0.5 / root));
}
template <int N, class V>
COURANT_FN Dual<N, V> sin(const Dual<N, V>& x) {
  return chain(x, V(sin(x.v)), V(cos(x.v)));
}
template <int N, class V>
COURANT_FN Dual<N, V> cos(const Dual<N, V>& x) {
  return chain(x, V(cos(x.v)), V(-sin(x.v)));
}
template <int N, class V>
COURANT_FN Dual<N, V> tan(const Dual<N, V>& x) {
  const V t = tan(x.v);
  return chain(x, t, V(1.0 + t * t));
}
template <int N, class V>
COURANT_FN Dual<N, V> acos(const Dual<N, V>& x) {
  return chain(x, V(acos(x.v)), V(-1.0 / sqrt(1.0 - x.v * x.v)));
}
template <int N, class V>
COURANT_FN Dual<N, V> asin(const Dual<N, V>& x) {
  return chain(x, V(asin(x.v)), V(1.0 / sqrt(1.0 - x.v * x.v)));
}
template <int N, class V>
COURANT_FN Dual<N, V> atan(const Dual<N, V>& x) {
  return chain(x, V(atan(x.v)), V(1.0 / (1.0 + x.v * x.v)));
}
template <int N, class V>
COURANT_FN Dual<N, V> sinh(const Dual<N, V>& x) {
  return chain(x, V(sinh(x.v)), V(cosh(x.v)));
}
template <int N, class V>
COURANT_FN Dual<N, V> cosh(const Dual<N, V>& x) {
  return chain(x, V(cosh(x.v)), V(sinh(x.v)));
}
template <int N, class V>
COURANT_FN Dual<N, V> log(const Dual<N, V>& x) {
  return chain(x, V(log(x.v)), V(1.0 / x.v));
}
template <int N, class V>
COURANT_FN Dual<N, V> exp(const Dual<N, V>& x) {
  const V e = exp(x.v);
  return chain(x, e, e);
}
/// `mask` is what a comparison gives: bool, or one truth per lane when `V` is a pack.
template <class M, int N, class V>
COURANT_FN constexpr Dual<N, V> select(const M& mask, const Dual<N, V>& a, const Dual<N, V>& b) {
  if constexpr (std::same_as<M, bool>) {
    return mask ? a : b;
  } else {
    Dual<N, V> out;
    out.v = select(mask, a.v, b.v);
    for (std::size_t i = 0; i < N; ++i) out.d[i] = select(mask, a.d[i], b.d[i]);
    return out;
  }
}
template <int N, class V>
COURANT_FN Dual<N, V> abs(const Dual<N, V>& x) {
  return select(x < Dual<N, V>(0.0), -x, x);
}
/// As `floor` of the value.
template <int N, class V>
COURANT_FN Dual<N, V> floor(const Dual<N, V>& x) {
  return Dual<N, V>(floor(x.v));
}
/// As `gather` by the value.
template <int N, class V>
COURANT_FN Dual<N, V> gather(const double* table, Index size, const Dual<N, V>& where) {
  return Dual<N, V>(gather(table, size, where.v));
}
/// A double, or a pack of doubles.
template <int N, class V>
COURANT_FN constexpr auto value(const Dual<N, V>& x) {
  return value(x.v);
}
template <int N, class V>
COURANT_FN double magnitude(const Dual<N, V>& x) {
  return magnitude(x.v);
}
template <int N, class V>
COURANT_FN constexpr double nominal(const Dual<N, V>& x) {
  return nominal(x.v);
}

template <int N, class V>
COURANT_FN constexpr bool is_zero(const Dual<N, V>& x) {
  bool zero = is_zero(x.v);
  for (const V& slope : x.d) zero = zero && is_zero(slope);
  return zero;
}

/// State whose derivatives are the unit matrix: after a map, `r[i].d[j]` is its Jacobian (i out, j in).
template <int N = 6, class V = double>
constexpr Vec6<Dual<N, V>> seed(const Vec6<V>& r) {
  Vec6<Dual<N, V>> out;
  for (int i = 0; i < 6; ++i) out[i] = i < N ? Dual<N, V>::variable(r[i], i) : Dual<N, V>(r[i]);
  return out;
}

}  // namespace courant::math

namespace courant {
using math::Dual;
}
