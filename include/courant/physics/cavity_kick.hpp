#pragma once
#include "courant/base/constants.hpp"
#include "courant/math/vec6.hpp"
#include "courant/physics/coordinates.hpp"

namespace courant::physics {

/// Energy gain of a thin cavity: dE = |q| V sin(phase + 2 pi f z/(beta c)), at fixed transverse momentum.
///
/// V: peak voltage [V]; f: frequency [Hz]; phase [rad]: the reference particle gains V sin(phase), a late one
/// (z < 0) sees an earlier phase. Above transition the stable phase lies between 0 and pi/2. Source of the
/// sign and relation to other codes: docs/theory/coordinates.md. A particle that would lose more than its
/// kinetic energy becomes NaN. Test: tests/physics/cavity_kick_test.cpp.
template <Scalar T, Scalar S>
COURANT_FN void cavity_kick(Vec6<T>& r, const S& voltage, const S& frequency, const S& phase,
                            const Reference& reference) {
  COURANT_USING_MATH;
  const double beta0 = reference.beta(), charge = reference.charge_magnitude();
  const T lead = r[Z] / (beta0 * (1.0 + relative_beta_minus_one(r[DELTA], reference)));  // -c (t - t0) [m]
  const T gain =
      T(voltage) * (charge / reference.energy()) *
      sin(T(phase) + T(frequency) * (constants::two_pi / constants::speed_of_light) * lead);  // dE/E0 [-]
  // E -> E + dE at fixed t: new momentum from the new energy, z = beta c lead
  const T p2 = (1.0 + r[DELTA]) * (1.0 + r[DELTA]);
  const T e = sqrt(1.0 + reference.beta2() * (p2 - 1.0));
  const T added = gain * (2.0 * e + gain) / reference.beta2();  // growth of (1 + delta)^2
  r[DELTA] += added / (1.0 + r[DELTA] + sqrt(p2 + added));
  r[Z] = lead * (beta0 * (1.0 + relative_beta_minus_one(r[DELTA], reference)));
}

}  // namespace courant::physics
