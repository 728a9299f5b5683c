#pragma once
// Private to the module: names that Bmad knows by itself. Source: Bmad manual (D. Sagan), chapters "Elements" and
// "Lattice file concepts".
#include <array>
#include <string_view>
#include <utility>

#include "courant/base/constants.hpp"

namespace courant::io::detail {

inline constexpr std::array<std::string_view, 50> bmad_classes{
    "AB_MULTIPOLE", "AC_KICKER", "BEAMBEAM",  "BEGINNING_ELE", "CAPILLARY",   "CONVERTER",   "CRAB_CAVITY",
    "CRYSTAL",      "CUSTOM",    "DETECTOR",  "DRIFT",         "E_GUN",       "ECOLLIMATOR", "ELSEPARATOR",
    "EM_FIELD",     "FEEDBACK",  "FIDUCIAL",  "FIXER",         "FLOOR_SHIFT", "FOIL",        "FORK",
    "GIRDER",       "GKICKER",   "GROUP",     "HKICKER",       "INSTRUMENT",  "KICKER",      "LCAVITY",
    "MARKER",       "MASK",      "MATCH",     "MIRROR",        "MONITOR",     "MULTIPOLE",   "OCTUPOLE",
    "OVERLAY",      "PATCH",     "PIPE",      "QUADRUPOLE",    "RAMPER",      "RBEND",       "RCOLLIMATOR",
    "RFCAVITY",     "SBEND",     "SEXTUPOLE", "SOLENOID",      "SOL_QUAD",    "TAYLOR",      "VKICKER",
    "WIGGLER"};

// Elements that steer others and stand in no line.
inline constexpr std::array<std::string_view, 5> bmad_controllers{"FEEDBACK", "GIRDER", "GROUP", "OVERLAY",
                                                                  "RAMPER"};

// Values that are words.
inline constexpr std::array<std::string_view, 26> bmad_texts{"ALIAS",
                                                             "APERTURE_AT",
                                                             "APERTURE_TYPE",
                                                             "CAVITY_TYPE",
                                                             "COUPLER_AT",
                                                             "CSR_METHOD",
                                                             "DESCRIP",
                                                             "ELE_ORIGIN",
                                                             "FIELD_CALC",
                                                             "FRINGE_AT",
                                                             "FRINGE_TYPE",
                                                             "GEOMETRY",
                                                             "KEY",
                                                             "LATTICE",
                                                             "LATTICE_TYPE",
                                                             "MACHINE",
                                                             "MAT6_CALC_METHOD",
                                                             "ORIGIN_ELE",
                                                             "PARTICLE",
                                                             "PTC_INTEGRATION_TYPE",
                                                             "REF",
                                                             "REF_ORIGIN",
                                                             "REFERENCE",
                                                             "SPACE_CHARGE_METHOD",
                                                             "TRACKING_METHOD",
                                                             "TYPE"};

inline constexpr std::array<std::pair<std::string_view, double>, 26> bmad_constants{{
    {"PI", constants::pi},
    {"TWOPI", constants::two_pi},
    {"FOURPI", 2.0 * constants::two_pi},
    {"E_LOG", 2.718281828459045235},
    {"SQRT_2", 1.414213562373095049},
    {"DEGRAD", 180.0 / constants::pi},
    {"DEGREES", constants::pi / 180.0},
    {"RADDEG", constants::pi / 180.0},
    {"M_ELECTRON", constants::electron_rest_energy},
    {"M_MUON", constants::muon_rest_energy},
    {"M_PROTON", constants::proton_rest_energy},
    {"M_NEUTRON", constants::neutron_rest_energy},
    {"M_DEUTERON", constants::deuteron_rest_energy},
    {"C_LIGHT", constants::speed_of_light},
    {"R_E", constants::classical_electron_radius},
    {"R_P",
     constants::classical_electron_radius* constants::electron_rest_energy / constants::proton_rest_energy},
    {"E_CHARGE", constants::elementary_charge},
    {"H_PLANCK", constants::planck / constants::elementary_charge},
    {"H_BAR_PLANCK", constants::reduced_planck_ev},
    {"PMASS", constants::proton_rest_energy * 1e-9},
    {"EMASS", constants::electron_rest_energy * 1e-9},
    {"CLIGHT", constants::speed_of_light},
    {"FINE_STRUCT_CONST", constants::fine_structure},
    {"ANOM_MAG_ELECTRON", constants::electron_anomaly},
    {"ANOM_MAG_MUON", constants::muon_anomaly},
    {"ANOM_MAG_PROTON", constants::proton_anomaly},
}};

}  // namespace courant::io::detail
