#pragma once
#include "courant/math/vec6.hpp"

namespace courant::physics {

/// Models of the fringe of a quadrupole field, by name. One end alone is for the outer faces of a magnet in
/// parts.
enum class Fringe {
  none = 0,                ///< the field starts and stops without effect
  hard_edge = 7,           ///< Lee-Whiting's thin fringe at both ends
  hard_edge_entrance = 5,  ///< the same at the entrance alone
  hard_edge_exit = 6,      ///< the same at the exit alone
  soft_edge = 11,          ///< what the finite length of the fringe does to the linear motion, at both ends
  soft_edge_entrance = 9,
  soft_edge_exit = 10,
  full = 15,  ///< both
  full_entrance = 13,
  full_exit = 14
};

namespace detail {
inline constexpr int at_entrance = 1, at_exit = 2, is_hard = 4, is_soft = 8;  // of which a Fringe is the sum
COURANT_FN constexpr bool has(Fringe model, int parts) { return (static_cast<int>(model) & parts) == parts; }
}  // namespace detail

COURANT_FN constexpr bool has_entrance(Fringe model) { return detail::has(model, detail::at_entrance); }
COURANT_FN constexpr bool has_exit(Fringe model) { return detail::has(model, detail::at_exit); }
COURANT_FN constexpr bool is_hard(Fringe model) { return detail::has(model, detail::is_hard); }
COURANT_FN constexpr bool is_soft(Fringe model) { return detail::has(model, detail::is_soft); }

/// The same fringe at other ends; none without an end.
constexpr Fringe with_ends(Fringe model, bool entrance, bool exit) {
  if (model == Fringe::none || (!entrance && !exit)) return Fringe::none;
  const int kind = static_cast<int>(model) & (detail::is_hard | detail::is_soft);
  return static_cast<Fringe>(kind | (entrance ? detail::at_entrance : 0) | (exit ? detail::at_exit : 0));
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

/// Soft fringe of a gradient `k1` [1/m^2], linear in x, px, y, py; `sign` +1 at the entrance, -1 at the exit.
///
/// Of the profile g (0 outside, 1 inside, w outwards from the hard edge) it knows the moments of its difference to the
/// hard edge: `fq1` = -int (g - g_hard) w dw [m^2], `fq2` = int (g - g_hard) w^2 dw [m^3]. With f1 = sign k1 fq1/(1 +
/// delta), f2 = k1 fq2/(1 + delta): x <- x exp(f1) + f2 x', px <- px exp(-f1), y with -k1, z so that it is symplectic.
/// First order in k1 of the profile's effect. Source: SAD's F1, F2 in the form of Bmad's manual (fq1, fq2). Test:
/// tests/physics/soft_fringe_test.cpp
template <Scalar T, Scalar S>
COURANT_FN void soft_fringe(Vec6<T>& r, const S& k1, double fq1, double fq2, double sign) {
  COURANT_USING_MATH;
  const T inverse = 1.0 / (1.0 + r[DELTA]), strength = T(k1) * inverse;
  const T f1 = strength * (sign * fq1), f2 = strength * fq2, growth = exp(f1), decay = exp(-f1);
  const T vx = r[PX] * inverse, vy = r[PY] * inverse;
  r[Z] -= (f1 * r[X] + f2 * (1.0 + 0.5 * f1) * decay * vx) * vx;
  r[Z] += (f1 * r[Y] + f2 * (1.0 - 0.5 * f1) * growth * vy) * vy;
  r[X] = growth * r[X] + f2 * vx;
  r[PX] = decay * r[PX];
  r[Y] = decay * r[Y] - f2 * vy;
  r[PY] = growth * r[PY];
}

}  // namespace courant::physics
