#pragma once
#include "courant/math/stumpff.hpp"
#include "courant/physics/drift.hpp"
#include "courant/physics/radiation.hpp"

namespace courant::physics {

/// Motion in a uniform longitudinal field ks = B_s/(B rho) [1/m] over `ds` [m], with both hard-edge fringes.
///
/// H = -sqrt((1 + delta)^2 - (px + ks y/2)^2 - (py - ks x/2)^2), or the root expanded to second order. The kinetic
/// momentum turns by ks ds/pz; a positive ks turns it from y to x. `slip` comes on top. Exact, symplectic. Source:
/// Forest 1998, sec. 12. Test: tests/physics/solenoid_test.cpp
template <Scalar T, Scalar S>
COURANT_FN void solenoid(Vec6<T>& r, const S& ks, Model model, double ds) {
  COURANT_USING_MATH;
  const T half = 0.5 * T(ks), p = 1.0 + r[DELTA];
  const T u = r[PX] + half * r[Y], v = r[PY] - half * r[X], square = u * u + v * v;
  const T pz = model == Model::exact ? T(sqrt(p * p - square)) : p;
  const T l = ds / pz, turn = T(ks) * l;
  // 4: for every pz above 1/2 the series keeps its precision
  const auto c =
      math::stumpff(T(turn * turn), math::stumpff_halvings(4.0 * magnitude(ks) * magnitude(ks) * ds * ds));
  const T along = l * c.c1, across = l * turn * c.c2;  // sin/ks and (1 - cos)/ks
  r[X] += along * u + across * v;
  r[Y] += along * v - across * u;
  const T sine = turn * c.c1;
  r[PX] = c.c0 * u + sine * v - half * r[Y];
  r[PY] = c.c0 * v - sine * u + half * r[X];
  r[Z] -= model == Model::exact ? T(l * square / (p + pz)) : T(0.5 * l * square / p);
}

/// Loss over `ds` [m] of a solenoid by synchrotron radiation: of the kinetic momentum, which is across the field.
/// Test: tests/physics/solenoid_test.cpp
template <Scalar T, Scalar S, class Photons>
COURANT_FN void radiate_in_solenoid(Vec6<T>& r, const S& ks, double ds, const Radiator& radiator,
                                    Photons& photons) {
  const T half = 0.5 * T(ks), px = half * r[Y], py = -half * r[X];
  r[PX] += px;
  r[PY] += py;
  radiator.take(r, Vec6<T>(r), radiator.loss_along(r, T(ks), ds, ds, photons));
  r[PX] -= px;
  r[PY] -= py;
}

/// Solenoid without length of integrated strength ksi = ks L [-]: turn by ksi/2 about the beam, focusing ks ksi/4.
template <Scalar T, Scalar S>
COURANT_FN void thin_solenoid(Vec6<T>& r, const S& ks, const S& ksi) {
  COURANT_USING_MATH;
  const T angle = 0.5 * T(ksi) / (1.0 + r[DELTA]), c = cos(angle), s = sin(angle);
  const T focus = 0.25 * T(ks) * T(ksi) / (1.0 + r[DELTA]);
  const T square = r[X] * r[X] + r[Y] * r[Y], momentum = r[X] * r[PY] - r[Y] * r[PX];
  r[Z] -= (0.5 * focus * square - angle * momentum) / (1.0 + r[DELTA]);
  const T px = r[PX] - focus * r[X], py = r[PY] - focus * r[Y], x = r[X];
  r[X] = c * x + s * r[Y];
  r[Y] = c * r[Y] - s * x;
  r[PX] = c * px + s * py;
  r[PY] = c * py - s * px;
}

}  // namespace courant::physics
