#pragma once
#include "courant/math/stumpff.hpp"
#include "courant/math/vec6.hpp"

namespace courant::physics {

/// Constants of a stretch with linear forces: curvature h [1/m], gradient k1 [1/m^2].
template <class S>
struct LinearForce {
  double h = 0.0;
  S k1{};
};

namespace detail {

/// One plane: p' = force - stiffness q, q' = p/(1 + delta). Returns the integral of p^2 over ds and of q.
template <class T>
struct PlaneIntegrals {
  T momentum_squared, position;
};

template <Scalar T>
COURANT_FN PlaneIntegrals<T> linear_plane(T& q, T& p, const T& stiffness, const T& force, const T& inverse,
                                          double ds, int halvings) {
  const auto c = math::stumpff(T(stiffness * inverse * (ds * ds)), halvings);
  const T s = ds * c.c1, pull = force - stiffness * q;
  const T momentum_squared = 0.5 * p * p * (ds + c.c0 * s) + p * pull * s * s +
                             pull * pull * (0.5 * ds * ds * ds * (c.c2 + c.c0 * c.c3));
  const T position = q * s + inverse * (p * (ds * ds * c.c2) + force * (ds * ds * ds * c.c3));
  const T moved = inverse * (p * s + force * (ds * ds * c.c2));
  p = c.c0 * p + pull * s;
  q = c.c0 * q + moved;
  return {momentum_squared, position};
}

}  // namespace detail

/// Closed solution of H = (px^2 + py^2)/(2 (1 + delta)) - h x delta + (h^2 + k1) x^2/2 - k1 y^2/2 over `ds` [m], for
/// every delta. The lead z takes the path length; what depends on delta alone is `slip`. `inverse` = 1/(1 + delta).
/// Source: Wiedemann, "Particle Accelerator Physics" (2015), sec. 5.5. Test: tests/physics/linear_flow_test.cpp
template <Scalar T, Scalar S>
COURANT_FN void linear_flow(Vec6<T>& r, const LinearForce<S>& force, double ds, const T& inverse) {
  COURANT_USING_MATH;
  const double h = force.h;
  // 4: for every delta above -0.75 the series keeps its precision
  const int halvings = math::stumpff_halvings(4.0 * (h * h + magnitude(force.k1)) * ds * ds);
  const T k1(force.k1);
  const auto x = detail::linear_plane(r[X], r[PX], T(k1 + h * h), T(h * r[DELTA]), inverse, ds, halvings);
  const auto y = detail::linear_plane(r[Y], r[PY], T(-k1), T(0.0), inverse, ds, halvings);
  r[Z] -= 0.5 * inverse * inverse * (x.momentum_squared + y.momentum_squared) + h * x.position;
}

/// What the exact kinetic energy -sqrt((1 + delta)^2 - px^2 - py^2) has beyond (px^2 + py^2)/(2 (1 + delta)), over
/// `ds` [m] of a straight magnet: moves x, y, z; of third order in px, py.
template <Scalar T>
COURANT_FN void kinetic_rest(Vec6<T>& r, double ds, const T& inverse) {
  COURANT_USING_MATH;
  const T p = 1.0 + r[DELTA], square = r[PX] * r[PX] + r[PY] * r[PY];
  const T pz = sqrt(p * p - square);
  const T rest = square / (pz * p * (p + pz));  // 1/pz - 1/p
  r[X] += ds * r[PX] * rest;
  r[Y] += ds * r[PY] * rest;
  // p/pz - 1 - square/(2 p^2) = square^2 (2 p + pz)/(2 p^2 pz (p + pz)^2)
  r[Z] -= ds * square * rest * inverse * (2.0 * p + pz) / (2.0 * (p + pz));
}

}  // namespace courant::physics
