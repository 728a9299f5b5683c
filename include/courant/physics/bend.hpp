#pragma once
#include "courant/physics/multipoles.hpp"

namespace courant::physics {

/// Kick of the expanded Hamiltonian of a sector bend, H = -h x delta + h^2 x^2/2 + field, over `ds` [m].
///
/// h [1/m] is the curvature of the reference orbit; `field` is what the magnet has beyond the uniform field
/// that gives h. The path length of the curved orbit, h x ds, is taken from z. Multipoles are those of a
/// straight magnet (no h k1 terms), as in AT's BndMPoleSymplectic4Pass. Source: Forest 1998, sec. 12.
template <Scalar T, Scalar S>
COURANT_FN constexpr void bend_kick(Vec6<T>& r, const Multipoles<S>& field, double h, double ds) {
  const auto [re, im] = field_sum(field, r[X], r[Y]);
  r[PX] -= ds * (re - h * (r[DELTA] - h * r[X]));
  r[PY] += ds * im;
  r[Z] -= ds * h * r[X];
}

/// Design orbit bent by `angle` [rad] in a thin magnet of field `b` = b_0 L/lrad [1/m]: the part of
/// H = -angle x (1 + delta) + angle b x^2/2 that the field kick doesn't hold.
template <Scalar T, Scalar S>
COURANT_FN constexpr void thin_bend(Vec6<T>& r, double angle, const S& b) {
  r[PX] += angle * (1.0 + r[DELTA] - T(b) * r[X]);
  r[Z] -= angle * r[X];
}

/// Drift part H = (1 + h x)(px^2 + py^2)/(2 (1 + delta)) over `ds` [m], to second order in ds as AT's
/// BndMPoleSymplectic4E2Pass has it: not symplectic beyond second order in the coordinates, and with px where y
/// needs px/(1 + delta). Checked against AT's rays to 1e-17.
template <Scalar T>
COURANT_FN constexpr void curvilinear_drift(Vec6<T>& r, double h, double ds) {
  const T inverse = 1.0 / (1.0 + r[DELTA]);
  const T px = r[PX] * inverse, py = r[PY] * inverse;
  const T stretch = 1.0 + h * r[X];
  const T square = px * px + py * py;
  r[X] += ds * stretch * px + 0.25 * h * ds * ds * (px * px - py * py);
  r[Y] += ds * stretch * py * (1.0 + 0.5 * h * ds * r[PX]);
  r[Z] -= 0.5 * ds * stretch * square;
  r[PX] -= 0.5 * h * ds * (1.0 + r[DELTA]) * square;
}

/// Kick with the terms of the vector potential in curvilinear coordinates up to fourth order for k1 = b_1 and
/// b_2, as in AT's BndMPoleSymplectic4E2Pass (X. Huang, 2009). Skew field and steering, which that pass
/// leaves out, act as in a straight magnet.
template <Scalar T, Scalar S>
COURANT_FN constexpr void curvilinear_kick(Vec6<T>& r, const Multipoles<S>& field, double h, double ds) {
  const T &x = r[X], &y = r[Y];
  const auto [re, im] = field_sum(field, x, y);
  const T k1(field.b[1]), k2(field.b[2]);
  const T extra_x = h * x + k1 * (x * x - 0.5 * y * y) + k2 * x * (x * x - (4.0 / 3.0) * y * y);
  const T extra_y = k1 * x * y + (4.0 / 3.0) * k2 * x * x * y + (h / 6.0 * k1 - (1.0 / 3.0) * k2) * y * y * y;
  r[PX] -= ds * (re - h * r[DELTA] + h * extra_x);
  r[PY] += ds * (im + h * extra_y);
  r[Z] -= ds * h * x;
}

}  // namespace courant::physics
