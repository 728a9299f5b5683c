#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "bmad_converters.hpp"
#include "opening_limits.hpp"

namespace courant::io::detail {
namespace {

// -x1, x2, -y1, y2 by the attributes of one side, of both sides, of all.
Sides limits(const Definition& d) {
  const double all = d.number("APERTURE");
  const auto side = [&](std::string_view one, std::string_view both) {
    const double own = d.number(one), pair = d.number(both);
    const double limit = own != 0.0 ? own : pair != 0.0 ? pair : all;
    if (limit > 0.0) return limit;
    return physics::Opening::open;
  };
  return {-side("X1_LIMIT", "X_LIMIT"), side("X2_LIMIT", "X_LIMIT"), -side("Y1_LIMIT", "Y_LIMIT"),
          side("Y2_LIMIT", "Y_LIMIT")};
}

}  // namespace

std::optional<physics::Opening> bmad_opening(const Definition& d, Report& report) {
  const Sides sides = limits(d);
  const std::string at = upper(d.text("APERTURE_AT")), type = upper(d.text("APERTURE_TYPE"));
  const bool is_open = std::all_of(sides.begin(), sides.end(), [](double x) { return std::isinf(x); });
  if (at == "NO_APERTURE" || (is_open && type != "WALL3D" && type != "CUSTOM_APERTURE")) return {};
  if (!at.empty() && at != "BOTH_ENDS")
    report.add_for_all(d.where, d.subject(), fmt::format("aperture_at {} is not kept", at.substr(0, 40)),
                       "a chamber is checked at both ends");
  const bool by_class = type.empty() || type == "AUTO";
  if (!by_class && type != "RECTANGULAR" && type != "ELLIPTICAL") {
    report.add_for_all(d.where, d.subject(),
                       fmt::format("an aperture of type {} is not supported", type.substr(0, 40)),
                       is_open ? "it is open" : "its limits make a rectangle");
    if (is_open) return {};
  }
  physics::Opening o = rectangle(sides);
  if (by_class ? d.type == "ECOLLIMATOR" : type == "ELLIPTICAL") {
    if (has_own_limits(o))
      report.add_for_all(d.where, d.subject(), "an ellipse has no limits on one side alone",
                         "it is a rectangle");
    else
      o.shape = physics::Shape::elliptic;
  }
  return o;
}

}  // namespace courant::io::detail
