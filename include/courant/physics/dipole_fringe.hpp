#pragma once
#include "courant/physics/arc.hpp"
#include "courant/physics/edge.hpp"

namespace courant::physics {

/// Hard-edge fringe of a uniform field `b` = B/(B rho) [1/m], crossed at a right angle to its face; negative `b` at
/// the exit. `extent` = gap fint [m] is the first correction for the length of the fringe.
///
/// Canonical with the generating function q P - Phi(p) y^2/2,
/// Phi = b tan(atan(x'/(1 + y'^2)) - extent b (1 + x'^2 (2 + y'^2)) pz), x' = px/pz, y' = py/pz: symplectic for any
/// ray. Source: Forest, Leemann, Schmidt, "Fringe effects in MAD, part I" (KEK Preprint 2005-109), eq. (1) to (6); the
/// form of the `extent` term as PTC has it. A fringe of finite length also has the octupole-like term
/// H = b^2 y^4/(36 extent (1 + delta)). Test: tests/physics/dipole_fringe_test.cpp
template <Scalar T, Scalar S>
COURANT_FN void dipole_fringe(Vec6<T>& r, const S& b, double extent) {
  COURANT_USING_MATH;
  const T p = 1.0 + r[DELTA];
  const T pz = sqrt(p * p - r[PX] * r[PX] - r[PY] * r[PY]);
  const T inverse = 1.0 / pz, u = r[PX] * inverse, v = r[PY] * inverse;  // slopes
  const T v2 = v * v, ratio = 1.0 / (1.0 + v2), a = u * ratio, g = 1.0 + u * u * (2.0 + v2);
  const T strength(b), eb = strength * extent;
  const T t = tan(atan(a) - eb * g * pz);
  const T phi = strength * t, slope = strength * (1.0 + t * t);
  // dPhi = slope (da/(1 + a^2) - eb d(g pz)), by the slopes u, v and pz
  const T da = 1.0 / (1.0 + a * a);
  const T by_u = slope * (ratio * da - eb * pz * (2.0 * u * (2.0 + v2)));
  const T by_v = slope * (-2.0 * a * v * ratio * da - eb * pz * (2.0 * u * u * v));
  const T by_pz = -slope * (eb * g);
  const T by_px = (by_u * (1.0 + u * u) + by_v * (u * v)) * inverse - by_pz * u;
  const T by_py = (by_u * (u * v) + by_v * (1.0 + v2)) * inverse - by_pz * v;
  const T by_delta = (by_pz - (by_u * u + by_v * v) * inverse) * (p * inverse);
  const T y = 2.0 * r[Y] / (1.0 + sqrt(1.0 - 2.0 * by_py * r[Y])), half = 0.5 * y * y;
  r[X] += by_px * half;
  r[Y] = y;
  r[PY] -= phi * y;
  r[Z] += by_delta * half;
  if (extent != 0.0) {
    const T scale = 1.0 / p, cubic = strength * strength * (1.0 / (36.0 * extent)) * scale * y * y * y;
    r[PY] -= 4.0 * cubic;
    r[Z] -= cubic * y * scale;
  }
}

/// Sextupole-like kick of the wedge of gradient `k1` [1/m^2] between the sector plane and a face at `angle` [rad]:
/// px += k1 tan(angle) (x^2 - y^2), py -= 2 k1 tan(angle) x y. Source: Brown, SLAC-75 (1982), p. 117 (T211, T233, T413).
template <Scalar T, Scalar S>
COURANT_FN void gradient_wedge(Vec6<T>& r, const S& k1, double angle) {
  const T strength = T(k1) * math::tan(angle);
  r[PX] += strength * (r[X] * r[X] - r[Y] * r[Y]);
  r[PY] -= 2.0 * strength * r[X] * r[Y];
}

/// Face of a dipole with field `b` [1/m] and gradient `k1` [1/m^2] in the exact model: turn to the face, fringe, turn
/// back inside the field; at the exit the other way round.
template <Scalar T, Scalar S>
COURANT_FN void edge_hard(Vec6<T>& r, const Face& face, const S& b, const S& k1, bool exit) {
  const double extent = face.gap * face.fint;
  if (exit) {
    gradient_wedge(r, k1, face.angle);
    if (face.angle != 0.0) turn(r, Sector::wedge(-face.angle), b);
    dipole_fringe(r, S(-1.0 * b), extent);
    if (face.angle != 0.0) turn(r, Sector::wedge(face.angle), 0.0);
  } else {
    if (face.angle != 0.0) turn(r, Sector::wedge(face.angle), 0.0);
    dipole_fringe(r, b, extent);
    if (face.angle != 0.0) turn(r, Sector::wedge(-face.angle), b);
    gradient_wedge(r, k1, face.angle);
  }
}

}  // namespace courant::physics
