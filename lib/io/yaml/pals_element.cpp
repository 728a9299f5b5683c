#include "pals_element.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "../definition_text.hpp"
#include "courant/base/error.hpp"
#include "courant/lattice/field_value.hpp"
#include "pals_chamber.hpp"
#include "pals_fields.hpp"
#include "pals_conventions.hpp"

namespace courant::io::detail {
namespace {

constexpr int most_order = physics::Multipoles<>::max_order;

AnyElement drift_or_marker(double length) {
  if (length != 0.0) return elements::Drift<>{.length = length};
  return elements::Marker<>{};
}

// Strengths Kn, Ks without factorials [1/m^(n+1)]; of an element without length integrated [1/m^n].
struct Strengths {
  std::array<double, most_order + 1> normal{}, skew{};
  bool any = false;

  double b(int n) const {
    return normal[static_cast<std::size_t>(n)] / factorial(static_cast<std::size_t>(n));
  }
  double a(int n) const { return skew[static_cast<std::size_t>(n)] / factorial(static_cast<std::size_t>(n)); }
};

Strengths strengths_of(const Definition& d, double length, const Reference& reference, Report& report) {
  Strengths out;
  for (int n = 0; n <= most_order; ++n) {
    const double tilt = d.number(fmt::format("MAGNETICMULTIPOLEP.TILT{}", n));
    double normal = 0.0, skew = 0.0;
    for (const bool integrated : {false, true})
      for (const bool field : {false, true})
        for (const bool is_skew : {false, true}) {
          const std::string key = fmt::format("MAGNETICMULTIPOLEP.{}{}{}{}", field ? 'B' : 'K',
                                              is_skew ? 'S' : 'N', n, integrated ? "L" : "");
          double k = d.number(key);
          if (k == 0.0) continue;
          if (field) k = normalised(k, reference);
          if (integrated && length != 0.0) k /= length;
          if (!integrated && length == 0.0) {
            report.add(d.where, d.subject(), fmt::format("strength {} has no length to act over", key),
                       "it has no effect");
            continue;
          }
          (is_skew ? skew : normal) += k;
        }
    if (normal == 0.0 && skew == 0.0) continue;
    const auto turned = tilted(normal, skew, tilt, n);
    out.normal[static_cast<std::size_t>(n)] = turned.real();
    out.skew[static_cast<std::size_t>(n)] = turned.imag();
    out.any = true;
  }
  return out;
}

physics::Alignment<> body_shift(const Definition& d, std::string_view group) {
  const auto x = [&](std::string_view name) { return d.number(fmt::format("{}.{}", group, name)); };
  // PALS: R_y(y_rot) R_x(x_rot) R_z(z_rot), as here but for the sign of a pitch
  return {.dx = x("X_OFFSET"),
          .dy = x("Y_OFFSET"),
          .ds = x("Z_OFFSET"),
          .roll = x("Z_ROT"),
          .pitch = 0.0 - x("X_ROT"),
          .yaw = x("Y_ROT")};
}

// A straight magnet: named strengths are taken from `k`, dipole fields are steering, the rest is field.
template <class E>
AnyElement straight(E e, const Definition& d, double length, const Strengths& k, int named) {
  e.length = length;
  e.kick_x = 0.0 - k.b(0) * length;
  e.kick_y = k.a(0) * length;
  for (int n = 1; n <= most_order; ++n)
    if (n != named && (k.b(n) != 0.0 || k.a(n) != 0.0)) e.field.add(n, k.b(n), k.a(n));
  e.align = body_shift(d, "BODYSHIFTP");
  return e;
}

AnyElement magnet(const Definition& d, const Reference& reference, Report& report) {
  const double length = d.number("LENGTH");
  const Strengths k = strengths_of(d, length, reference, report);
  if (length == 0.0 && d.type != "Multipole" && !k.any) return elements::Marker<>{};
  if (length == 0.0) {
    elements::ThinMultipole<> thin;
    thin.kick_x = 0.0 - k.b(0);
    thin.kick_y = k.a(0);
    for (int n = 1; n <= most_order; ++n)
      if (k.b(n) != 0.0 || k.a(n) != 0.0) thin.field.add(n, k.b(n), k.a(n));
    thin.align = body_shift(d, "BODYSHIFTP");
    return thin;
  }
  if (d.type == "Quadrupole") {
    elements::Quadrupole<> q;
    q.k1 = k.normal[1];
    q.k1s = k.skew[1];
    return straight(q, d, length, k, 1);
  }
  if (d.type == "Sextupole") {
    elements::Sextupole<> s;
    s.k2 = k.normal[2];
    s.k2s = k.skew[2];
    return straight(s, d, length, k, 2);
  }
  if (d.type == "Octupole") {
    elements::Octupole<> o;
    o.k3 = k.normal[3];
    o.k3s = k.skew[3];
    return straight(o, d, length, k, 3);
  }
  return straight(elements::Multipole<>{}, d, length, k, 0);
}

AnyElement kicker(const Definition& d, const Reference& reference, Report& report) {
  const double length = d.number("LENGTH");
  const Strengths k = strengths_of(d, length, reference, report);
  elements::Corrector<> c;
  c.length = length;
  const double over = length != 0.0 ? length : 1.0;
  c.kick_x = 0.0 - k.b(0) * over;
  c.kick_y = k.a(0) * over;
  for (int n = 1; n <= most_order; ++n)
    if (k.b(n) != 0.0 || k.a(n) != 0.0)
      report.add(d.where, d.subject(), "a kicker with other multipoles", "it steers only");
  return c;
}

// Angle and arc length from the two that are given.
void geometry(const Definition& d, elements::Dipole<>& b, const Reference& reference) {
  const std::string group = "BENDP.";
  b.length = d.number("LENGTH");
  double g = d.number(group + "G_REF");
  for (const char* radius : {"RHO_REF", "RADIUS_REF"})
    if (const double rho = d.number(group + radius); rho != 0.0) g = 1.0 / rho;
  if (const double field = d.number(group + "BEND_FIELD_REF"); field != 0.0) g = normalised(field, reference);
  b.angle = d.number(group + "ANGLE_REF");
  const double chord = d.number(group + "L_CHORD");
  if (b.length == 0.0 && chord != 0.0) {
    if (g != 0.0) b.angle = 2.0 * std::asin(0.5 * chord * g);
    b.length = b.angle != 0.0 ? 0.5 * chord * b.angle / std::sin(0.5 * b.angle) : chord;
  }
  if (b.length == 0.0 && g != 0.0) b.length = b.angle / g;
  if (b.angle == 0.0) b.angle = g * b.length;
}

AnyElement bend(const Definition& d, const Reference& reference, Report& report) {
  elements::Dipole<> b;
  geometry(d, b, reference);
  if (b.length == 0.0 && b.angle == 0.0) return elements::Marker<>{};
  const std::string coordinates = d.text("BENDP.REF_COORDS");
  const double half = 0.5 * b.angle;
  const double at_entrance = coordinates == "exit_coords"       ? b.angle
                             : coordinates == "entrance_coords" ? 0.0
                                                                : half;
  const auto face = [&](const char* sector, const char* rectangular, double turn) {
    return !d.has(sector) && d.has(rectangular) ? d.number(rectangular) + turn : d.number(sector);
  };
  b.e1 = face("BENDP.E1", "BENDP.E1_RECT", at_entrance);
  b.e2 = face("BENDP.E2", "BENDP.E2_RECT", b.angle - at_entrance);
  const double edge1 = d.number("BENDP.EDGE1_INT"), edge2 = d.number("BENDP.EDGE2_INT");
  b.gap = gap_of_integrals(edge1, edge2);
  b.fint1 = fint_of_integral(edge1, b.gap);
  b.fint2 = fint_of_integral(edge2, b.gap);
  b.tilt = d.number("BENDP.TILT_REF");
  const Strengths k = strengths_of(d, b.length, reference, report);
  b.dk0 = k.b(0);
  b.kick_y = k.a(0) * b.length;
  b.k1 = k.normal[1];
  b.k2 = k.normal[2];
  for (int n = 1; n <= most_order; ++n)
    if (const double normal = n > 2 ? k.b(n) : 0.0; normal != 0.0 || k.a(n) != 0.0)
      b.field.add(n, normal, k.a(n));
  b.align = about_chord(body_shift(d, "BODYSHIFTP"), b.length, b.angle, b.tilt, -1.0);
  if (d.number("BENDP.H1") != 0.0 || d.number("BENDP.H2") != 0.0)
    report.add(d.where, d.subject(), "curved pole faces (h1, h2) are not supported", "the faces are flat");
  static_cast<void>(d.has("BENDP.MULTIPOLE_TYPE"));
  return b;
}

ZeroPhase zero_phase(const Definition& d) {
  const std::string zero = d.text("RFP.ZERO_PHASE");
  if (zero.empty() || zero == "ACCELERATING") return ZeroPhase::accelerating;
  if (zero == "ABOVE_TRANSITION") return ZeroPhase::above_transition;
  if (zero == "BELOW_TRANSITION") return ZeroPhase::below_transition;
  d.fail(fmt::format("zero_phase '{}' is unknown", zero.substr(0, 40)), {},
         "choose ACCELERATING, ABOVE_TRANSITION or BELOW_TRANSITION");
}

template <class C>
AnyElement cavity(const Definition& d, Report& report) {
  C c;
  c.length = d.number("LENGTH");
  c.voltage = d.has("RFP.VOLTAGE") ? d.number("RFP.VOLTAGE") : d.number("RFP.GRADIENT") * c.length;
  c.frequency = d.number("RFP.FREQUENCY");
  c.phase = phase_of_turns(d.number("RFP.PHASE") + d.number("RFP.MULTIPASS_PHASE"), zero_phase(d));
  static_cast<void>(d.has("RFP.HARMON"));
  if (c.frequency == 0.0 && c.voltage != 0.0) {
    report.add(d.where, d.subject(), "a cavity without frequency is not supported",
               "its voltage is set to 0");
    c.voltage = 0.0;
  }
  if (d.number("REFERENCECHANGEP.DE_REF") != 0.0)
    report.add(d.where, d.subject(), "a change of the reference energy is not supported",
               "the cavity gives the particle its energy, the reference stays");
  for (const char* name : {"RFP.CAVITY_TYPE", "RFP.NUM_CELLS", "RFP.GRADIENT", "RFP.ACTIVE_LENGTH"})
    static_cast<void>(d.has(name));
  if constexpr (requires { c.align; }) c.align = body_shift(d, "BODYSHIFTP");
  return c;
}

AnyElement solenoid(const Definition& d, const Reference& reference) {
  elements::Solenoid<> s;
  s.length = d.number("LENGTH");
  s.ks = d.number("SOLENOIDP.KSOL") + normalised(d.number("SOLENOIDP.BSOL"), reference);
  s.align = body_shift(d, "BODYSHIFTP");
  if (s.length == 0.0) return elements::Marker<>{};
  return s;
}

AnyElement mask(const Definition& d, Report& report) {
  if (const double length = d.number("LENGTH"); length != 0.0) return elements::Drift<>{.length = length};
  const auto opening = pals_chamber(d, report);
  if (!opening) return elements::Marker<>{};
  return elements::Aperture<>{*opening};
}

AnyElement by_kind(const Definition& d, const Reference& reference, Report& report) {
  const double length = d.number("LENGTH");
  for (const char* kind : {"Quadrupole", "Sextupole", "Octupole", "Multipole"})
    if (d.type == kind) return magnet(d, reference, report);
  if (d.type == "Bend" || d.type == "SBend" || d.type == "RBend") return bend(d, reference, report);
  if (d.type == "Kicker") return kicker(d, reference, report);
  if (d.type == "RFCavity") return cavity<elements::Cavity<>>(d, report);
  if (d.type == "CrabCavity") return cavity<elements::CrabCavity<>>(d, report);
  if (d.type == "Solenoid") return solenoid(d, reference);
  if (d.type == "Mask") return mask(d, report);
  if (d.type == "Drift") return elements::Drift<>{.length = length};
  if (d.type == "Marker" || d.type == "BeginningEle") return elements::Marker<>{};
  if (d.type == "Instrument") {
    elements::Monitor<> m;
    m.length = length;
    return m;
  }
  if (d.type == "Patch") {
    elements::Patch<> p;
    p.align = body_shift(d, "PATCHP");
    if (d.flag("PATCHP.FLEXIBLE"))
      report.add(d.where, d.subject(), "a flexible patch is not supported",
                 "its offsets are taken as they stand");
    return p;
  }
  report.add_for_all(d.where, d.subject(), fmt::format("kind {} has no counterpart", d.type.substr(0, 40)),
                     length != 0.0 ? "it is a drift of its length" : "it is a marker");
  return drift_or_marker(length);
}

// Groups of attributes that nobody asked for, each said once for all elements.
void report_rest(const Definition& d, Report& report) {
  static_cast<void>(d.has("COURANT.NAME"));
  for (const auto& [name, value] : d.unread()) {
    const std::string group = name.substr(0, name.find('.'));
    if (group == "APERTUREP" || name.starts_with("COURANT.APERTURE_") || name == "METAP.ALIAS") continue;
    const bool own =
        group == "MAGNETICMULTIPOLEP" || group == "BENDP" || group == "RFP" || group == "COURANT";
    report.add_for_all({d.where.file, value.line}, d.subject(),
                       own ? fmt::format("attribute {} of {} is not used", name, d.type)
                           : fmt::format("{} is not used", group),
                       "nothing is done with it");
  }
}

}  // namespace

AnyElement from_pals(const Definition& d, const Reference& reference, Report& report) {
  try {
    const std::string type = d.text("COURANT.TYPE");
    AnyElement body = type.empty() ? by_kind(d, reference, report) : lattice::make_element(type);
    if (!type.empty()) static_cast<void>(d.has("LENGTH"));
    pals_set_fields(body, d, "COURANT.");
    if (type.empty()) report_rest(d, report);
    lattice::validate(d.name, body);
    return body;
  } catch (const ParseError&) {
    throw;
  } catch (const Error& error) {
    d.fail(error.what());
  }
}

}  // namespace courant::io::detail
