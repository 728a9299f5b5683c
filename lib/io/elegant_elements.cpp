#include "elegant_elements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "courant/base/error.hpp"
#include "courant/lattice/field_value.hpp"
#include "elegant_conventions.hpp"
#include "elegant_magnets.hpp"

namespace courant::io::detail {
namespace {

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

AnyElement cavity(const Definition& d, Report& report) {
  elements::Cavity<> c;
  c.length = d.number("L");
  c.voltage = d.number("VOLT");
  c.frequency = d.number("FREQ", 500e6);
  c.phase = phase_of_elegant(d.number("PHASE", 0.0));
  if (d.flag("CHANGE_P0") && c.voltage != 0.0)
    report.add_for_all(d.where, d.subject(), "a cavity that changes the reference energy is not supported",
                       "it gives the particle its energy, the reference stays");
  for (const std::string_view focus : {"END1_FOCUS", "END2_FOCUS"})
    if (d.flag(focus))
      report.add_for_all(d.where, d.subject(), fmt::format("{} of a cavity is not supported", focus),
                         "its ends don't focus");
  return c;
}

physics::Opening opening(const Definition& d) {
  physics::Opening o;
  if (d.type == "ECOL" || d.flag("ELLIPTICAL")) o.shape = physics::Shape::elliptic;
  o.half_x = half_opening(d, "X_MAX");
  o.half_y = half_opening(d, "Y_MAX");
  o.centre_x = d.number("DX");
  o.centre_y = d.number("DY");
  return o;
}

AnyElement collimator(const Definition& d, Report& report) {
  const elements::Aperture<> a{opening(d)};
  if (d.type == "MAXAMP")
    report.add_for_all(d.where, d.subject(), "MAXAMP limits all elements behind it",
                       "it limits at its place only");
  if (const double length = d.number("L"); length != 0.0) return elements::Drift<>{.length = length};
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
    {"DRIF", drift},
    {"EDRIFT", drift},
    {"CSRDRIFT", drift},
    {"LSCDRIFT", drift},
    {"MARK", marker},
    {"MONI", monitor},
    {"HMON", monitor},
    {"VMON", monitor},
    {"QUAD", elegant_quadrupole},
    {"KQUAD", elegant_quadrupole},
    {"KQUSE", elegant_quadrupole},
    {"SEXT", elegant_sextupole},
    {"KSEXT", elegant_sextupole},
    {"OCTU", elegant_octupole},
    {"KOCT", elegant_octupole},
    {"MULT", elegant_multipole},
    {"KICKER", elegant_kicker},
    {"HKICK", elegant_kicker},
    {"VKICK", elegant_kicker},
    {"EKICKER", elegant_kicker},
    {"EHKICK", elegant_kicker},
    {"EVKICK", elegant_kicker},
    {"SBEN", elegant_bend},
    {"RBEN", elegant_bend},
    {"CSBEND", elegant_bend},
    {"CSRCSBEND", elegant_bend},
    {"KSBEND", elegant_bend},
    {"NIBEND", elegant_bend},
    {"CCBEND", elegant_bend},
    {"RFCA", cavity},
    {"RFCW", cavity},
    {"MODRF", cavity},
    {"RAMPRF", cavity},
    {"RCOL", collimator},
    {"ECOL", collimator},
    {"MAXAMP", collimator},
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

std::optional<physics::Opening> elegant_chamber(const Definition& d) {
  if ((d.type != "RCOL" && d.type != "ECOL") || d.number("L") == 0.0) return {};
  const physics::Opening o = opening(d);
  if (std::isinf(o.half_x) && std::isinf(o.half_y)) return {};
  return o;
}

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

}  // namespace courant::io::detail
