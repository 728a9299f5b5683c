#pragma once
#include "courant/math/vec6.hpp"
#include "courant/physics/coordinates.hpp"
#include "courant/physics/model.hpp"

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

/// Field-free motion of the exact Hamiltonian H = -sqrt((1 + delta)^2 - px^2 - py^2) over `ds` [m]; z as in
/// drift_expanded. A ray that can't move forwards becomes NaN. Source: Forest 1998, sec. 3.
template <Scalar T, class D>
COURANT_FN void drift_exact(Vec6<T>& r, const D& ds) {
  COURANT_USING_MATH;
  const T p = 1.0 + r[DELTA], square = r[PX] * r[PX] + r[PY] * r[PY];
  const T pz = sqrt(p * p - square), l = ds / pz;
  r[X] += l * r[PX];
  r[Y] += l * r[PY];
  r[Z] -= l * square / (p + pz);
}

/// Lead in z of a particle faster than the reference over a path of reference length `length` [m]:
/// z += (beta/beta0 - 1) length. Nothing to do for a reference of mass 0.
template <Scalar T>
COURANT_FN void slip(Vec6<T>& r, double length, const Reference& reference) {
  if (reference.inverse_gamma2() == 0.0 || length == 0.0) return;
  r[Z] += length * relative_beta_minus_one(r[DELTA], reference);
}

/// Field-free space of `length` [m] by model, slip included.
template <Scalar T>
COURANT_FN void drift(Vec6<T>& r, Model model, double length, const Reference& reference) {
  if (length == 0.0) return;
  if (model == Model::exact)
    drift_exact(r, length);
  else
    drift_expanded(r, length, T(1.0 / (1.0 + r[DELTA])));
  slip(r, length, reference);
}

}  // namespace courant::physics
