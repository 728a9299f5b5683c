#pragma once
#include <cmath>

#include "courant/math/scalar.hpp"

namespace courant::math {

/// Stumpff's functions c_n(u) = sum_k (-u)^k/(2k + n)!: entire, so that focusing (u > 0), defocusing (u < 0) and a
/// drift (u = 0) are one formula. c0 = cos(sqrt u), c1 = sin(sqrt u)/sqrt u, c2 = (1 - c0)/u, c3 = (1 - c1)/u.
template <class T>
struct Stumpff {
  T c0, c1, c2, c3;
};

/// Number of halvings of the angle after which |u| [-] is below 1.
inline int stumpff_halvings(double u) {
  int halvings = 0;
  for (double size = std::fabs(u); size > 1.0 && halvings < 60; size *= 0.25) ++halvings;
  return halvings;
}

/// Stumpff's functions of `u` [-] by their series at u/4^halvings and the formulas of the double angle.
///
/// `halvings` is chosen by the caller from constants (stumpff_halvings), so that nothing here branches on a value.
/// Error: a few roundings while |u| <= 4^halvings. Cost: 30 multiplications. Source: Stiefel, Scheifele, "Linear and
/// Regular Celestial Mechanics" (1971), sec. 11. Test: tests/math/stumpff_test.cpp
template <Scalar T>
COURANT_FN Stumpff<T> stumpff(const T& u, int halvings) {
  double scale = 1.0;
  for (int i = 0; i < halvings; ++i) scale *= 0.25;
  const T v = u * (-scale);
  // Horner from (-v)^9/21! up: for |v| <= 1 the term left out is below 1e-21
  T c2(1.0), c3(1.0);
  for (int k = 9; k >= 1; --k) {
    c2 = 1.0 + v * c2 * (1.0 / ((2.0 * k + 1.0) * (2.0 * k + 2.0)));
    c3 = 1.0 + v * c3 * (1.0 / ((2.0 * k + 2.0) * (2.0 * k + 3.0)));
  }
  c2 = 0.5 * c2;
  c3 = (1.0 / 6.0) * c3;
  Stumpff<T> f{1.0 + v * c2, 1.0 + v * c3, c2, c3};
  for (int i = 0; i < halvings; ++i) {
    f.c3 = 0.25 * (f.c2 + f.c0 * f.c3);
    f.c2 = 0.5 * f.c1 * f.c1;
    f.c1 = f.c0 * f.c1;
    f.c0 = 2.0 * f.c0 * f.c0 - 1.0;
  }
  return f;
}

}  // namespace courant::math
