#pragma once
#include <concepts>
#include <cstddef>
#include <span>
#include <vector>

#include "courant/math/monomials.hpp"
#include "courant/math/scalar.hpp"

/// \file
/// Arithmetic on the coefficients of truncated power series, written once for compile and run time.
///
/// `Tables` has `variables`, `order`, `counts[d]` (monomials up to degree d), `origin`, `times`, `product` and
/// `row` as math/monomials.hpp describes them. Coefficients are in that order; the constant is the first.

namespace courant::math::detail {

/// A zero that need not be multiplied; only double is looked at, so that packs have no branch.
template <class V>
constexpr bool can_skip(const V& x) {
  if constexpr (std::same_as<V, double>)
    return x == 0.0;
  else
    return false;
}

/// out += a b up to `degree`, without the constant of `b`. Cost: one multiplication per pair of coefficients of `a`
/// that are not zero and of `b`.
template <class Tables, class V>
constexpr void multiply_rest(const Tables& t, std::span<const V> a, std::span<const V> b, std::span<V> out,
                             int degree) {
  const auto rows = static_cast<std::size_t>(t.counts[static_cast<std::size_t>(degree > 0 ? degree - 1 : 0)]);
  for (std::size_t i = 0; i < rows; ++i) {
    const V factor = a[i];
    if (can_skip(factor)) continue;
    const auto partners =
        static_cast<std::size_t>(t.counts[static_cast<std::size_t>(degree - t.origin[i].degree)]);
    const auto* index = &t.product[static_cast<std::size_t>(t.row[i])];
    for (std::size_t j = 1; j < partners; ++j) {
      V& sum = out[static_cast<std::size_t>(index[j])];
      sum = sum + factor * b[j];
    }
  }
}

/// out = a b; `out` may not be `a` or `b`. Cost: monomials::product_count multiplications for dense `a`.
template <class Tables, class V>
constexpr void multiply(const Tables& t, std::span<const V> a, std::span<const V> b, std::span<V> out) {
  for (std::size_t k = 0; k < out.size(); ++k) out[k] = a[k] * b[0];
  multiply_rest(t, a, b, out, t.order);
}

/// out = a/b in rising degree: what is left of `a` after the known coefficients of the quotient. Cost: as multiply.
template <class Tables, class V>
constexpr void divide(const Tables& t, std::span<const V> a, std::span<const V> b, std::span<V> out) {
  for (std::size_t k = 0; k < out.size(); ++k) out[k] = a[k];
  const V inverse = 1.0 / b[0];
  out[0] = a[0] / b[0];
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (i > 0) out[i] = out[i] * inverse;
    const V factor = -out[i];
    if (can_skip(factor)) continue;
    const auto partners =
        static_cast<std::size_t>(t.counts[static_cast<std::size_t>(t.order - t.origin[i].degree)]);
    const auto* index = &t.product[static_cast<std::size_t>(t.row[i])];
    for (std::size_t j = 1; j < partners; ++j) {
      V& rest = out[static_cast<std::size_t>(index[j])];
      rest = rest + factor * b[j];
    }
  }
}

/// out = sum of taylor[k] (x - x0)^k by Horner's rule, each step to the degree that still matters; `scratch` has the
/// size of `out`. Cost: some two products for high orders.
template <class Tables, class V>
constexpr void compose_taylor(const Tables& t, std::span<const V> taylor, std::span<const V> x,
                              std::span<V> out, std::span<V> scratch) {
  const auto clear = [](std::span<V> s, Index size) {
    for (std::size_t k = 0; k < static_cast<std::size_t>(size); ++k) s[k] = V(0.0);
  };
  clear(out, t.counts[static_cast<std::size_t>(t.order)]);
  out[0] = taylor[static_cast<std::size_t>(t.order)];
  for (int degree = 1; degree <= t.order; ++degree) {
    const Index size = t.counts[static_cast<std::size_t>(degree)];
    clear(scratch, size);
    multiply_rest(t, std::span<const V>(out), x, scratch, degree);
    for (std::size_t k = 0; k < static_cast<std::size_t>(size); ++k) out[k] = scratch[k];
    out[0] = out[0] + taylor[static_cast<std::size_t>(t.order - degree)];
  }
}

/// Power of variable `v` in monomial `k`.
template <class Tables>
constexpr int exponent(const Tables& t, std::size_t k, int v) {
  int power = 0;
  for (; k != 0; k = static_cast<std::size_t>(t.origin[k].parent)) power += t.origin[k].last == v;
  return power;
}

/// Index of the monomial with these powers, one per variable; their sum is at most the order.
template <class Tables>
constexpr Index index_of(const Tables& t, std::span<const int> powers) {
  std::size_t k = 0;
  for (std::size_t v = 0; v < powers.size(); ++v)
    for (int i = 0; i < powers[v]; ++i)
      k = static_cast<std::size_t>(t.times[k * static_cast<std::size_t>(t.variables) + v]);
  return static_cast<Index>(k);
}

/// out = partial derivative by variable `v`; exact one order below the series' own, its highest degree is zero.
template <class Tables, class V>
constexpr void derive(const Tables& t, std::span<const V> a, int v, std::span<V> out) {
  for (V& x : out) x = V(0.0);
  const auto lower =
      static_cast<std::size_t>(t.order > 0 ? t.counts[static_cast<std::size_t>(t.order - 1)] : 0);
  const auto n = static_cast<std::size_t>(t.variables);
  for (std::size_t k = 0; k < lower; ++k)
    out[k] = static_cast<double>(exponent(t, k, v) + 1) *
             a[static_cast<std::size_t>(t.times[k * n + static_cast<std::size_t>(v)])];
}

/// Value of the polynomial at `point`; X: any scalar that V multiplies.
template <class Tables, class V, class X>
X evaluate(const Tables& t, std::span<const V> a, std::span<const X> point) {
  std::vector<X> monomial(a.size(), X(1.0));
  X sum(a[0]);
  for (std::size_t k = 1; k < a.size(); ++k) {
    monomial[k] = monomial[static_cast<std::size_t>(t.origin[k].parent)] *
                  point[static_cast<std::size_t>(t.origin[k].last)];
    sum = sum + a[k] * monomial[k];
  }
  return sum;
}

/// out[i] = a[i](inner): the polynomials `a` with a series in place of each variable. Every monomial of the series is
/// made once, from its parent; only one per degree is alive. `a(i, k)`: coefficient k of polynomial i.
template <class Tables, class Series, class Coefficient>
void substitute(const Tables& t, const Coefficient& a, std::span<const Series> inner, std::span<Series> out) {
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = Series(a(i, 0));
  std::vector<Series> monomial(static_cast<std::size_t>(t.order) + 1, Series(1.0));
  const auto n = static_cast<std::size_t>(t.variables);
  const auto descend = [&](const auto& self, std::size_t k) -> void {
    const auto degree = static_cast<std::size_t>(t.origin[k].degree);
    if (degree == static_cast<std::size_t>(t.order)) return;
    for (auto v = static_cast<std::size_t>(t.origin[k].last); v < n; ++v) {
      const auto next = static_cast<std::size_t>(t.times[k * n + v]);
      monomial[degree + 1] = monomial[degree] * inner[v];
      for (std::size_t i = 0; i < out.size(); ++i)
        if (!can_skip(a(i, next))) out[i] += a(i, next) * monomial[degree + 1];
      self(self, next);
    }
  };
  descend(descend, 0);
}

}  // namespace courant::math::detail
