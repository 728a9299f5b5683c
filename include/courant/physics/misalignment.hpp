#pragma once
#include <array>
#include <concepts>

#include "courant/math/vec6.hpp"
#include "courant/physics/arc.hpp"

namespace courant::physics {

/// Rigid displacement of an element about its centre; of a bend: the middle of its arc, with the axes of the design
/// orbit there.
///
/// Shift of the centre (dx, dy, ds) [m] along the axes of the design frame; then rotations of the magnet
/// about its own axes: yaw about y (positive moves the exit to +x), pitch about x (positive moves the exit to
/// +y), roll about the beam (positive from x to y) [rad]. Pictures: docs/theory/coordinates.md.
template <Scalar S = double>
struct Alignment {
  S dx{}, dy{}, ds{}, roll{}, pitch{}, yaw{};
};

/// True when the alignment can be skipped; a differentiable one never is.
template <Scalar S>
COURANT_FN constexpr bool is_aligned(const Alignment<S>& a) {
  if constexpr (std::same_as<S, double>)
    return a.dx == 0.0 && a.dy == 0.0 && a.ds == 0.0 && a.roll == 0.0 && a.pitch == 0.0 && a.yaw == 0.0;
  else
    return false;
}

/// Place of a frame in another one: its origin and, as columns, its axes (x, y, s).
template <class S>
struct Frame {
  std::array<std::array<S, 3>, 3> axes{
      {{S(1.0), S(0.0), S(0.0)}, {S(0.0), S(1.0), S(0.0)}, {S(0.0), S(0.0), S(1.0)}}};
  std::array<S, 3> origin{S(0.0), S(0.0), S(0.0)};

  /// Frame `inner`, given in this one, in the frame in which this one is given.
  COURANT_FN Frame operator*(const Frame& inner) const {
    Frame out;
    for (std::size_t i = 0; i < 3; ++i) {
      out.origin[i] = origin[i];
      for (std::size_t k = 0; k < 3; ++k) {
        out.origin[i] = out.origin[i] + axes[i][k] * inner.origin[k];
        out.axes[i][k] =
            axes[i][0] * inner.axes[0][k] + axes[i][1] * inner.axes[1][k] + axes[i][2] * inner.axes[2][k];
      }
    }
    return out;
  }
  /// A direction given in this frame, in the outer one.
  COURANT_FN std::array<S, 3> rotated(const std::array<S, 3>& v) const {
    std::array<S, 3> out;  // NOLINT(cppcoreguidelines-pro-type-member-init): set below
    for (std::size_t i = 0; i < 3; ++i) out[i] = axes[i][0] * v[0] + axes[i][1] * v[1] + axes[i][2] * v[2];
    return out;
  }
  /// The outer frame seen from this one.
  COURANT_FN Frame inverse() const {
    Frame out;
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t k = 0; k < 3; ++k) out.axes[i][k] = axes[k][i];
      out.origin[i] = -1.0 * (axes[0][i] * origin[0] + axes[1][i] * origin[1] + axes[2][i] * origin[2]);
    }
    return out;
  }
};

/// Rotation R_y(yaw) R_x(-pitch) R_z(roll) less the unit matrix, by versines so that small angles lose no digits.
template <Scalar S>
COURANT_FN std::array<std::array<S, 3>, 3> rotation_less_one(const Alignment<S>& a) {
  COURANT_USING_MATH;
  const S half_roll = sin(0.5 * a.roll), half_pitch = sin(0.5 * a.pitch), half_yaw = sin(0.5 * a.yaw);
  const S vr = 2.0 * half_roll * half_roll, vp = 2.0 * half_pitch * half_pitch,
          vy = 2.0 * half_yaw * half_yaw;
  const S cr = 1.0 - vr, sr = sin(a.roll), cp = 1.0 - vp, sp = sin(a.pitch), cy = 1.0 - vy, sy = sin(a.yaw);
  return {{{vy * vr - vy - vr - sy * sp * sr, -cy * sr - sy * sp * cr, sy * cp},
           {cp * sr, vp * vr - vp - vr, sp},
           {-sy * cr - cy * sp * sr, sy * sr - cy * sp * cr, vy * vp - vy - vp}}};
}

/// Axes of the displaced magnet at its centre: R_y(yaw) R_x(-pitch) R_z(roll), origin at the shift.
template <Scalar S>
COURANT_FN Frame<S> displaced_frame(const Alignment<S>& a) {
  Frame<S> out{rotation_less_one(a), {a.dx, a.dy, a.ds}};
  for (std::size_t i = 0; i < 3; ++i) out.axes[i][i] = 1.0 + out.axes[i][i];
  return out;
}

