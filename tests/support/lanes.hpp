#pragma once
#include <algorithm>
#include <cmath>
#include <limits>

#include "courant/base/constants.hpp"
#include "courant/math/vec6.hpp"
#include "courant/physics/edge.hpp"

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

/// Largest coordinate that the motion meets inside `element` beyond those of the ray itself: a hard edge turns the axes
/// to its face, and px there is the sine of the face angle; a wiggler adds its potential to px and takes it away.
template <class E>
double met_inside(const E& element) {
  if constexpr (requires { element.edge1; }) {
    const bool hard = element.edge1 == physics::Edge::hard_edge || element.edge2 == physics::Edge::hard_edge;
    return hard ? std::sin(std::max(std::abs(element.e1), std::abs(element.e2))) : 0.0;
  } else if constexpr (requires { element.period; }) {
    double potential = 0.0;
    for (std::size_t n = 0; n < element.vertical.size(); ++n)
      potential +=
          std::abs(element.vertical[n]) * element.period / (constants::two_pi * static_cast<double>(n + 1));
    return potential;
  } else {
    return 0.0;
  }
}

/// What lanes and instruction sets may change: 8 roundings of the largest coordinate per element [m or -].
template <class E>
double lane_bound(const E& element, const Vec6<double>& r) {
  double largest = met_inside(element);
  for (const double x : r.v) largest = std::max(largest, std::abs(x));
  return 8 * std::numeric_limits<double>::epsilon() * largest;
}

}  // namespace courant::test
