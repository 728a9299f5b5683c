#include "bmad_elements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "courant/base/error.hpp"
#include "courant/lattice/field_value.hpp"

namespace courant::io::detail {
namespace {

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

constexpr std::array<std::string_view, 9> apertures{"APERTURE", "X_LIMIT",     "Y_LIMIT",
                                                    "X1_LIMIT", "X2_LIMIT",    "Y1_LIMIT",
                                                    "Y2_LIMIT", "APERTURE_AT", "APERTURE_TYPE"};

constexpr std::array<std::pair<std::string_view, BmadConverter>, 25> converters{{
    {"DRIFT", bmad_drift},
    {"PIPE", bmad_drift},
    {"MARKER", bmad_marker},
    {"INSTRUMENT", bmad_marker},
    {"MONITOR", bmad_monitor},
    {"DETECTOR", bmad_monitor},
    {"QUADRUPOLE", bmad_quadrupole},
    {"SEXTUPOLE", bmad_sextupole},
    {"OCTUPOLE", bmad_octupole},
    {"SOLENOID", bmad_solenoid},
    {"SBEND", bmad_bend},
    {"RBEND", bmad_bend},
    {"HKICKER", bmad_kicker},
    {"VKICKER", bmad_kicker},
    {"KICKER", bmad_kicker},
    {"MULTIPOLE", bmad_multipole},
    {"AB_MULTIPOLE", bmad_ab_multipole},
    {"LCAVITY", bmad_lcavity},
    {"RFCAVITY", bmad_rfcavity},
    {"PATCH", bmad_patch},
    {"TAYLOR", bmad_taylor},
    {"RCOLLIMATOR", bmad_collimator},
    {"ECOLLIMATOR", bmad_collimator},
    {"FIXER", bmad_fixer},
    {"FLOOR_SHIFT", bmad_marker},
}};

// Attributes that need the momentum at the place of the element.
constexpr std::array<std::string_view, 9> fields{"B1_GRADIENT", "B2_GRADIENT", "B3_GRADIENT",
                                                 "BS_FIELD",    "B_FIELD",     "DB_FIELD",
                                                 "BL_KICK",     "BL_HKICK",    "BL_VKICK"};

void report_rest(const Definition& d, Report& report) {
  d.skip(silent);
  d.skip(apertures);
  for (const auto& [name, value] : d.unread()) {
    const Where where{d.where.file, d.where.line};
    if (!value.number || *value.number != 0.0)
      report.add_for_all(where, d.subject(), fmt::format("attribute {} of {} is not used", name, d.type),
                         "nothing is done with it");
  }
}

}  // namespace

bool depends_on_momentum(const Definition& d) {
  const auto given = d.unread();
  return std::any_of(fields.begin(), fields.end(),
                     [&](std::string_view name) { return given.contains(std::string(name)); });
}

AnyElement from_bmad(const Definition& d, const BmadBeam& beam, Report& report) {
  const auto found = std::find_if(converters.begin(), converters.end(),
                                  [&](const auto& entry) { return entry.first == d.type; });
  const BmadConverter convert = found == converters.end() ? bmad_without_counterpart : found->second;
  AnyElement body = convert(d, beam, report);
  if (convert != bmad_without_counterpart && convert != bmad_fixer) report_rest(d, report);
  try {
    lattice::validate(d.name, body);
  } catch (const InvalidArgument& error) {
    d.fail(error.what());
  }
  return body;
}

}  // namespace courant::io::detail
