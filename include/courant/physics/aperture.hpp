#pragma once
#include <limits>

#include "courant/math/vec6.hpp"

namespace courant::physics {

enum class Shape { rectangular, elliptic };

/// Opening of a vacuum chamber: half widths and centre [m].
struct Opening {
  Shape shape = Shape::rectangular;
  double half_x = std::numeric_limits<double>::infinity();
  double half_y = std::numeric_limits<double>::infinity();
  double centre_x = 0.0, centre_y = 0.0;
};

/// A particle outside the opening is marked as lost: all its coordinates become NaN.
template <Scalar T>
COURANT_FN void collimate(Vec6<T>& r, const Opening& opening) {
  COURANT_USING_MATH;
  const T u = abs(r[X] - opening.centre_x) / opening.half_x,
          v = abs(r[Y] - opening.centre_y) / opening.half_y;
  const T one(1.0), lost(std::numeric_limits<double>::quiet_NaN());
  if (opening.shape == Shape::elliptic) {
    const auto outside = u * u + v * v > one;
    for (int i = 0; i < 6; ++i) r[i] = select(outside, lost, r[i]);
    return;
  }
  const auto outside_x = u > one, outside_y = v > one;
  for (int i = 0; i < 6; ++i) r[i] = select(outside_x, lost, select(outside_y, lost, r[i]));
}

}  // namespace courant::physics
