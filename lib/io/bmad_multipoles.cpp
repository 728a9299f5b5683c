#include <fmt/format.h>

#include <cmath>

#include "bmad_converters.hpp"
#include "courant/base/constants.hpp"

namespace courant::io::detail {
namespace {

constexpr int highest = physics::Multipoles<>::max_order;

AnyElement finished(elements::ThinMultipole<> m, const Definition& d, Report& report) {
  if (const double length = d.number("L"); length != 0.0)
    report.add(d.where, d.subject(), fmt::format("a length of {} m", length),
               "the multipole has none; the line is shorter by it");
  m.align = bmad_alignment(d);
  if (bmad_is_off(d)) return elements::Marker<>{};
  return m;
}

}  // namespace

double bmad_factorial(int n) { return std::round(std::tgamma(n + 1.0)); }

AnyElement bmad_ab_multipole(const Definition& d, const BmadBeam&, Report& report) {
  elements::ThinMultipole<> m;
  for (int n = 0; n <= highest; ++n)
    m.field.add(n, d.number(fmt::format("B{}", n)), d.number(fmt::format("A{}", n)));
  return finished(std::move(m), d, report);
}

AnyElement bmad_multipole(const Definition& d, const BmadBeam&, Report& report) {
  elements::ThinMultipole<> m;
  for (int n = 0; n <= highest; ++n) {
    const double strength = d.number(fmt::format("K{}L", n)) / bmad_factorial(n);
    const double tilt = bmad_number_or(d, fmt::format("T{}", n), constants::pi / (2.0 * (n + 1)), 0.0);
    if (n == 0 && strength != 0.0) {
      if (tilt == 0.0)
        m.angle = strength;
      else
        report.add(d.where, d.subject(), "K0L with a tilt bends the design orbit",
                   "the orbit stays straight");
    }
    const double turn = (n + 1) * tilt;
    m.field.add(n, tilt == 0.0 ? strength : strength * std::cos(turn),
                tilt == 0.0 ? 0.0 : -strength * std::sin(turn));
  }
  return finished(std::move(m), d, report);
}

void bmad_add_multipoles(physics::Multipoles<>& field, const Definition& d, double reference, int order) {
  const double radius = d.number("R0_MAG");
  const bool scaled = bmad_number_or(d, "SCALE_MULTIPOLES", 1.0, 1.0) != 0.0;
  const double length = d.number("L");
  for (int n = 0; n <= highest; ++n) {
    const double a = d.number(fmt::format("A{}", n)), b = d.number(fmt::format("B{}", n));
    if (a == 0.0 && b == 0.0) continue;
    const double factor = !scaled         ? (length != 0.0 ? 1.0 / length : 0.0)
                          : radius != 0.0 ? reference * std::pow(radius, order - n)
                                          : reference;
    field.add(n, factor * b, factor * a);
  }
}

}  // namespace courant::io::detail
