#pragma once
#include <array>
#include <concepts>

#include "courant/math/vec6.hpp"

namespace courant::physics {

/// Rigid displacement of a straight element about its centre.
///
/// Shift of the centre (dx, dy, ds) [m] along the axes of the design frame; then rotations of the magnet
/// about its own axes: yaw about y (positive moves the exit to +x), pitch about x (positive moves the exit to
/// +y), roll about the beam (positive from x to y) [rad]. Pictures: docs/theory/coordinates.md.
template <Scalar S = double>
struct Alignment {
  S dx{}, dy{}, ds{}, roll{}, pitch{}, yaw{};
};

/// Columns are the axes of the displaced magnet in the design frame: R_y(yaw) R_x(-pitch) R_z(roll).
template <Scalar S>
struct Rotation {
  std::array<std::array<S, 3>, 3> m;

  explicit COURANT_FN Rotation(const Alignment<S>& a) {
    COURANT_USING_MATH;
    const S cr = cos(a.roll), sr = sin(a.roll), cp = cos(a.pitch), sp = sin(a.pitch), cy = cos(a.yaw),
            sy = sin(a.yaw);
    m = {{{cy * cr - sy * sp * sr, -cy * sr - sy * sp * cr, sy * cp},
          {cp * sr, cp * cr, sp},
          {-sy * cr - cy * sp * sr, sy * sr - cy * sp * cr, cy * cp}}};
  }
};

/// Ray in a new frame: position p and momentum P are given in it, the ray is followed to its plane s = 0.
template <Scalar T>
COURANT_FN void to_plane(Vec6<T>& r, const std::array<T, 3>& p, const std::array<T, 3>& P) {
  const T lambda = -p[2] / P[2];
  r[X] = p[0] + lambda * P[0];
  r[Y] = p[1] + lambda * P[1];
  r[PX] = P[0];
  r[PY] = P[1];
  r[Z] -= lambda * (1.0 + r[DELTA]);
}

template <Scalar T>
COURANT_FN T longitudinal_momentum(const Vec6<T>& r) {
  COURANT_USING_MATH;
  const T p = 1.0 + r[DELTA];
  return sqrt(p * p - r[PX] * r[PX] - r[PY] * r[PY]);
}

/// From the design frame at the entrance to the frame of the displaced magnet of `length` [m].
template <Scalar T, Scalar S>
COURANT_FN void enter_magnet(Vec6<T>& r, const Alignment<S>& a, double length) {
  const Rotation<S> rotation(a);
  const auto& m = rotation.m;
  const double half = 0.5 * length;
  // origin of the magnet's entrance: centre + shift - half the magnet along its own axis
  const std::array<T, 3> q{r[X] - T(a.dx - half * m[0][2]), r[Y] - T(a.dy - half * m[1][2]),
                           T(-1.0 * a.ds + half * (m[2][2] - 1.0))};
  const std::array<T, 3> k{r[PX], r[PY], longitudinal_momentum(r)};
  std::array<T, 3> p, P;
  for (std::size_t i = 0; i < 3; ++i) {
    p[i] = T(m[0][i]) * q[0] + T(m[1][i]) * q[1] + T(m[2][i]) * q[2];
    P[i] = T(m[0][i]) * k[0] + T(m[1][i]) * k[1] + T(m[2][i]) * k[2];
  }
  to_plane(r, p, P);
}

/// From the exit frame of the displaced magnet back to the design frame at the exit.
template <Scalar T, Scalar S>
COURANT_FN void leave_magnet(Vec6<T>& r, const Alignment<S>& a, double length) {
  const Rotation<S> rotation(a);
  const auto& m = rotation.m;
  const double half = 0.5 * length;
  const std::array<T, 3> k{r[PX], r[PY], longitudinal_momentum(r)};
  std::array<T, 3> p, P;
  for (std::size_t i = 0; i < 3; ++i) {
    p[i] = T(m[i][0]) * r[X] + T(m[i][1]) * r[Y] + T(half * m[i][2]);
    P[i] = T(m[i][0]) * k[0] + T(m[i][1]) * k[1] + T(m[i][2]) * k[2];
  }
  p[0] += T(a.dx);
  p[1] += T(a.dy);
  p[2] += T(a.ds - half);
  to_plane(r, p, P);
}

/// True when the alignment can be skipped; a differentiable one never is.
template <Scalar S>
COURANT_FN constexpr bool is_aligned(const Alignment<S>& a) {
  if constexpr (std::same_as<S, double>)
    return a.dx == 0.0 && a.dy == 0.0 && a.ds == 0.0 && a.roll == 0.0 && a.pitch == 0.0 && a.yaw == 0.0;
  else
    return false;
}

/// Runs `body(r)` in the frame of the displaced magnet. Exact rigid motion: symplectic, reversible; cost
/// without displacement: none.
template <Scalar T, Scalar S, class Body>
COURANT_FN void aligned(Vec6<T>& r, const Alignment<S>& a, double length, Body body) {
  if (is_aligned(a)) return body(r);
  enter_magnet(r, a, length);
  body(r);
  leave_magnet(r, a, length);
}

}  // namespace courant::physics
