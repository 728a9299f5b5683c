#pragma once
#include <limits>
#include <vector>

#include "courant/math/vec6.hpp"

namespace courant::physics {

enum class Shape { rectangular, elliptic, polygon };

/// Opening of a vacuum chamber: its shape about a centre, and limits on one side alone as jaws have them [m].
struct Opening {
  static constexpr double open = std::numeric_limits<double>::infinity();
  Shape shape = Shape::rectangular;
  double half_x = open, half_y = open;  ///< half widths of a rectangle or ellipse
  double centre_x = 0.0, centre_y = 0.0;
  double x_min = -open, x_max = open, y_min = -open, y_max = open;
  std::vector<double>
      polygon{};  ///< corners x, y, x, y, … about the centre, of a polygon that may be concave
};

/// 1 outside a closed polygon, 0 inside: by the parity of the edges that a ray towards +x crosses.
template <Scalar T>
COURANT_FN T outside_polygon(const T& x, const T& y, const std::vector<double>& corners) {
  COURANT_USING_MATH;
  T outside(1.0);
  for (std::size_t i = 0; i + 1 < corners.size(); i += 2) {
    const std::size_t next = (i + 2) % corners.size();
    const double x1 = corners[i], y1 = corners[i + 1], x2 = corners[next], y2 = corners[next + 1];
    if (y1 == y2) continue;
    const double low = y1 < y2 ? y1 : y2, high = y1 < y2 ? y2 : y1;
    const T edge = x1 + (y - y1) * ((x2 - x1) / (y2 - y1));
    const T crossed = select(x < edge, T(1.0 - outside), outside);
    outside = select(y < T(low), outside, select(y < T(high), crossed, outside));
  }
  return outside;
}

/// A particle outside the opening is marked as lost: all its coordinates become NaN.
template <Scalar T>
COURANT_FN void collimate(Vec6<T>& r, const Opening& opening) {
  COURANT_USING_MATH;
  const T u = r[X] - opening.centre_x, v = r[Y] - opening.centre_y, one(1.0);
  T outside(0.0);
  if (opening.shape == Shape::polygon) {
    outside = outside_polygon(u, v, opening.polygon);
  } else {
    const T a = abs(u) / opening.half_x, b = abs(v) / opening.half_y;
    outside = opening.shape == Shape::elliptic ? select(a * a + b * b > one, one, outside)
                                               : select(a > one, one, select(b > one, one, outside));
  }
  outside = select(r[X] < T(opening.x_min), one, select(r[X] > T(opening.x_max), one, outside));
  outside = select(r[Y] < T(opening.y_min), one, select(r[Y] > T(opening.y_max), one, outside));
  const T lost(std::numeric_limits<double>::quiet_NaN());
  for (int i = 0; i < 6; ++i) r[i] = select(outside > T(0.5), lost, r[i]);
}

}  // namespace courant::physics
