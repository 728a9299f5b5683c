#include "elegant_elements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "courant/base/constants.hpp"
#include "courant/base/error.hpp"
#include "courant/lattice/field_value.hpp"

namespace courant::io::detail {
namespace {

using physics::Edge;

constexpr double degree = constants::pi / 180.0;  // [rad]
// elegant's maps are closed forms: enough steps of sixth order to have them to 1e-9 in usual magnets
constexpr int magnet_steps = 32;

// Attributes that don't act on one particle in this model: groups, output, choices of elegant's integrators,
// radiation (a choice of the calculation here), readings and steering of correction.
constexpr std::array<std::string_view, 26> silent{"GROUP",
                                                  "ORDER",
                                                  "N_KICKS",
                                                  "N_SLICES",
                                                  "NSLICES",
                                                  "INTEGRATION_ORDER",
                                                  "SYNCH_RAD",
                                                  "ISR",
                                                  "ISR1PART",
                                                  "USE_RAD_DIST",
                                                  "HSTEERING",
                                                  "VSTEERING",
                                                  "STEERING",
                                                  "EDGE_ORDER",
                                                  "FITPOINT",
                                                  "WEIGHT",
                                                  "SETPOINT",
                                                  "HSETPOINT",
                                                  "VSETPOINT",
                                                  "READOUT",
                                                  "HCALIBRATION_",
                                                  "CO_FITPOINT",
                                                  "COORDINATES",
                                                  "TRANSPORT",
                                                  "EXPANDHAMILTONIAN",
                                                  "DISABLE"};

constexpr std::array<std::string_view, 28> collective{"CSR",
                                                      "SG_HALFWIDTH",
                                                      "SG_ORDER",
                                                      "STEADY_STATE",
                                                      "BINS",
                                                      "USE_STUPAKOV",
                                                      "LSC",
                                                      "LSC_BINS",
                                                      "LSC_INTERPOLATE",
                                                      "LSC_HIGH_FREQUENCY_CUTOFF0",
                                                      "LSC_HIGH_FREQUENCY_CUTOFF1",
                                                      "HIGH_FREQUENCY_CUTOFF0",
                                                      "HIGH_FREQUENCY_CUTOFF1",
                                                      "INTERPOLATE",
                                                      "SMOOTHING",
                                                      "WAKEFILE",
                                                      "ZWAKEFILE",
                                                      "TRWAKEFILE",
                                                      "TCOLUMN",
                                                      "WXCOLUMN",
                                                      "WYCOLUMN",
                                                      "WZCOLUMN",
                                                      "ZWAKE",
                                                      "TRWAKE",
                                                      "N_BINS",
                                                      "LEFFECTIVE_LSC",
                                                      "SG_PASSES",
                                                      "CELL_LENGTH"};

// Half lengths of elegant's collimators: an opening of 0 is none.
double half_opening(const Definition& d, std::string_view attribute) {
  const double half = d.number(attribute);
  return half > 0.0 ? half : std::numeric_limits<double>::infinity();
}

AnyElement drift_or_marker(double length) {
  if (length != 0.0) return elements::Drift<>{.length = length};
  return elements::Marker<>{};
}

AnyElement drift(const Definition& d, Report&) { return elements::Drift<>{.length = d.number("L")}; }

AnyElement marker(const Definition& d, Report& report) {
  if (d.number("DX") != 0.0 || d.number("DY") != 0.0 || d.number("DZ") != 0.0)
    report.add(d.where, d.subject(), "a displaced marker", "it has no effect");
  return elements::Marker<>{};
}

AnyElement monitor(const Definition& d, Report&) {
  for (const std::string_view shift : {"DX", "DY", "TILT", "CALIBRATION", "XCALIBRATION", "YCALIBRATION"})
    static_cast<void>(d.has(shift));  // of its reading
  elements::Monitor<> m;
  m.length = d.number("L");
  return m;
}

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

AnyElement quadrupole(const Definition& d, Report& report) {
  const double factor = 1.0 + d.number("FSE");
  elements::Quadrupole<> q;
  q.k1 = d.number("K1") * factor;
  if (const double k2 = d.number("K2") * factor; k2 != 0.0) q.field.add(2, k2 / 2.0, 0.0);
  note_thin(d, report, q.k1);
  return straight(q, d);
}

AnyElement sextupole(const Definition& d, Report& report) {
  const double factor = 1.0 + d.number("FSE");
  elements::Sextupole<> s;
  s.k2 = d.number("K2") * factor;
  if (const double k1 = d.number("K1"), j1 = d.number("J1"); k1 != 0.0 || j1 != 0.0) s.field.add(1, k1, j1);
  note_thin(d, report, s.k2);
  return straight(s, d);
}

AnyElement octupole(const Definition& d, Report& report) {
  elements::Octupole<> o;
  o.k3 = d.number("K3") * (1.0 + d.number("FSE"));
  note_thin(d, report, o.k3);
  return straight(o, d);
}

double factorial(int n) { return n <= 1 ? 1.0 : n * factorial(n - 1); }

AnyElement multipole(const Definition& d, Report&) {
  const double order = d.number("ORDER", 1.0), length = d.number("L");
  if (!(order >= 0.0 && order <= physics::Multipoles<>::max_order && order == std::floor(order)))
    d.fail(fmt::format("ORDER {} can't be used", order), "it must be a whole number from 0 to 20");
  const int n = static_cast<int>(order);
  const double strength = d.number("KNL") * d.number("FACTOR", 1.0) / factorial(n);  // b_n L [1/m^n]
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

AnyElement kicker(const Definition& d, Report&) {
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

Edge face(const Definition& d, Report& report, std::string_view attribute) {
  const double effects = d.number(attribute, 1.0);
  if (effects == 0.0) return Edge::none;
  if (effects != 1.0)
    report.add(d.where, d.subject(), fmt::format("{} method {} is not supported", attribute, effects),
               "the linear edge is used");
  return Edge::linear;
}

AnyElement bend(const Definition& d, Report& report) {
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
  b.dk0 = h * (factor - 1.0);
  b.k1 = strength(1);
  b.k2 = strength(2);
  for (int n = 3; n <= 8; ++n)
    if (const double k = strength(n); k != 0.0) b.field.add(n, k / factorial(n), 0.0);
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
  if (const double tilt = d.number("TILT"); tilt != 0.0)
    report.add(d.where, d.subject(), fmt::format("a bending plane turned by {} rad is not supported", tilt),
               "it bends in the horizontal plane");
  for (const std::string_view shift : {"DX", "DY", "DZ", "ETILT"})
    if (d.number(shift) != 0.0)
      report.add(d.where, d.subject(), fmt::format("displacement {} of a bend is not supported", shift),
                 "it is left out");
  if (b.length == 0.0 && b.angle == 0.0) return elements::Marker<>{};
  return b;
}

AnyElement cavity(const Definition& d, Report& report) {
  elements::Cavity<> c;
  c.length = d.number("L");
  c.voltage = d.number("VOLT");
  c.frequency = d.number("FREQ", 500e6);
  // elegant: gain V sin(PHASE + omega t), late particles see a larger phase
  c.phase = constants::pi - d.number("PHASE", 0.0) * degree;
  if (d.flag("CHANGE_P0") && c.voltage != 0.0)
    report.add_for_all(d.where, d.subject(), "a cavity that changes the reference energy is not supported",
                       "it gives the particle its energy, the reference stays");
  for (const std::string_view focus : {"END1_FOCUS", "END2_FOCUS"})
    if (d.flag(focus))
      report.add_for_all(d.where, d.subject(), fmt::format("{} of a cavity is not supported", focus),
                         "its ends don't focus");
  return c;
}

AnyElement collimator(const Definition& d, Report& report) {
  elements::Aperture<> a;
  if (d.type == "ECOL" || d.flag("ELLIPTICAL")) a.opening.shape = physics::Shape::elliptic;
  a.opening.half_x = half_opening(d, "X_MAX");
  a.opening.half_y = half_opening(d, "Y_MAX");
  a.opening.centre_x = d.number("DX");
  a.opening.centre_y = d.number("DY");
  if (d.type == "MAXAMP")
    report.add_for_all(d.where, d.subject(), "MAXAMP limits all elements behind it",
                       "it limits at its place only");
  if (const double length = d.number("L"); length != 0.0) {
    report.add_for_all(d.where, d.subject(), fmt::format("{} with a length is not supported", d.type),
                       "it is tracked as a drift of its length, without limits");
    return elements::Drift<>{.length = length};
  }
  if (std::isinf(a.opening.half_x) && std::isinf(a.opening.half_y)) return elements::Marker<>{};
  return a;
}

AnyElement without_counterpart(const Definition& d, Report& report) {
  const double length = d.number("L");
  report.add_for_all(d.where, d.subject(), fmt::format("type {} has no counterpart", d.type),
                     length != 0.0 ? "it is a drift of its length" : "it is a marker");
  return drift_or_marker(length);
}

using Convert = AnyElement (*)(const Definition&, Report&);
constexpr std::array<std::pair<std::string_view, Convert>, 36> converters{{
    {"DRIF", drift},      {"EDRIFT", drift},     {"CSRDRIFT", drift},   {"LSCDRIFT", drift},
    {"MARK", marker},     {"MONI", monitor},     {"HMON", monitor},     {"VMON", monitor},
    {"QUAD", quadrupole}, {"KQUAD", quadrupole}, {"KQUSE", quadrupole}, {"SEXT", sextupole},
    {"KSEXT", sextupole}, {"OCTU", octupole},    {"KOCT", octupole},    {"MULT", multipole},
    {"KICKER", kicker},   {"HKICK", kicker},     {"VKICK", kicker},     {"EKICKER", kicker},
    {"EHKICK", kicker},   {"EVKICK", kicker},    {"SBEN", bend},        {"RBEN", bend},
    {"CSBEND", bend},     {"CSRCSBEND", bend},   {"KSBEND", bend},      {"NIBEND", bend},
    {"CCBEND", bend},     {"RFCA", cavity},      {"RFCW", cavity},      {"MODRF", cavity},
    {"RAMPRF", cavity},   {"RCOL", collimator},  {"ECOL", collimator},  {"MAXAMP", collimator},
}};

// Types whose attributes say nothing about the motion: readings, records, the charge of the beam.
bool is_passive(Convert convert) { return convert == marker || convert == monitor; }

void report_rest(const Definition& d, Report& report) {
  d.skip(silent);
  const auto is_collective = [](const std::string& name) {
    return std::find(collective.begin(), collective.end(), name) != collective.end();
  };
  bool noted = false;
  for (const auto& [name, value] : d.unread()) {
    const Where where{d.where.file, value.line};
    if (!is_collective(name))
      report.add_for_all(where, d.subject(), fmt::format("attribute {} of {} is not used", name, d.type),
                         "nothing is done with it");
    else if (!std::exchange(noted, true))
      report.add_for_all(where, d.subject(), fmt::format("collective effects of {} are not modelled", d.type),
                         "a single particle is tracked");
  }
}

}  // namespace

AnyElement from_elegant(const Definition& d, Report& report) {
  const auto found = std::find_if(converters.begin(), converters.end(),
                                  [&](const auto& entry) { return entry.first == d.type; });
  const Convert convert = found == converters.end() ? without_counterpart : found->second;
  AnyElement body = convert(d, report);
  if (convert != without_counterpart && !is_passive(convert)) report_rest(d, report);
  try {
    lattice::validate(d.name, body);
  } catch (const InvalidArgument& error) {
    d.fail(error.what());
  }
  return body;
}

AnyElement turned(AnyElement element) {
  if (auto* b = std::get_if<elements::Dipole<>>(&element)) {
    std::swap(b->e1, b->e2);
    std::swap(b->fint1, b->fint2);
    std::swap(b->edge1, b->edge2);
  }
  return element;
}

AnyElement without_faces(AnyElement element, bool entrance, bool exit) {
  if (auto* b = std::get_if<elements::Dipole<>>(&element)) {
    if (entrance) b->edge1 = Edge::none;
    if (exit) b->edge2 = Edge::none;
  }
  return element;
}

}  // namespace courant::io::detail
