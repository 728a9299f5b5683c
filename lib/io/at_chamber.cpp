#include "at_chamber.hpp"

#include <fmt/format.h>

#include "courant/base/error.hpp"
#include "courant/lattice/field_value.hpp"
#include "opening_limits.hpp"

namespace courant::io::detail {
physics::Opening at_rectangle(const AtElement& e, std::string_view attribute) {
  const auto limits = e.list(attribute);
  if (limits.size() != 4)
    e.fail(fmt::format("{} must hold four numbers", attribute), {}, "give min x, max x, min y, max y [m]");
  return rectangle({limits[0], limits[1], limits[2], limits[3]});
}

physics::Opening at_ellipse(const AtElement& e, std::string_view attribute) {
  const auto axes = e.list(attribute);
  if (axes.size() != 2)
    e.fail(fmt::format("{} must hold two numbers", attribute), {}, "give the half axes in x and y [m]");
  return {.shape = physics::Shape::elliptic, .half_x = axes[0], .half_y = axes[1]};
}

std::optional<physics::Opening> at_chamber(const AtElement& e) {
  const bool box = e.has("RApertures"), ellipse = e.has("EApertures");
  if (!box && !ellipse) return {};
  physics::Opening o = box ? at_rectangle(e, "RApertures") : physics::Opening{};
  if (ellipse) {
    o = at_ellipse(e, "EApertures");
    if (box) {
      const auto limits = e.list("RApertures");
      o.x_min = limits[0];
      o.x_max = limits[1];
      o.y_min = limits[2];
      o.y_max = limits[3];
    }
  }
  try {
    lattice::validate(e.name(), o);
  } catch (const InvalidArgument& error) {
    e.fail("its chamber is closed", error.what());
  }
  return o;
}

AtLimits at_limits(const physics::Opening& o,
                   const std::function<void(std::string_view, std::string_view)>& lost) {
  if (o.shape == physics::Shape::polygon) lost("a polygon as opening", "it is the rectangle around it");
  if (o.shape == physics::Shape::elliptic) {
    if (o.centre_x != 0.0 || o.centre_y != 0.0) lost("an ellipse off the axis", "it is centred");
    AtLimits out{{}, {o.half_x, o.half_y}};
    if (has_own_limits(o)) out.rectangle = {o.x_min, o.x_max, o.y_min, o.y_max};
    return out;
  }
  const Sides sides = sides_of(o);
  return {{sides.begin(), sides.end()}, {}};
}

}  // namespace courant::io::detail
