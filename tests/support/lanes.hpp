#pragma once
#include <algorithm>
#include <cmath>
#include <limits>

#include "courant/math/vec6.hpp"

/// \file
/// Rays for the lanes of a pack, and how near a lane must come to the motion of its ray.

namespace courant::test {

/// A ray of some millimetres, another for every lane: (x, px, y, py, z, delta) [m, -, m, -, m, -].
inline Vec6<double> lane_ray(int i) {
  const double s = 1.0 - 0.2 * i;
  return {{3e-3 * s, 4e-4 + 5e-5 * i, -2.5e-3 * s, 3e-4 - 6e-5 * i, 5e-3 * s, 2e-3 - 1e-3 * i}};
}

/// The rays 0, 1, … in the lanes of a pack.
template <class P>
Vec6<P> lane_rays() {
  Vec6<P> out;
  for (int i = 0; i < P::lanes; ++i)
    for (int k = 0; k < 6; ++k) out[k].set(i, lane_ray(i)[k]);
  return out;
}

/// State in lane `i`.
template <class P>
Vec6<double> lane(const Vec6<P>& r, int i) {
  Vec6<double> out;
  for (int k = 0; k < 6; ++k) out[k] = r[k][i];
  return out;
}

/// What lanes and instruction sets may change: 8 roundings of the largest coordinate per element [m or -].
inline double lane_bound(const Vec6<double>& r) {
  double largest = 0.0;
  for (const double x : r.v) largest = std::max(largest, std::abs(x));
  return 8 * std::numeric_limits<double>::epsilon() * largest;
}

}  // namespace courant::test
