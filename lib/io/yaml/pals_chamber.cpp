#include "pals_chamber.hpp"

#include <fmt/format.h>

#include <cmath>

#include "../opening_limits.hpp"
#include "courant/base/error.hpp"
#include "courant/lattice/field_value.hpp"
#include "pals_fields.hpp"

namespace courant::io::detail {
namespace {

using physics::Opening;
using physics::Shape;

// Both limits of one direction; false if the file gives none.
bool read_side(const Definition& d, const char* axis, double& low, double& high) {
  const auto key = [&](const char* what) { return fmt::format("APERTUREP.{}_{}", axis, what); };
  low = -Opening::open;
  high = Opening::open;
  if (d.has(key("WIDTH"))) {
    const double half = 0.5 * d.number(key("WIDTH")), centre = d.number(key("CENTER"));
    low = centre - half;
    high = centre + half;
    return true;
  }
  if (d.has(key("MIN"))) low = d.number(key("MIN"));
  if (d.has(key("MAX"))) high = d.number(key("MAX"));
  return std::isfinite(low) || std::isfinite(high);
}

Attribute word(std::string text) {
  Attribute a;
  a.text = std::move(text);
  return a;
}
Attribute number(double value) {
  Attribute a;
  a.number = value;
  return a;
}

}  // namespace

std::optional<Opening> pals_chamber(const Definition& d, Report& report) {
  Sides sides{};
  bool is_given = read_side(d, "X", sides[0], sides[1]);
  is_given = read_side(d, "Y", sides[2], sides[3]) || is_given;
  Opening o = rectangle(sides);
  const std::string shape = d.text("APERTUREP.SHAPE");
  if (!shape.empty() && shape != "RECTANGULAR" && shape != "ELLIPTICAL") {
    report.add(d.where, d.subject(),
               fmt::format("aperture of shape {} is not supported", shape.substr(0, 40)), "it is open");
    is_given = false;
    o = {};
  } else {
    is_given = is_given || !shape.empty();
    if (is_given && shape != "RECTANGULAR" && !has_own_limits(o)) o.shape = Shape::elliptic;
  }
  AnyElement own = elements::Aperture<>{o};
  try {
    is_given = pals_set_fields(own, d, "COURANT.APERTURE_") || is_given;
    if (!is_given) return {};
    lattice::validate(d.name, own);
  } catch (const InvalidArgument& error) {
    d.fail("its chamber is not usable", error.what());
  }
  return std::get<elements::Aperture<>>(own).opening;
}

std::vector<std::pair<std::string, Attribute>> pals_of_chamber(const Opening& opening) {
  std::vector<std::pair<std::string, Attribute>> out;
  if (opening.shape != Shape::polygon) {
    out.emplace_back("ApertureP.shape",
                     word(opening.shape == Shape::elliptic ? "ELLIPTICAL" : "RECTANGULAR"));
    const auto side = [&](const std::string& axis, double half, double centre) {
      if (std::isinf(half)) return;
      out.emplace_back("ApertureP." + axis + "_width", number(2.0 * half));
      if (centre != 0.0) out.emplace_back("ApertureP." + axis + "_center", number(centre));
    };
    side("x", opening.half_x, opening.centre_x);
    side("y", opening.half_y, opening.centre_y);
  }
  Definition d;
  for (const auto& [key, value] : out) d.set(key, value);
  Report ignored;
  const AnyElement own = elements::Aperture<>{opening},
                   read = elements::Aperture<>{pals_chamber(d, ignored).value_or(Opening{})};
  for (const auto& name : lattice::field_names(own)) {
    const auto value = lattice::get_field(own, name);
    if (value != lattice::get_field(read, name))
      out.emplace_back(fmt::format("Courant.aperture_{}", name), pals_attribute(value));
  }
  return out;
}

}  // namespace courant::io::detail