/// Frame at the end of a sector, its plane of bending turned by `tilt` [rad] about the beam (positive from x to y).
template <Scalar S>
COURANT_FN Frame<S> arc_frame(const Sector& arc, double tilt) {
  const double c = math::cos(tilt), s = math::sin(tilt), v = arc.versine, g = arc.sine;
  const auto f = [](double x) { return S(x); };
  return {{{{f(1.0 - v * c * c), f(-v * c * s), f(-g * c)},
            {f(-v * c * s), f(1.0 - v * s * s), f(-g * s)},
            {f(g * c), f(g * s), f(1.0 - v)}}},
          {f(-arc.sagitta * c), f(-arc.sagitta * s), f(arc.forward)}};
}

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

/// The ray seen from `frame`, followed in free space to its plane s = 0; z takes the way.
template <Scalar T, Scalar S>
COURANT_FN void into_frame(Vec6<T>& r, const Frame<S>& frame) {
  const auto& m = frame.axes;
  const std::array<T, 3> q{r[X] - T(frame.origin[0]), r[Y] - T(frame.origin[1]), T(-1.0 * frame.origin[2])};
  const std::array<T, 3> k{r[PX], r[PY], longitudinal_momentum(r)};
  const auto turned = [&m](const std::array<T, 3>& v) {
    const auto along = [&](std::size_t i) -> T {
      return T(m[0][i]) * v[0] + T(m[1][i]) * v[1] + T(m[2][i]) * v[2];
    };
    return std::array<T, 3>{along(0), along(1), along(2)};
  };
  to_plane(r, turned(q), turned(k));
}

/// Turn of the axes about the beam by `angle` [rad], positive from x to y.
struct Roll {
  double cosine, sine;

  COURANT_FN explicit Roll(double angle) : cosine(math::cos(angle)), sine(math::sin(angle)) {}

  /// Into the turned axes.
  template <Scalar T>
  COURANT_FN void enter(Vec6<T>& r) const {
    if (sine != 0.0 || cosine != 1.0) turn(r, sine);
  }
  /// Back.
  template <Scalar T>
  COURANT_FN void leave(Vec6<T>& r) const {
    if (sine != 0.0 || cosine != 1.0) turn(r, -sine);
  }

 private:
  template <Scalar T>
  COURANT_FN void turn(Vec6<T>& r, double s) const {
    const T x = r[X], px = r[PX];
    r[X] = cosine * x + s * r[Y];
    r[PX] = cosine * px + s * r[PY];
    r[Y] = cosine * r[Y] - s * x;
    r[PY] = cosine * r[PY] - s * px;
  }
};

/// What displaces an element of `length` [m], bent by `angle` in a plane at `tilt` [rad], made once for many rays.
///
/// Exact rigid motion, the way between design and displaced faces in free space: symplectic, reversible. Cost per
/// ray: nothing without displacement, else two changes of frame. Test: tests/physics/misalignment_test.cpp
template <Scalar S>
class Displacement {
 public:
  COURANT_FN explicit Displacement(const Alignment<S>& a, double length, double angle = 0.0,
                                   double tilt = 0.0)
      : none_(is_aligned(a)) {
    if (none_) return;
    const auto half = arc_frame<S>(Sector::arc(length > 0.0 ? angle / length : 0.0, 0.5 * length), tilt);
    const auto moved = displaced_frame(a);
    enter_ = half * moved * half.inverse();
    leave_ = (half.inverse() * moved * half).inverse();
    // The products lose the digits of half the length in their origins: only how far the ends move counts.
    const auto back = half.inverse();
    enter_.origin = half.rotated(end_moves(a, back.origin));
    leave_.origin = leave_.rotated(back.rotated(end_moves(a, half.origin)));
    for (S& x : leave_.origin) x = -1.0 * x;
  }

  /// From the design frame at the entrance to the entrance of the displaced element.
  template <Scalar T>
  COURANT_FN void enter(Vec6<T>& r) const {
    if (!none_) into_frame(r, enter_);
  }
  /// From the exit of the displaced element to the design frame at the exit.
  template <Scalar T>
  COURANT_FN void leave(Vec6<T>& r) const {
    if (!none_) into_frame(r, leave_);
  }

 private:
  /// Displacement of a point `p` of the magnet, given from its centre.
  static COURANT_FN std::array<S, 3> end_moves(const Alignment<S>& a, const std::array<S, 3>& p) {
    const auto turn = rotation_less_one(a);
    std::array<S, 3> out{a.dx, a.dy, a.ds};
    for (std::size_t i = 0; i < 3; ++i)
      out[i] = out[i] + turn[i][0] * p[0] + turn[i][1] * p[1] + turn[i][2] * p[2];
    return out;
  }

  bool none_;
  Frame<S> enter_{}, leave_{};
};

}  // namespace courant::physics
