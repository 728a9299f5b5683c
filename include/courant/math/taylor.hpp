#pragma once
#include <cstddef>
#include <span>

#include "courant/math/scalar.hpp"

/// \file
/// Taylor coefficients f^(k)(x0)/k! of the scalar functions, k = 0 … c.size() - 1, written to `c`.
///
/// Power series of every kind compose with them. V: double, or a scalar whose functions are found by
/// argument-dependent lookup. Each recurrence comes from the differential equation of the function (Knuth, "The
/// Art of Computer Programming" 2, sec. 4.7). Test: tests/math/taylor_test.cpp.

namespace courant::math::taylor {

/// 1/x: c_k = -c_(k-1)/x0.
template <class V>
COURANT_FN constexpr void inverse(const V& x0, std::span<V> c) {
  c[0] = 1.0 / x0;
  for (std::size_t k = 1; k < c.size(); ++k) c[k] = -c[k - 1] * c[0];
}

/// sqrt(x): 2 x f' = f.
template <class V>
COURANT_FN void sqrt(const V& x0, std::span<V> c) {
  using courant::math::sqrt;
  c[0] = sqrt(x0);
  const V scale = 1.0 / x0;
  for (std::size_t k = 1; k < c.size(); ++k) {
    const double n = static_cast<double>(k);
    c[k] = c[k - 1] * scale * ((1.5 - n) / n);
  }
}

/// e^x.
template <class V>
COURANT_FN void exp(const V& x0, std::span<V> c) {
  using courant::math::exp;
  c[0] = exp(x0);
  for (std::size_t k = 1; k < c.size(); ++k) c[k] = c[k - 1] * (1.0 / static_cast<double>(k));
}

/// Natural logarithm: c_k = -(k - 1)/(k x0) c_(k-1), c_1 = 1/x0.
template <class V>
COURANT_FN void log(const V& x0, std::span<V> c) {
  using courant::math::log;
  c[0] = log(x0);
  const V scale = 1.0 / x0;
  V power = scale;
  for (std::size_t k = 1; k < c.size(); ++k) {
    c[k] = power * (1.0 / static_cast<double>(k));
    power = -power * scale;
  }
}

namespace detail {

/// f'' = sign f with the values f, f' at x0.
template <class V>
COURANT_FN void oscillate(const V& f, const V& slope, double sign, std::span<V> c) {
  c[0] = f;
  if (c.size() > 1) c[1] = slope;
  for (std::size_t k = 2; k < c.size(); ++k) c[k] = c[k - 2] * (sign / static_cast<double>(k * (k - 1)));
}

/// Integral of g, whose coefficients stand in c[1 …] shifted by one: c_k = g_(k-1)/k.
template <class V>
COURANT_FN constexpr void integrate(std::span<V> c) {
  for (std::size_t k = 2; k < c.size(); ++k) c[k] = c[k] * (1.0 / static_cast<double>(k));
}

}  // namespace detail

template <class V>
COURANT_FN void sin(const V& x0, std::span<V> c) {
  using courant::math::cos, courant::math::sin;
  detail::oscillate(V(sin(x0)), V(cos(x0)), -1.0, c);
}

template <class V>
COURANT_FN void cos(const V& x0, std::span<V> c) {
  using courant::math::cos, courant::math::sin;
  detail::oscillate(V(cos(x0)), V(-sin(x0)), -1.0, c);
}

template <class V>
COURANT_FN void sinh(const V& x0, std::span<V> c) {
  using courant::math::cosh, courant::math::sinh;
  detail::oscillate(V(sinh(x0)), V(cosh(x0)), 1.0, c);
}

template <class V>
COURANT_FN void cosh(const V& x0, std::span<V> c) {
  using courant::math::cosh, courant::math::sinh;
  detail::oscillate(V(cosh(x0)), V(sinh(x0)), 1.0, c);
}

/// Tangent: f' = 1 + f^2.
template <class V>
COURANT_FN void tan(const V& x0, std::span<V> c) {
  using courant::math::tan;
  c[0] = tan(x0);
  for (std::size_t k = 1; k < c.size(); ++k) {
    V square(k == 1 ? 1.0 : 0.0);
    for (std::size_t i = 0; i < k; ++i) square = square + c[i] * c[k - 1 - i];
    c[k] = square * (1.0 / static_cast<double>(k));
  }
}

/// Arc sine: f' = g = (1 - x^2)^(-1/2), (1 - x^2) g' = x g.
template <class V>
COURANT_FN void asin(const V& x0, std::span<V> c) {
  using courant::math::asin, courant::math::sqrt;
  c[0] = asin(x0);
  if (c.size() == 1) return;
  const V scale = 1.0 / (1.0 - x0 * x0);
  c[1] = sqrt(scale);
  for (std::size_t k = 0; k + 2 < c.size(); ++k) {  // c[k + 1] holds g_k
    const double n = static_cast<double>(k);
    V sum = (2.0 * n + 1.0) * x0 * c[k + 1];
    if (k > 0) sum = sum + n * c[k];
    c[k + 2] = sum * scale * (1.0 / (n + 1.0));
  }
  detail::integrate(c);
}

/// Arc cosine: pi/2 less the arc sine.
template <class V>
COURANT_FN void acos(const V& x0, std::span<V> c) {
  using courant::math::acos;
  asin(x0, c);
  c[0] = acos(x0);
  for (std::size_t k = 1; k < c.size(); ++k) c[k] = -c[k];
}

/// Arc tangent: f' = g, (1 + x^2) g = 1.
template <class V>
COURANT_FN void atan(const V& x0, std::span<V> c) {
  using courant::math::atan;
  c[0] = atan(x0);
  if (c.size() == 1) return;
  const V scale = 1.0 / (1.0 + x0 * x0);
  c[1] = scale;
  for (std::size_t k = 2; k < c.size(); ++k) {  // c[k] holds g_(k-1)
    V sum = 2.0 * x0 * c[k - 1];
    if (k > 2) sum = sum + c[k - 2];
    c[k] = -sum * scale;
  }
  detail::integrate(c);
}

}  // namespace courant::math::taylor
