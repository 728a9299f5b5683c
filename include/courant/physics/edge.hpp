#pragma once
#include "courant/math/vec6.hpp"

namespace courant::physics {

/// Models of a dipole's entrance or exit face, by name.
enum class Edge {
  none,       ///< no edge at all
  linear,     ///< edge focusing, fringe integral independent of momentum; symplectic
  hard_edge,  ///< turn to the face, Forest's fringe of a hard edge, turn back in the field; symplectic
  at_linear,  ///< AT's: the fringe correction of the angle is divided by 1 + delta; not symplectic in (z,
              ///< delta)
  trackcpp,   ///< at_linear with the whole kick divided by 1 + delta; not symplectic in (z, delta)
  at_e2,  ///< AT's second-order edge (Brown, SLAC-75, with a fringe integral); not symplectic beyond second
          ///< order
};

/// Data of one face; angles [rad], positive for a face of a rectangular magnet.
struct Face {
  double h = 0.0;      ///< curvature of the reference orbit [1/m]
  double angle = 0.0;  ///< rotation of the pole face [rad]
  double fint = 0.0;   ///< fringe field integral [-]
  double gap = 0.0;    ///< full gap [m]
};

/// Brown's correction of the vertical edge angle by the extended fringe [rad]: h gap fint (1 + sin^2 e)/cos
/// e.
COURANT_FN inline double fringe_angle(const Face& face) {
  const double s = math::sin(face.angle);
  return face.h * face.gap * face.fint * (1.0 + s * s) / math::cos(face.angle);
}

/// px += h tan(e) x, py -= h tan(e - psi) y. Source: Brown, SLAC-75 (1982), first order.
template <Scalar T>
COURANT_FN void edge_linear(Vec6<T>& r, const Face& face) {
  r[PX] += face.h * math::tan(face.angle) * r[X];
  r[PY] -= face.h * math::tan(face.angle - fringe_angle(face)) * r[Y];
}

/// As edge_linear with psi/(1 + delta), AT's FringeBend method 1.
template <Scalar T>
COURANT_FN void edge_at_linear(Vec6<T>& r, const Face& face) {
  COURANT_USING_MATH;
  r[PX] += face.h * tan(face.angle) * r[X];
  r[PY] -= face.h * tan(face.angle - fringe_angle(face) / (1.0 + r[DELTA])) * r[Y];
}

/// As edge_at_linear, both kicks divided by 1 + delta: trackcpp and AT 1.3.
template <Scalar T>
COURANT_FN void edge_trackcpp(Vec6<T>& r, const Face& face) {
  COURANT_USING_MATH;
  const T inverse = 1.0 / (1.0 + r[DELTA]);
  r[PX] += face.h * tan(face.angle) * inverse * r[X];
  r[PY] -= face.h * tan(face.angle - fringe_angle(face) * inverse) * inverse * r[Y];
}

/// Second-order map of a face with gradient `k1` [1/m^2]; `exit` changes signs as in Brown's tables. Pole
/// faces are flat (no curvature). Source: Brown, SLAC-75, p. 116-117; form as in AT's E2 pass.
template <Scalar T, Scalar S>
COURANT_FN void edge_at_e2(Vec6<T>& r, const Face& face, const S& k1, bool exit) {
  const double h = face.h, t = math::tan(face.angle), sec = 1.0 / math::cos(face.angle);
  const double tb = math::tan(face.angle - fringe_angle(face));
  const double sign = exit ? -1.0 : 1.0;
  const double t111 = -sign * 0.5 * h * t * t, t133 = sign * 0.5 * h * sec * sec;
  const T k1t = T(k1) * t;
  const T t211 = k1t + (exit ? -0.5 * h * h * t * t * t : 0.0);
  const T t233 = -k1t + 0.5 * h * h * t * (exit ? -tb * tb : tb * tb + sec * sec);
  const T t413 = -k1t + (exit ? 0.5 * h * h * t * sec * sec : 0.0);
  const T x = r[X], px = r[PX], y = r[Y], py = r[PY];
  r[X] += t111 * x * x + t133 * y * y;
  r[PX] += h * t * x - 2.0 * t111 * x * px + 2.0 * t111 * y * py + t211 * x * x + t233 * y * y;
  r[Y] -= 2.0 * t111 * x * y;
  r[PY] += -h * tb * y + 2.0 * t111 * x * py + 2.0 * t413 * x * y - 2.0 * t133 * px * y;
}

}  // namespace courant::physics
