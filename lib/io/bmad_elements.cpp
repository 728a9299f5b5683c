#include "bmad_elements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "courant/base/constants.hpp"
#include "courant/base/error.hpp"
#include "courant/lattice/field_value.hpp"

namespace courant::io::detail {
namespace {

using physics::Edge;

// Attributes that don't act on one particle in this model: names, choices of Bmad's methods, superposition, values that
// a fixer stores (they stand in the notes).
constexpr std::array<std::string_view, 41> silent{"ALIAS",
                                                  "TYPE",
                                                  "DESCRIP",
                                                  "SUPERIMPOSE",
                                                  "REF",
                                                  "REF_ORIGIN",
                                                  "ELE_ORIGIN",
                                                  "OFFSET",
                                                  "TRACKING_METHOD",
                                                  "MAT6_CALC_METHOD",
                                                  "NUM_STEPS",
                                                  "DS_STEP",
                                                  "FIELD_MASTER",
                                                  "INTEGRATOR_ORDER",
                                                  "SYMPLECTIFY",
                                                  "SPIN_TRACKING_METHOD",
                                                  "PTC_INTEGRATION_TYPE",
                                                  "CSR_METHOD",
                                                  "CSR_DS_STEP",
                                                  "SPACE_CHARGE_METHOD",
                                                  "BETA_A_STORED",
                                                  "BETA_B_STORED",
                                                  "ALPHA_A_STORED",
                                                  "ALPHA_B_STORED",
                                                  "PHI_A_STORED",
                                                  "PHI_B_STORED",
                                                  "ETA_X_STORED",
                                                  "ETA_Y_STORED",
                                                  "ETAP_X_STORED",
                                                  "ETAP_Y_STORED",
                                                  "COUPLER_AT",
                                                  "COUPLER_STRENGTH",
                                                  "COUPLER_PHASE",
                                                  "COUPLER_ANGLE",
                                                  "FIELD_AUTOSCALE",
                                                  "PHI0_AUTOSCALE",
                                                  "AUTOSCALE_AMPLITUDE",
                                                  "AUTOSCALE_PHASE",
                                                  "IS_ON",
                                                  "N_CELL",
                                                  "FRINGE_AT"};

constexpr std::array<std::string_view, 7> apertures{"APERTURE", "X_LIMIT",  "Y_LIMIT", "X1_LIMIT",
                                                    "X2_LIMIT", "Y1_LIMIT", "Y2_LIMIT"};

AnyElement drift_or_marker(double length) {
  if (length != 0.0) return elements::Drift<>{.length = length};
  return elements::Marker<>{};
}

bool is_off(const Definition& d) { return !d.flag("IS_ON", true); }

physics::Alignment<> alignment(const Definition& d) {
  return {.dx = d.number("X_OFFSET"),
          .dy = d.number("Y_OFFSET"),
          .ds = d.number("Z_OFFSET"),
          .roll = d.number("TILT"),
          .pitch = d.number("Y_PITCH"),
          .yaw = d.number("X_PITCH")};
}

double factorial(int n) { return n <= 1 ? 1.0 : n * factorial(n - 1); }

// Length, displacement and steering of a straight magnet; `strength` is what it would have without a length.
template <class M>
AnyElement straight(M magnet, const Definition& d, Report& report, double strength) {
  magnet.length = d.number("L");
  magnet.align = alignment(d);
  if constexpr (requires { magnet.steps; }) {
    magnet.kick_x = d.number("HKICK");
    magnet.kick_y = d.number("VKICK");
  }
  if (magnet.length == 0.0) {
    if (strength != 0.0)
      report.add(d.where, d.subject(), "a magnet without length has no effect", "it is a marker");
    return elements::Marker<>{};
  }
  if (is_off(d)) return elements::Drift<>{.length = magnet.length};
  return magnet;
}

AnyElement quadrupole(const Definition& d, Report& report) {
  elements::Quadrupole<> q;
  q.k1 = d.number("K1");
  return straight(q, d, report, q.k1);
}

AnyElement sextupole(const Definition& d, Report& report) {
  elements::Sextupole<> s;
  s.k2 = d.number("K2");
  return straight(s, d, report, s.k2);
}

AnyElement octupole(const Definition& d, Report& report) {
  elements::Octupole<> o;
  o.k3 = d.number("K3");
  return straight(o, d, report, o.k3);
}

AnyElement solenoid(const Definition& d, Report& report) {
  elements::Solenoid<> s;
  s.ks = d.number("KS");
  return straight(s, d, report, s.ks);
}

AnyElement monitor(const Definition& d, Report&) {
  elements::Monitor<> m;
  m.length = d.number("L");
  static_cast<void>(alignment(d));  // of its reading
  return m;
}

AnyElement passive(const Definition& d, Report&) { return drift_or_marker(d.number("L")); }

// A standard value where an attribute stands without one.
double number_or(const Definition& d, std::string_view attribute, double bare, double standard) {
  if (!d.has(attribute)) return standard;
  const std::string text = d.text(attribute);
  return text.empty() ? bare : d.number(attribute);
}

Edge face(const Definition& d, Report& report, std::string_view end) {
  const std::string at = upper(d.text("FRINGE_AT")), kind = upper(d.text("FRINGE_TYPE"));
  if (at == "NO_END" || (!at.empty() && at != "BOTH_ENDS" && at != end)) return Edge::none;
  if (kind == "NONE") return Edge::none;
  if (kind == "SOFT_EDGE_ONLY" || kind == "SAD_FULL" || kind == "LINEAR_EDGE")
    report.add_for_all(d.where, d.subject(), fmt::format("FRINGE_TYPE {} is not supported", kind),
                       "it has the faces of the chosen model");
  return Edge::linear;  // the exact model makes a hard edge of it
}

AnyElement bend(const Definition& d, Report& report) {
  elements::Dipole<> b;
  b.length = sector_length(d);
  b.angle = d.has("ANGLE") ? d.number("ANGLE") : d.number("G") * b.length;
  static_cast<void>(d.has("G"));
  b.e1 = d.number("E1");
  b.e2 = d.number("E2");
  if (d.type == "RBEND" && b.angle != 0.0) {  // the length is the chord, the angles count from parallel faces
    b.e1 += 0.5 * b.angle;
    b.e2 += 0.5 * b.angle;
  }
  b.dk0 = d.number("DG") + d.number("G_ERR");
  b.k1 = d.number("K1");
  b.k2 = d.number("K2");
  const double hgap = d.number("HGAP"), fint = number_or(d, "FINT", 0.5, 0.0);
  const double hgapx = d.number("HGAPX", hgap);
  b.fint1 = fint;
  b.fint2 = number_or(d, "FINTX", 0.5, fint);
  b.gap = 2.0 * hgap;
  if (hgapx != hgap) {  // only the product acts
    if (hgap == 0.0) b.gap = 2.0 * hgapx;
    if (hgap != 0.0) b.fint2 *= hgapx / hgap;
    if (hgap == 0.0) b.fint1 = 0.0;
  }
  b.tilt = d.number("REF_TILT");
  b.align = alignment(d);
  b.align.roll = d.number("ROLL");
  b.edge1 = face(d, report, "ENTRANCE_END");
  b.edge2 = face(d, report, "EXIT_END");
  b.kick_x = d.number("HKICK");
  b.kick_y = d.number("VKICK");
  if (b.length == 0.0) return elements::Marker<>{};
  return b;
}

AnyElement kicker(const Definition& d, Report&) {
  elements::Corrector<> c;
  c.length = d.number("L");
  const double x = d.type == "HKICKER" ? d.number("KICK") : d.type == "VKICKER" ? 0.0 : d.number("HKICK");
  const double y = d.type == "VKICKER" ? d.number("KICK") : d.type == "HKICKER" ? 0.0 : d.number("VKICK");
  const double tilt = d.number("TILT");
  if (is_off(d)) return c;
  c.kick_x = tilt == 0.0 ? x : x * std::cos(tilt) - y * std::sin(tilt);
  c.kick_y = tilt == 0.0 ? y : x * std::sin(tilt) + y * std::cos(tilt);
  return c;
}

AnyElement multipole(const Definition& d, Report& report) {
  elements::ThinMultipole<> m;
  for (int n = 0; n <= physics::Multipoles<>::max_order; ++n) {
    if (d.type == "AB_MULTIPOLE") {
      m.field.add(n, d.number(fmt::format("B{}", n)), d.number(fmt::format("A{}", n)));
      continue;
    }
    const double strength = d.number(fmt::format("K{}L", n)) / factorial(n);
    const double tilt = number_or(d, fmt::format("T{}", n), constants::pi / (2.0 * (n + 1)), 0.0);
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
  if (const double length = d.number("L"); length != 0.0)
    report.add(d.where, d.subject(), fmt::format("a length of {} m", length),
               "the multipole has none; the line is shorter by it");
  m.align = alignment(d);
  if (is_off(d)) return elements::Marker<>{};
  return m;
}

AnyElement lcavity(const Definition& d, Report&) {
  elements::AcceleratingCavity<> c;
  c.length = d.number("L");
  c.frequency = d.number("RF_FREQUENCY");
  const double gradient = d.number("GRADIENT") + d.number("GRADIENT_ERR");
  c.voltage = d.has("GRADIENT") ? gradient * c.length : d.number("VOLTAGE") + d.number("VOLTAGE_ERR");
  static_cast<void>(d.has("VOLTAGE"));
  if (is_off(d)) c.voltage = 0.0;
  c.phase = 0.5 * constants::pi +
            constants::two_pi * (d.number("PHI0") + d.number("PHI0_ERR") + d.number("PHI0_MULTIPASS"));
  c.standing_wave = upper(d.text("CAVITY_TYPE")) == "TRAVELING_WAVE" ? 0.0 : 1.0;
  c.end_focusing = upper(d.text("FRINGE_TYPE")) == "NONE" ? 0.0 : 1.0;
  const double steps = d.number("N_RF_STEPS", 0.0);
  if (steps >= 1.0 && steps <= 1e6) c.kicks = static_cast<int>(steps);
  c.active_length = c.length;
  if (const double cells = d.number("N_CELL", -1.0); c.frequency > 0.0 && cells != 0.0) {
    const double half_wave = 0.5 * constants::speed_of_light / c.frequency;
    const double halves = cells > 0.0 ? cells : std::floor(c.length / half_wave);
    c.active_length = std::min(c.length, halves * half_wave);
  }
  if (c.length == 0.0 && c.voltage == 0.0) return elements::Marker<>{};
  c.align = alignment(d);
  return c;
}

AnyElement rfcavity(const Definition& d, Report& report) {
  elements::Cavity<> c;
  c.length = d.number("L");
  c.voltage = d.has("GRADIENT") ? d.number("GRADIENT") * c.length : d.number("VOLTAGE");
  static_cast<void>(d.has("VOLTAGE"));
  c.frequency = d.number("RF_FREQUENCY");
  // Bmad: gain V sin(2 pi (phi0 - f t)), late particles see a smaller phase, as here
  c.phase = constants::two_pi * d.number("PHI0");
  if (is_off(d)) c.voltage = 0.0;
  if (c.voltage != 0.0 && c.frequency == 0.0) {
    report.add(d.where, d.subject(), "a cavity without RF_FREQUENCY", "it has no voltage");
    c.voltage = 0.0;
  }
  return c;
}

AnyElement patch(const Definition& d, Report& report) {
  if (d.number("Z_OFFSET") != 0.0)
    report.add(d.where, d.subject(), "a patch along the beam", "its length does not count in s");
  return elements::Patch<>{.align = alignment(d)};
}

// A map: used when its terms are of first order.
AnyElement taylor(const Definition& d, Report& report) {
  elements::LinearMap<> map;
  map.length = d.number("L");
  bool given = false;
  for (int i = 1; i <= 6; ++i) {
    for (int j = 1; j <= 6; ++j) {
      const std::string term = fmt::format("TT{}{}", i, j);
      given = given || d.has(term);
      map.matrix[static_cast<std::size_t>(6 * (i - 1) + j - 1)] = d.number(term);
    }
    map.kick[static_cast<std::size_t>(i - 1)] = d.number(fmt::format("TT{}", i));
  }
  for (const auto& [name, value] : d.unread())
    if (name.starts_with("TT") || name.starts_with('{')) given = false;  // of higher order
  if (given) {
    report.add_for_all(d.where, d.subject(), "a TAYLOR map of first order", "its matrix is used as it is");
    return map;
  }
  report.add_for_all(d.where, d.subject(), "a TAYLOR map is not supported",
                     "the element is tracked as a drift of its length");
  return drift_or_marker(map.length);
}

AnyElement collimator(const Definition& d, Report& report) {
  elements::Aperture<> a;
  if (d.type == "ECOLLIMATOR") a.opening.shape = physics::Shape::elliptic;
  const double all = d.number("APERTURE");
  const auto side = [&](std::string_view one, std::string_view both) {
    const double own = d.number(one), pair = d.number(both);
    const double limit = own != 0.0 ? own : pair != 0.0 ? pair : all;
    return limit > 0.0 ? limit : std::numeric_limits<double>::infinity();
  };
  const auto half = [](double low, double high) {
    return std::isinf(low) || std::isinf(high) ? std::max(low, high) : 0.5 * (low + high);
  };
  const double x1 = side("X1_LIMIT", "X_LIMIT"), x2 = side("X2_LIMIT", "X_LIMIT");
  const double y1 = side("Y1_LIMIT", "Y_LIMIT"), y2 = side("Y2_LIMIT", "Y_LIMIT");
  a.opening.half_x = half(x1, x2);
  a.opening.half_y = half(y1, y2);
  if (std::isfinite(a.opening.half_x)) a.opening.centre_x = 0.5 * (x2 - x1);
  if (std::isfinite(a.opening.half_y)) a.opening.centre_y = 0.5 * (y2 - y1);
  if (std::isinf(x1) != std::isinf(x2) || std::isinf(y1) != std::isinf(y2))
    report.add(d.where, d.subject(), "an opening with one side only", "it is left open there");
  const bool open = std::isinf(a.opening.half_x) && std::isinf(a.opening.half_y);
  if (const double length = d.number("L"); length != 0.0) {
    if (!open)
      report.add_for_all(d.where, d.subject(), fmt::format("{} with a length is not supported", d.type),
                         "it is a drift of its length, without limits");
    return elements::Drift<>{.length = length};
  }
  if (open) return elements::Marker<>{};
  return a;
}

AnyElement fixer(const Definition& d, Report& report) {
  report.add_for_all(d.where, d.subject(), "a fixer holds Twiss parameters",
                     "they stand in the notes; the element is a marker");
  return elements::Marker<>{};
}

AnyElement without_counterpart(const Definition& d, Report& report) {
  const double length = d.number("L");
  report.add_for_all(d.where, d.subject(), fmt::format("class {} has no counterpart", d.type),
                     length != 0.0 ? "it is a drift of its length" : "it is a marker");
  return drift_or_marker(length);
}

using Convert = AnyElement (*)(const Definition&, Report&);
constexpr std::array<std::pair<std::string_view, Convert>, 25> converters{{
    {"DRIFT", passive},
    {"PIPE", passive},
    {"MARKER", passive},
    {"INSTRUMENT", passive},
    {"MONITOR", monitor},
    {"DETECTOR", monitor},
    {"QUADRUPOLE", quadrupole},
    {"SEXTUPOLE", sextupole},
    {"OCTUPOLE", octupole},
    {"SOLENOID", solenoid},
    {"SBEND", bend},
    {"RBEND", bend},
    {"HKICKER", kicker},
    {"VKICKER", kicker},
    {"KICKER", kicker},
    {"MULTIPOLE", multipole},
    {"AB_MULTIPOLE", multipole},
    {"LCAVITY", lcavity},
    {"RFCAVITY", rfcavity},
    {"PATCH", patch},
    {"TAYLOR", taylor},
    {"RCOLLIMATOR", collimator},
    {"ECOLLIMATOR", collimator},
    {"FIXER", fixer},
    {"FLOOR_SHIFT", passive},
}};

void report_rest(const Definition& d, Report& report) {
  d.skip(silent);
  for (const auto& [name, value] : d.unread()) {
    const Where where{d.where.file, d.where.line};
    if (std::find(apertures.begin(), apertures.end(), name) != apertures.end())
      report.add_for_all(where, d.subject(), "apertures of elements that are no collimators are not used",
                         "nothing is lost there");
    else if (!value.number || *value.number != 0.0)
      report.add_for_all(where, d.subject(), fmt::format("attribute {} of {} is not used", name, d.type),
                         "nothing is done with it");
  }
}

}  // namespace

double sector_length(const Definition& d) {
  const double length = d.number("L");
  if (d.type != "RBEND") return length;
  const double angle = d.has("ANGLE") ? d.number("ANGLE") : 2.0 * std::asin(0.5 * d.number("G") * length);
  return angle == 0.0 ? length : length * 0.5 * angle / std::sin(0.5 * angle);
}

AnyElement from_bmad(const Definition& d, Report& report) {
  const auto found = std::find_if(converters.begin(), converters.end(),
                                  [&](const auto& entry) { return entry.first == d.type; });
  const Convert convert = found == converters.end() ? without_counterpart : found->second;
  AnyElement body = convert(d, report);
  if (convert != without_counterpart && convert != fixer) report_rest(d, report);
  try {
    lattice::validate(d.name, body);
  } catch (const InvalidArgument& error) {
    d.fail(error.what());
  }
  return body;
}

}  // namespace courant::io::detail
