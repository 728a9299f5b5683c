#include "bmad_converters.hpp"

#include <fmt/format.h>

#include "courant/base/constants.hpp"

namespace courant::io::detail {

bool bmad_is_off(const Definition& d) { return !d.flag("IS_ON", true); }

physics::Alignment<> bmad_alignment(const Definition& d, double skew) {
  return {.dx = d.number("X_OFFSET"),
          .dy = d.number("Y_OFFSET"),
          .ds = d.number("Z_OFFSET"),
          .roll = bmad_number_or(d, "TILT", skew, 0.0),
          .pitch = d.number("Y_PITCH"),
          .yaw = d.number("X_PITCH")};
}

double bmad_number_or(const Definition& d, std::string_view attribute, double bare, double standard) {
  if (!d.has(attribute)) return standard;
  return d.text(attribute).empty() ? bare : d.number(attribute);
}

double bmad_strength(const Definition& d, std::string_view normalised, std::string_view field,
                     const BmadBeam& beam) {
  const double strength = d.number(normalised), value = d.number(field);
  if (strength != 0.0 && value != 0.0)
    d.fail(fmt::format("{} and {} are both given", normalised, field), "one follows from the other",
           "leave one of them out");
  if (value == 0.0) return strength;
  return beam.reference.charge() * constants::speed_of_light * value / beam.reference.p0c();
}

}  // namespace courant::io::detail
