#pragma once
#include "courant/base/constants.hpp"
#include "courant/physics/coordinates.hpp"

namespace courant::physics {

/// Thin cavity that kicks in x: dPx c = |q| V sin(psi), dE = |q| V x (2 pi f/c) cos(psi),
/// psi = phase + 2 pi f z/(beta c).
///
/// V: peak transverse voltage [V]; f [Hz]; phase [rad], sign as cavity_kick. The two kicks are one canonical map in
/// (x, px, t, E) (Panofsky-Wenzel). A particle that would lose more than its kinetic energy becomes NaN.
/// Source: W. Panofsky, W. Wenzel, Rev. Sci. Instrum. 27, 967 (1956). Test: tests/physics/crab_kick_test.cpp
template <Scalar T, Scalar S>
COURANT_FN void crab_kick(Vec6<T>& r, const S& voltage, const S& frequency, const S& phase,
                          const Reference& reference) {
  COURANT_USING_MATH;
  const double charge = reference.charge_magnitude();
  const T wave = T(frequency) * (constants::two_pi / constants::speed_of_light);  // 2 pi f/c [1/m]
  const T strength = T(voltage) * (charge / reference.p0c());
  auto madx = to_madx(r, reference);
  const T psi = T(phase) + wave * madx.t;
  r[PX] += strength * sin(psi);
  madx.pt = madx.pt + strength * wave * r[X] * cos(psi);
  from_madx(r, madx, reference);
}

}  // namespace courant::physics
