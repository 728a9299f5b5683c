#pragma once
#include <array>
#include <cmath>
#include <numbers>

#include "courant/math/dual.hpp"
#include "courant/math/scalar.hpp"

namespace courant::optics {

/// 4 x 4 transverse matrix (out, in) in any scalar.
template <Scalar V>
using TransverseMatrix = std::array<std::array<V, 4>, 4>;

/// Fractional tunes [-] of the two transverse modes of a symplectic matrix whose plain tunes are `near`, with
/// all derivatives that V carries.
///
/// The sums sigma = 2 cos(2 pi Q) of eigenvalue pairs solve sigma^2 - sigma tr M + e2 - 2 = 0 with
/// e2 = ((tr M)^2 - tr M^2)/2 (characteristic polynomial of a symplectic 4 x 4 matrix); without coupling they
/// are the traces of the diagonal blocks. `near` chooses roots and branch (tunes above one half), so nothing
/// flips. Derivatives are infinite where coupled modes have equal tunes.
template <Scalar V>
std::array<V, 2> mode_tunes(const TransverseMatrix<V>& m, const std::array<double, 2>& near) {
  COURANT_USING_MATH;
  using std::numbers::pi;
  std::array<V, 2> sigma{m[0][0] + m[1][1], m[2][2] + m[3][3]};
  const bool coupled = [&] {
    for (std::size_t i = 0; i < 2; ++i)
      for (std::size_t j = 2; j < 4; ++j)
        if (!is_zero(m[i][j]) || !is_zero(m[j][i])) return true;
    return false;
  }();
  if (coupled) {
    const V trace = sigma[0] + sigma[1];
    V square(0.0);
    for (std::size_t i = 0; i < 4; ++i)
      for (std::size_t j = 0; j < 4; ++j) square += m[i][j] * m[j][i];
    const V e2 = (trace * trace - square) * 0.5;
    const V root = sqrt(trace * trace - 4.0 * (e2 - 2.0));
    const bool first_is_larger = std::cos(2 * pi * near[0]) >= std::cos(2 * pi * near[1]);
    sigma[0] = (trace + (first_is_larger ? root : -root)) * 0.5;
    sigma[1] = trace - sigma[0];
  }
  std::array<V, 2> tunes;
  for (std::size_t k = 0; k < 2; ++k) {
    const V q = acos(sigma[k] * 0.5) / (2.0 * pi);
    const double fraction = near[k] - std::floor(near[k]);
    tunes[k] = fraction > 0.5 ? V(1.0 - q) : q;
  }
  return tunes;
}

}  // namespace courant::optics
