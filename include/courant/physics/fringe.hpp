#pragma once
#include "courant/math/vec6.hpp"

namespace courant::physics {

/// Models of the fringe of a quadrupole field, by name. One end alone is for the outer faces of a magnet in
/// parts.
enum class Fringe {
  none,                ///< the field starts and stops without effect
  hard_edge,           ///< Lee-Whiting's thin fringe at both ends
  hard_edge_entrance,  ///< the same at the entrance alone
  hard_edge_exit,      ///< the same at the exit alone
};

/// Whether there is a fringe at the entrance.
COURANT_FN constexpr bool has_entrance(Fringe model) {
  return model == Fringe::hard_edge || model == Fringe::hard_edge_entrance;
}

/// Whether there is a fringe at the exit.
COURANT_FN constexpr bool has_exit(Fringe model) {
  return model == Fringe::hard_edge || model == Fringe::hard_edge_exit;
}

/// Hard-edge fringe of a gradient `k1` [1/m^2]; `sign` +1 at the entrance, -1 at the exit.
///
/// Lee-Whiting's formula, Forest 1998, p. 390 (Lie generator of third order, kept to first order in k1:
/// symplectic up to terms of k1^2 x^4). Cost: about 30 multiplications.
template <Scalar T, Scalar S>
COURANT_FN constexpr void quadrupole_fringe(Vec6<T>& r, const S& k1, double sign) {
  const T inverse = 1.0 / (1.0 + r[DELTA]);
  const T u = T(k1) * inverse * (sign / 12.0);
  const T x2 = r[X] * r[X], y2 = r[Y] * r[Y], xy = r[X] * r[Y];
  const T gx = u * (x2 + 3.0 * y2) * r[X];
  const T gy = u * (y2 + 3.0 * x2) * r[Y];
  const T dpx = 3.0 * u * (2.0 * xy * r[PY] - (x2 + y2) * r[PX]);
  const T dpy = 3.0 * u * (2.0 * xy * r[PX] - (x2 + y2) * r[PY]);
  r[X] += gx;
  r[Y] -= gy;
  r[Z] += (gy * r[PY] - gx * r[PX]) * inverse;
  r[PX] += dpx;
  r[PY] -= dpy;
}

}  // namespace courant::physics
