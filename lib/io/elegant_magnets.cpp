#include "elegant_magnets.hpp"

#include <fmt/format.h>

#include <cmath>

#include "courant/base/error.hpp"
#include "definition_text.hpp"
#include "elegant_conventions.hpp"

namespace courant::io::detail {
namespace {

using physics::Edge;

// elegant's maps are closed forms: enough steps of sixth order to have them to 1e-9 in usual magnets
constexpr int magnet_steps = 32;

// Length, displacement, steering and steps of a straight magnet.
template <class M>
AnyElement straight(M magnet, const Definition& d) {
  magnet.length = d.number("L");
  magnet.steps = magnet_steps;
  magnet.integrator = physics::Integrator::dkd6;
  magnet.align = {.dx = d.number("DX"),
                  .dy = d.number("DY"),
                  .ds = d.number("DZ"),
                  .roll = d.number("TILT"),
                  .pitch = 0.0,
                  .yaw = 0.0};
  magnet.kick_x = d.number("HKICK") * d.number("HCALIBRATION", 1.0);
  magnet.kick_y = d.number("VKICK") * d.number("VCALIBRATION", 1.0);
  if (magnet.length == 0.0) return elements::Marker<>{};
  return magnet;
}

// A magnet that elegant tracks as nothing because it has no length; `strength` is what it would have.
void note_thin(const Definition& d, Report& report, double strength) {
  if (d.number("L") == 0.0 && strength != 0.0)
    report.add(d.where, d.subject(), "a magnet without length has no effect in elegant",
               "it is a marker here too");
}

Edge face(const Definition& d, Report& report, std::string_view attribute) {
  const double effects = d.number(attribute, 1.0);
  if (effects == 0.0) return Edge::none;
  if (effects != 1.0)
    report.add(d.where, d.subject(), fmt::format("{} method {} is not supported", attribute, effects),
               "the linear edge is used");
  return Edge::linear;
}

}  // namespace

AnyElement elegant_quadrupole(const Definition& d, Report& report) {
  const double factor = 1.0 + d.number("FSE");
  elements::Quadrupole<> q;
  q.k1 = d.number("K1") * factor;
  if (const double k2 = d.number("K2") * factor; k2 != 0.0) q.field.add(2, k2 / 2.0, 0.0);
  note_thin(d, report, q.k1);
  return straight(q, d);
}

AnyElement elegant_sextupole(const Definition& d, Report& report) {
  const double factor = 1.0 + d.number("FSE");
  elements::Sextupole<> s;
  s.k2 = d.number("K2") * factor;
  if (const double k1 = d.number("K1"), j1 = d.number("J1"); k1 != 0.0 || j1 != 0.0) s.field.add(1, k1, j1);
  note_thin(d, report, s.k2);
  return straight(s, d);
}

AnyElement elegant_octupole(const Definition& d, Report& report) {
  elements::Octupole<> o;
  o.k3 = d.number("K3") * (1.0 + d.number("FSE"));
  note_thin(d, report, o.k3);
  return straight(o, d);
}

AnyElement elegant_multipole(const Definition& d, Report&) {
  const double order = d.number("ORDER", 1.0), length = d.number("L");
  if (!(order >= 0.0 && order <= physics::Multipoles<>::max_order && order == std::floor(order)))
    d.fail(fmt::format("ORDER {} can't be used", order), "it must be a whole number from 0 to 20");
  const int n = static_cast<int>(order);
  const double strength =
      d.number("KNL") * d.number("FACTOR", 1.0) / factorial(static_cast<std::size_t>(n));  // b_n L [1/m^n]
  if (length == 0.0) {
    elements::ThinMultipole<> thin;
    thin.field.add(n, strength, 0.0);
    thin.align = {.dx = d.number("DX"),
                  .dy = d.number("DY"),
                  .ds = d.number("DZ"),
                  .roll = d.number("TILT"),
                  .pitch = 0.0,
                  .yaw = 0.0};
    return thin;
  }
  elements::Multipole<> thick;
  thick.field.add(n, strength / length, 0.0);
  return straight(thick, d);
}

AnyElement elegant_kicker(const Definition& d, Report&) {
  elements::Corrector<> c;
  c.length = d.number("L");
  double x = 0.0, y = 0.0;
  if (d.type.starts_with('H') || d.type.starts_with("EH")) {
    x = d.number("KICK") * d.number("CALIBRATION", 1.0);
  } else if (d.type.starts_with('V') || d.type.starts_with("EV")) {
    y = d.number("KICK") * d.number("CALIBRATION", 1.0);
  } else {
    x = d.number("HKICK") * d.number("HCALIBRATION", 1.0);
    y = d.number("VKICK") * d.number("VCALIBRATION", 1.0);
  }
  const double tilt = d.number("TILT");
  c.kick_x = tilt == 0.0 ? x : x * std::cos(tilt) - y * std::sin(tilt);
  c.kick_y = tilt == 0.0 ? y : x * std::sin(tilt) + y * std::cos(tilt);
  return c;
}

AnyElement elegant_bend(const Definition& d, Report& report) {
  elements::Dipole<> b;
  b.length = d.number("L");
  b.angle = d.number("ANGLE");
  b.e1 = d.number("E1");
  b.e2 = d.number("E2");
  if (d.type == "RBEN" &&
      b.angle != 0.0) {  // the length is the chord, the angles count from the parallel faces
    b.length *= 0.5 * b.angle / std::sin(0.5 * b.angle);
    b.e1 += 0.5 * b.angle;
    b.e2 += 0.5 * b.angle;
  }
  const double h = b.length != 0.0 ? b.angle / b.length : 0.0, factor = 1.0 + d.number("FSE");
  const bool relative = d.flag("USE_BN");
  const auto strength = [&](int n) {  // K_n [1/m^(n+1)]
    const double k = relative ? d.number(fmt::format("B{}", n)) * h : d.number(fmt::format("K{}", n));
    return k * factor;
  };
  b.dk0 = dk0_of_fse(d.number("FSE"), h);
  b.k1 = strength(1);
  b.k2 = strength(2);
  for (int n = 3; n <= 8; ++n)
    if (const double k = strength(n); k != 0.0)
      b.field.add(n, k / factorial(static_cast<std::size_t>(n)), 0.0);
  for (int n = 1; n <= 8; ++n) static_cast<void>(d.has(fmt::format("{}{}", relative ? 'K' : 'B', n)));
  b.gap = 2.0 * d.number("HGAP");
  const double fint = d.number("FINT", 0.5);
  const double fint1 = d.number("FINT1", -1.0), fint2 = d.number("FINT2", -1.0);
  b.fint1 = fint1 >= 0.0 ? fint1 : fint;
  b.fint2 = fint2 >= 0.0 ? fint2 : fint;
  b.edge1 = face(d, report, "EDGE1_EFFECTS");
  b.edge2 = face(d, report, "EDGE2_EFFECTS");
  b.kick_x = d.number("XKICK");
  b.kick_y = d.number("YKICK");
  b.steps = magnet_steps;
  b.integrator = physics::Integrator::dkd6;
  b.tilt = d.number("TILT");
  for (const std::string_view shift : {"DX", "DY", "DZ", "ETILT"})
    if (d.number(shift) != 0.0)
      report.add(d.where, d.subject(), fmt::format("displacement {} of a bend is not supported", shift),
                 "it is left out");
  if (b.length == 0.0 && b.angle == 0.0) return elements::Marker<>{};
  return b;
}

}  // namespace courant::io::detail
