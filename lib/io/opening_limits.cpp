#include "opening_limits.hpp"

#include <algorithm>
#include <cmath>

namespace courant::io::detail {
namespace {

constexpr double open = physics::Opening::open;

// One direction: two limits as half width and centre, one as itself.
void set_direction(double low, double high, double& half, double& centre, double& least, double& most) {
  if (std::isfinite(low) && std::isfinite(high)) {
    half = 0.5 * (high - low);
    centre = 0.5 * (high + low);
  } else {
    least = low;
    most = high;
  }
}

}  // namespace

physics::Opening rectangle(const Sides& sides) {
  physics::Opening o;
  set_direction(sides[0], sides[1], o.half_x, o.centre_x, o.x_min, o.x_max);
  set_direction(sides[2], sides[3], o.half_y, o.centre_y, o.y_min, o.y_max);
  return o;
}

Sides sides_of(const physics::Opening& o) {
  Sides out{o.centre_x - o.half_x, o.centre_x + o.half_x, o.centre_y - o.half_y, o.centre_y + o.half_y};
  if (o.shape == physics::Shape::polygon) {
    out = {open, -open, open, -open};
    for (std::size_t i = 0; i < o.polygon.size(); ++i) {
      const double corner = o.polygon[i] + (i % 2 == 0 ? o.centre_x : o.centre_y);
      double &low = out[i % 2 == 0 ? 0 : 2], &high = out[i % 2 == 0 ? 1 : 3];
      low = std::min(low, corner);
      high = std::max(high, corner);
    }
  }
  return {std::max(out[0], o.x_min), std::min(out[1], o.x_max), std::max(out[2], o.y_min),
          std::min(out[3], o.y_max)};
}

bool has_own_limits(const physics::Opening& o) {
  return o.x_min != -open || o.x_max != open || o.y_min != -open || o.y_max != open;
}

}  // namespace courant::io::detail
