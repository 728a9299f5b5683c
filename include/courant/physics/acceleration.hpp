#pragma once
#include "courant/base/constants.hpp"
#include "courant/physics/coordinates.hpp"

namespace courant::physics {

/// The reference particle behind an energy gain of `gain` [eV].
COURANT_FN inline Reference accelerated(const Reference& from, double gain) {
  return {from.energy() + gain, from.mass(), from.charge()};
}

/// State in units of the momentum of `to` instead of that of `from`: px, py by P0/P0', delta to the new P0'; x, y and
/// the time, and so z, stay.
template <Scalar T>
COURANT_FN void change_reference(Vec6<T>& r, const Reference& from, const Reference& to) {
  const double ratio = from.p0c() / to.p0c();
  r[PX] *= ratio;
  r[PY] *= ratio;
  r[DELTA] = ratio * r[DELTA] + (ratio - 1.0);
}

/// Transverse kick at the end of an accelerating field of `gradient` [V/m], `sign` -1 at the entrance, +1 at the exit:
/// dpx c = sign |q| G sin(psi) x/2 and likewise y, psi = phase + 2 pi f z/(beta c), with the energy change that makes it
/// canonical, dE = sign |q| G (2 pi f/c) cos(psi) (x^2 + y^2)/4.
///
/// Source: J. Rosenzweig, L. Serafini, Phys. Rev. E 49 (1994) 1599, eq. (8). Test: tests/physics/acceleration_test.cpp
template <Scalar T, Scalar S>
COURANT_FN void cavity_end(Vec6<T>& r, double sign, const S& gradient, const S& frequency, const S& phase,
                           const Reference& reference) {
  COURANT_USING_MATH;
  const double charge = reference.charge_magnitude();
  const T wave = T(frequency) * (constants::two_pi / constants::speed_of_light);  // 2 pi f/c [1/m]
  const T half = 0.5 * sign * T(gradient) * (charge / reference.p0c());           // [1/m]
  auto madx = to_madx(r, reference);
  const T psi = T(phase) + wave * madx.t, kick = half * sin(psi);
  madx.pt = madx.pt + 0.5 * half * wave * cos(psi) * (r[X] * r[X] + r[Y] * r[Y]);
  r[PX] += kick * r[X];
  r[PY] += kick * r[Y];
  from_madx(r, madx, reference);
}

/// Focusing of the backward wave of a cavity over `ds` [m], averaged over a period: p' = -(|q| G)^2 x/(8 P c^2) per
/// unit of `share` (1: standing wave, 0: travelling wave). Source: Rosenzweig, Serafini, eq. (13).
template <Scalar T, Scalar S>
COURANT_FN void ponderomotive_kick(Vec6<T>& r, double share, const S& gradient, double ds,
                                   const Reference& reference) {
  const double charge = reference.charge() / reference.p0c();
  const T p = 1.0 + r[DELTA];
  const T strength = T(gradient) * T(gradient) * (share * charge * charge / 8.0 * ds) / p;
  // H = strength (x^2 + y^2)/2 with strength = k/p: z moves too
  r[Z] -= 0.5 * strength / p * (r[X] * r[X] + r[Y] * r[Y]);
  r[PX] -= strength * r[X];
  r[PY] -= strength * r[Y];
}

}  // namespace courant::physics
