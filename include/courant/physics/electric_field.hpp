#pragma once
#include "courant/math/stumpff.hpp"
#include "courant/physics/coordinates.hpp"

namespace courant::physics {

/// Motion through a uniform transverse electric field over `ds` [m], hard edges: kinetic energy follows the potential
/// inside, the total one stays. The slip is part of it.
///
/// gx, gy = q E/(P0 c) [1/m]. With e = E_kin/(P0 c) including rest energy, ps constant: dp/ds = g e/ps, de/ds = g p/ps:
/// a boost along the field by |g| ds/ps. Exact, symplectic. Source: Jackson, "Classical Electrodynamics" (1999), sec.
/// 12.2. Test: tests/physics/electric_field_test.cpp
template <Scalar T, Scalar S>
COURANT_FN void electric_field(Vec6<T>& r, const S& gx, const S& gy, double ds, const Reference& reference) {
  COURANT_USING_MATH;
  const double beta0 = reference.beta();
  auto madx = to_madx(r, reference);
  const T fx(gx), fy(gy);
  const T excess = beta0 * (madx.pt + fx * r[X] + fy * r[Y]);  // E_kin/E0 - 1 at the entrance
  const T energy = (1.0 + excess) / beta0;                     // E_kin/(P0 c)
  const T doubled = excess * (2.0 + excess), square = r[PX] * r[PX] + r[PY] * r[PY];
  const T ps = sqrt(1.0 + doubled / (beta0 * beta0) - square);
  const T l = ds / ps, g2l2 = (fx * fx + fy * fy) * l * l, along = fx * r[PX] + fy * r[PY];
  // 4: for every ps above 1/2 the series keeps its precision
  const double x = magnitude(gx), y = magnitude(gy), size = x * x + y * y;
  const auto c = math::stumpff(T(-1.0 * g2l2), math::stumpff_halvings(4.0 * size * ds * ds));
  const T curved = along * (l * l * c.c2);
  const T time = energy * (l * c.c1) + curved;  // c times the time of flight
  const T bent = energy * (l * l * c.c2) + along * (l * l * l * c.c3);
  r[X] += r[PX] * l + fx * bent;
  r[Y] += r[PY] * l + fy * bent;
  r[PX] += fx * time;
  r[PY] += fy * time;
  // time - ds/beta0 by its small parts: energy/ps - 1/beta0, the curvature of the boost
  const double slower = 1.0 - 1.0 / (beta0 * beta0);
  madx.t = madx.t - (l / beta0 * (doubled * slower + square) / (1.0 + excess + ps) +
                     energy * l * g2l2 * c.c3 + curved);
  from_madx(r, madx, reference);
}

}  // namespace courant::physics
