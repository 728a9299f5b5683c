#include "madx_chamber.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "courant/base/error.hpp"
#include "courant/lattice/field_value.hpp"
#include "madx_text.hpp"
#include "opening_limits.hpp"

namespace courant::io::detail {
namespace {

using physics::Opening;
using physics::Shape;

Opening with_box(Opening o, double half_x, double half_y) {
  o.x_min = -half_x;
  o.x_max = half_x;
  o.y_min = -half_y;
  o.y_max = half_y;
  return o;
}

// Half width, half height, and the angles from the x axis under which the corners lie.
Opening octagon(const std::vector<double>& p) {
  const double hx = p[0], hy = p[1], right = hx * std::tan(p[2]), top = hy / std::tan(p[3]);
  return {
      .shape = Shape::polygon,
      .polygon = {hx, right, top, hy, -top, hy, -hx, right, -hx, -right, -top, -hy, top, -hy, hx, -right}};
}

// None if there are too few numbers, or the shape is another one.
std::optional<Opening> by_type(std::string_view type, const std::vector<double>& p) {
  const auto ellipse = [&](double a, double b) { return Opening{Shape::elliptic, a, b, 0.0, 0.0}; };
  const auto n = p.size();
  if (type == "circle" && n >= 1) return ellipse(p[0], p[0]);
  if (type == "ellipse" && n >= 2) return ellipse(p[0], p[1]);
  if (type == "rectangle" && n >= 2) return Opening{Shape::rectangular, p[0], p[1], 0.0, 0.0};
  if ((type == "rectcircle" || type == "lhcscreen") && n >= 3)
    return with_box(ellipse(p[2], p[2]), p[0], p[1]);
  if (type == "rectellipse" && n >= 4) return with_box(ellipse(p[2], p[3]), p[0], p[1]);
  if (type == "octagon" && n >= 4) return octagon(p);
  return {};
}

}  // namespace

std::optional<Opening> madx_chamber(MadxNumbers& n) {
  const auto sizes = n.list("aperture"), offset = n.list("aper_offset");
  if (std::all_of(sizes.begin(), sizes.end(), [](double x) { return x == 0.0; })) return {};
  const MadxValue* given = n.element().find("apertype");
  const std::string type = given ? madx_lower(given->text) : "circle";
  auto opening = by_type(type, sizes);
  if (!opening) {
    n.remark(fmt::format("an aperture of type '{}' with {} numbers is not supported", type.substr(0, 40),
                         sizes.size()),
             "the element is open");
    return {};
  }
  const double x = offset.empty() ? 0.0 : offset[0], y = offset.size() < 2 ? 0.0 : offset[1];
  opening->centre_x = x;
  opening->centre_y = y;
  opening->x_min += x;
  opening->x_max += x;
  opening->y_min += y;
  opening->y_max += y;
  try {
    lattice::validate(n.element().name, *opening);
  } catch (const InvalidArgument& error) {
    n.remark(fmt::format("its aperture is not usable: {}", error.what()), "the element is open");
    return {};
  }
  return opening;
}

std::string madx_chamber_text(const Opening& o, const std::function<void(std::string)>& lost) {
  constexpr double wide = 1e3;  // [m], in place of infinite
  const auto size = [&](double x) { return std::min(x, wide); };
  double x = o.centre_x, y = o.centre_y;
  std::string text;
  if (o.shape == Shape::elliptic && has_own_limits(o)) {
    text = fmt::format(", apertype=rectellipse, aperture={{{},{},{},{}}}", size(o.x_max - x),
                       size(o.y_max - y), size(o.half_x), size(o.half_y));
    if (x - o.x_min != o.x_max - x || y - o.y_min != o.y_max - y)
      lost("the limits of its opening are written as those on the positive sides");
  } else if (o.shape == Shape::elliptic) {
    text = fmt::format(", apertype=ellipse, aperture={{{},{}}}", size(o.half_x), size(o.half_y));
  } else {
    if (o.shape == Shape::polygon) lost("its polygonal opening is written as the rectangle around it");
    auto s = sides_of(o);
    for (auto& side : s) side = std::clamp(side, -wide, wide);
    x = 0.5 * (s[0] + s[1]);
    y = 0.5 * (s[2] + s[3]);
    text = fmt::format(", apertype=rectangle, aperture={{{},{}}}", 0.5 * (s[1] - s[0]), 0.5 * (s[3] - s[2]));
  }
  if (x != 0.0 || y != 0.0) text += fmt::format(", aper_offset={{{},{}}}", x, y);
  return text;
}

}  // namespace courant::io::detail
