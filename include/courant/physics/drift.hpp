#pragma once
#include "courant/math/vec6.hpp"
#include "courant/physics/coordinates.hpp"

namespace courant::physics {

/// Field-free motion of the expanded Hamiltonian H = (px^2 + py^2)/(2 (1 + delta)) over `ds` [m].
///
/// Only the path length is taken from z; the part that depends on delta alone is `slip`, which an element
/// adds once for its whole length. `inverse` = 1/(1 + delta) [-] is constant inside a magnet, so the caller
/// makes it once. Source: Forest, "Beam Dynamics: A New Attitude and Framework", 1998, sec. 3.
template <Scalar T, class D>
COURANT_FN constexpr void drift_expanded(Vec6<T>& r, const D& ds, const T& inverse) {
  const T l = ds * inverse;
  r[Z] -= 0.5 * l * inverse * (r[PX] * r[PX] + r[PY] * r[PY]);
  r[X] += l * r[PX];
  r[Y] += l * r[PY];
}

/// Lead in z of a particle faster than the reference over a path of reference length `length` [m]:
/// z += (beta/beta0 - 1) length. Nothing to do for a reference of mass 0.
template <Scalar T>
COURANT_FN void slip(Vec6<T>& r, double length, const Reference& reference) {
  if (reference.inverse_gamma2() == 0.0 || length == 0.0) return;
  r[Z] += length * relative_beta_minus_one(r[DELTA], reference);
}

}  // namespace courant::physics
