#pragma once
#include "courant/math/vec6.hpp"

namespace courant::physics {

/// Way from one transverse plane to another that is turned about the vertical by `angle` [rad], the origin moving
/// along an arc of curvature h: a sector, a wedge (no arc) or a straight piece (no angle).
struct Sector {
  double sine = 0.0;     ///< sin(angle) [-]
  double versine = 0.0;  ///< 1 - cos(angle) [-]
  double angle = 0.0;    ///< [rad]
  double forward = 0.0;  ///< sin(angle)/h [m]: how far the origin moves forwards
  double sagitta = 0.0;  ///< (1 - cos(angle))/h [m]: and towards the inside
  double length = 0.0;   ///< of the arc [m]

  /// Arc of curvature `h` [1/m] and `length` [m]; h = 0 is straight.
  static COURANT_FN Sector arc(double h, double length) {
    const double angle = h * length, half = math::sin(0.5 * angle), versine = 2.0 * half * half;
    const double by_angle = angle == 0.0 ? 1.0 : math::sin(angle) / angle;
    const double half_by_angle = angle == 0.0 ? 0.5 : half / angle;
    return {math::sin(angle),
            versine,
            angle,
            length * by_angle,
            2.0 * h * length * length * half_by_angle * half_by_angle,
            length};
  }
  /// Turn about the origin: no path on the axis.
  static COURANT_FN Sector wedge(double angle) {
    const double half = math::sin(0.5 * angle);
    return {math::sin(angle), 2.0 * half * half, angle, 0.0, 0.0, 0.0};
  }
};

namespace detail {

/// a/sin(a) - 1, smooth at 0: by its series below 0.2, so that it and its derivatives lose no digits.
template <Scalar T>
COURANT_FN T arc_over_chord(const T& a) {
  COURANT_USING_MATH;
  const T u = a * a;
  // coefficients (2^(2n) - 2) |B_2n|/(2n)!; the term left out is 1e-19
  const T series =
      u * (1.0 / 6 + u * (7.0 / 360 + u * (31.0 / 15120 +
                                           u * (127.0 / 604800 +
                                                u * (73.0 / 3421440 + u * (1414477.0 / 653837184000.0 +
                                                                           u * (8191.0 / 37362124800.0)))))));
  const auto small = u < T(0.04);
  const T safe = select(small, T(1.0), a), sine = sin(safe);
  return select(small, series, T((safe - sine) / sine));
}

/// g(a0 + d)/g(a0) - 1 with g(a) = a/sin(a); for a small d without the digits that a difference of arcs would lose.
template <Scalar T>
COURANT_FN T arc_growth(double a0, const T& d) {
  COURANT_USING_MATH;
  const double design = arc_over_chord(a0);
  T far = (arc_over_chord(T(a0 + d)) - design) * (1.0 / (1.0 + design));
  if (a0 * a0 < 0.0025) return far;  // the series keeps its digits
  const auto near = d * d < T(0.0625 * a0 * a0);
  const T small = select(near, d, T(0.0)), half = 0.5 * small;
  const T change = small * math::sin(a0) - 2.0 * a0 * cos(a0 + half) * sin(half);
  return select(near, T(change / (a0 * sin(a0 + small))), far);
}

}  // namespace detail

/// Exact motion in a uniform vertical field `b` = B/(B rho) [1/m] through `sector`.
///
/// The particle goes on a circle (or straight on for b = 0: a turn of the frame in free space); the chord formula
/// has no division by b or h, so weak fields lose no digits. z takes the path length beyond the reference's; `slip`
/// comes on top. Symplectic for any b. A ray that misses the plane becomes NaN. Derivation: docs/theory/exact.md;
/// the map is that of Forest 1998, sec. 12, in other variables. Test: tests/physics/arc_test.cpp
template <Scalar T, Scalar S>
COURANT_FN void turn(Vec6<T>& r, const Sector& sector, const S& b) {
  COURANT_USING_MATH;
  const T p = 1.0 + r[DELTA];
  const T in_plane = p * p - r[PY] * r[PY];  // (momentum in the plane of bending)^2
  const T pz = sqrt(in_plane - r[PX] * r[PX]);
  const T reach = sector.forward + sector.sine * r[X];  // distance between the planes, along the old axis
  const T px = r[PX] - sector.versine * r[PX] + sector.sine * pz - T(b) * reach;
  const T pz_end = sqrt(in_plane - px * px);
  const T before = atan(r[PX] / pz), after = atan(px / pz_end);
  const T mean = 0.5 * (before + after), turned = 0.5 * (before - after);
  const T slope = tan(0.5 * sector.angle + mean), secant = sqrt(1.0 + slope * slope);
  const T p_over = p / sqrt(in_plane);
  if (sector.length == 0.0) {
    const T path = reach * secant * (1.0 + detail::arc_over_chord(T(0.5 * sector.angle + turned))) * p_over;
    r[Y] += r[PY] / p * path;
    r[Z] -= path;
  } else {
    // path/length as a product of ratios near 1: stretch by py, by x, by the direction and by the bend
    const double half = 0.5 * sector.angle;
    const T by_py = r[PY] * r[PY] / (sqrt(in_plane) * (p + sqrt(in_plane)));
    const T by_x = r[X] * (sector.sine / sector.forward);
    const T by_direction = 2.0 * sin(half + 0.5 * mean) * sin(0.5 * mean) * secant;
    const T by_bend = detail::arc_growth(half, turned);
    T longer = by_py;
    for (const T& growth : {by_x, by_direction, by_bend}) longer += growth + longer * growth;
    r[Y] += r[PY] / p * (sector.length * (1.0 + longer));
    r[Z] -= sector.length * longer;
  }
  r[X] += reach * slope - sector.versine * r[X] - sector.sagitta;
  r[PX] = px;
}

}  // namespace courant::physics
