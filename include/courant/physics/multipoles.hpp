#pragma once
#include <array>

#include "courant/math/vec6.hpp"

namespace courant::physics {

/// Transverse field of a magnet as B_y + i B_x = B rho sum_n (b_n + i a_n) (x + i y)^n, n from 0 (dipole).
///
/// b_n, a_n [1/m^(n+1)]; no factorials: a sextupole of strength k2 has b_2 = k2/2. The sign of a_n is that of
/// AT's PolynomA and B rho that of the reference particle.
template <Scalar S = double>
struct Multipoles {
  static constexpr int max_order = 20;
  std::array<S, max_order + 1> b{};  ///< normal [1/m^(n+1)]
  std::array<S, max_order + 1> a{};  ///< skew [1/m^(n+1)]
  int order = -1;                    ///< highest n in use; -1: no field

  COURANT_FN constexpr void add(int n, const S& normal, const S& skew) {
    const auto i = static_cast<std::size_t>(n);
    b[i] = b[i] + normal;
    a[i] = a[i] + skew;
    if (n > order) order = n;
  }
};

/// Field sum at (x, y): re = B_y/(B rho), im = B_x/(B rho) [1/m], by Horner's rule.
template <Scalar T>
struct FieldSum {
  T re, im;
};

template <Scalar T, Scalar S>
COURANT_FN constexpr FieldSum<T> field_sum(const Multipoles<S>& field, const T& x, const T& y) {
  T re(0.0), im(0.0);
  if (field.order < 0) return {re, im};
  re = T(field.b[static_cast<std::size_t>(field.order)]);
  im = T(field.a[static_cast<std::size_t>(field.order)]);
  for (int n = field.order - 1; n >= 0; --n) {
    const T next = re * x - im * y + T(field.b[static_cast<std::size_t>(n)]);
    im = im * x + re * y + T(field.a[static_cast<std::size_t>(n)]);
    re = next;
  }
  return {re, im};
}

/// Kick of a straight multipole field over `ds` [m]: px -= re ds, py += im ds.
template <Scalar T, Scalar S>
COURANT_FN constexpr void multipole_kick(Vec6<T>& r, const Multipoles<S>& field, double ds) {
  const auto [re, im] = field_sum(field, r[X], r[Y]);
  r[PX] -= ds * re;
  r[PY] += ds * im;
}

}  // namespace courant::physics
