#pragma once
#include "courant/math/vec6.hpp"
#include "courant/physics/reference.hpp"

/// \file
/// The one meaning of the six coordinates, and the conversions to the conventions of other codes.
///
/// (x, px, y, py, z, delta): x, y [m] transverse position; px = Px/P0, py = Py/P0 [-]; delta = (P - P0)/P0
/// [-]; z = -beta c (t - t0) [m] with the particle's own beta, positive for a particle that is early. (x,
/// px), (y, py), (z, delta) are canonical pairs: d(beta c t) d(delta) = c dt dE / (P0 c). See
/// docs/theory/coordinates.md.

namespace courant::physics {

/// beta/beta0 - 1 [-] of a particle with momentum deviation `delta` [-], without loss of digits at high
/// energy.
///
/// With e = E/E0 = sqrt(1 + beta0^2 (2 delta + delta^2)): beta/beta0 = (1 + delta)/e, and
/// (1 + delta)^2 - e^2 = (2 delta + delta^2)/gamma0^2.
template <Scalar T>
COURANT_FN T relative_beta_minus_one(const T& delta, const Reference& reference) {
  COURANT_USING_MATH;
  const T square = (2.0 + delta) * delta;
  const T e = sqrt(1.0 + reference.beta2() * square);
  return reference.inverse_gamma2() * square / (e * (1.0 + delta + e));
}

/// AT's sixth coordinate, the path length difference ct [m] (positive is longer), after a path of reference
/// length `s` [m] from the place where both were zero: ct = -z + (beta/beta0 - 1) s.
template <Scalar T>
COURANT_FN T at_path_length(const Vec6<T>& r, double s, const Reference& reference) {
  return -r[Z] + relative_beta_minus_one(r[DELTA], reference) * s;
}

/// The inverse of at_path_length: z [m] from AT's ct [m] and delta [-].
template <Scalar T>
COURANT_FN T z_from_at_path_length(const T& ct, const T& delta, double s, const Reference& reference) {
  return -ct + relative_beta_minus_one(delta, reference) * s;
}

/// MAD-X's longitudinal pair (t, pt): t = -c (t - t0) [m], positive early, pt = (E - E0)/(P0 c) [-].
template <class T>
struct MadxLongitudinal {
  T t, pt;
};

/// (z, delta) to MAD-X (t, pt): t = z/beta, pt = (e - 1)/beta0 with e = E/E0.
template <Scalar T>
COURANT_FN MadxLongitudinal<T> to_madx(const Vec6<T>& r, const Reference& reference) {
  COURANT_USING_MATH;
  const double beta0 = reference.beta();
  const T beta = beta0 * (1.0 + relative_beta_minus_one(r[DELTA], reference));
  const T square = (2.0 + r[DELTA]) * r[DELTA];
  const T e = sqrt(1.0 + reference.beta2() * square);
  return {r[Z] / beta, beta0 * square / (1.0 + e)};
}

/// MAD-X (t, pt) to (z, delta), the inverse of to_madx.
template <Scalar T>
COURANT_FN void from_madx(Vec6<T>& r, const MadxLongitudinal<T>& madx, const Reference& reference) {
  COURANT_USING_MATH;
  const double beta0 = reference.beta();
  const T square = madx.pt * (2.0 / beta0 + madx.pt);  // (1 + delta)^2 - 1
  r[DELTA] = square / (1.0 + sqrt(1.0 + square));
  r[Z] = madx.t * beta0 * (1.0 + relative_beta_minus_one(r[DELTA], reference));
}

}  // namespace courant::physics
