#pragma once
// Private to the module: the names of AT: pass methods, attributes, classes.
#include <array>
#include <string_view>
#include <utility>

#include "courant/physics/radiation.hpp"

namespace courant::io::detail {

// What moves the particle.
enum class Model {
  drift,
  drift_exact,
  identity,
  straight,
  straight_exact,
  bend,
  bend_e2,
  bend_exact,
  thin,
  corrector,
  cavity,
  opening,
  ellipse,
  solenoid,
  matrix,
  wiggler,
  kick_map
};

// What a pass method means here. `change` says how our motion differs from AT's; empty: not at all.
struct Pass {
  std::string_view name;
  Model model;
  std::string_view change;
  physics::Radiation radiation = physics::Radiation::off;
};

inline constexpr std::string_view no_radiation = "it is tracked without radiation";
inline constexpr std::string_view expanded =
    "it is tracked with the expanded Hamiltonian in fourth-order steps";

inline constexpr std::array pass_table{
    Pass{"DriftPass", Model::drift, ""},
    Pass{"ExactDriftPass", Model::drift_exact, ""},
    Pass{"IdentityPass", Model::identity, ""},
    Pass{"StrMPoleSymplectic4Pass", Model::straight, ""},
    Pass{"StrMPoleSymplectic4RadPass", Model::straight, "", physics::Radiation::mean},
    Pass{"StrMPoleSymplectic4QuantPass", Model::straight, "", physics::Radiation::quantum},
    Pass{"QuadLinearPass", Model::straight, expanded},
    Pass{"QuadLinearFPass", Model::straight, expanded},
    Pass{"QuadMPoleFringePass", Model::straight, expanded},
    Pass{"ExactMultipolePass", Model::straight_exact, ""},
    Pass{"ExactMultipoleRadPass", Model::straight_exact, "", physics::Radiation::mean},
    Pass{"BndMPoleSymplectic4Pass", Model::bend, ""},
    Pass{"BndMPoleSymplectic4RadPass", Model::bend, "", physics::Radiation::mean},
    Pass{"BndMPoleSymplectic4QuantPass", Model::bend, "", physics::Radiation::quantum},
    Pass{"BendLinearPass", Model::bend, expanded},
    Pass{"ExactSectorBendPass", Model::bend_exact, ""},
    Pass{"ExactSectorBendRadPass", Model::bend_exact, "", physics::Radiation::mean},
    Pass{"ExactRectangularBendPass", Model::bend, expanded},
    Pass{"ExactRectBendPass", Model::bend, expanded},
    Pass{"BndStrMPoleSymplectic4Pass", Model::bend, "it is tracked as a sector bend with edges"},
    Pass{"BndMPoleSymplectic4E2Pass", Model::bend_e2, ""},
    Pass{"BndMPoleSymplectic4E2RadPass", Model::bend_e2, "", physics::Radiation::mean},
    Pass{"ThinMPolePass", Model::thin, ""},
    Pass{"ThinMPoleRadPass", Model::thin, no_radiation},
    Pass{"CorrectorPass", Model::corrector, ""},
    Pass{"RFCavityPass", Model::cavity, ""},
    Pass{"CavityPass", Model::cavity, ""},
    Pass{"AperturePass", Model::opening, ""},
    Pass{"EAperturePass", Model::ellipse, ""},
    Pass{"SolenoidLinearPass", Model::solenoid, ""},
    Pass{"Matrix66Pass", Model::matrix, ""},
    Pass{"GWigSymplecticPass", Model::wiggler, ""},
    Pass{"GWigSymplecticRadPass", Model::wiggler, "", physics::Radiation::mean},
    Pass{"IdTablePass", Model::kick_map, ""},
};

// Attributes that the conversion uses or that don't act on one particle.
inline constexpr std::array known_attributes{
    "FamName", "PassMethod", "Length", "Class", "PolynomA", "PolynomB", "MaxOrder", "NumIntSteps", "K",
    "KickAngle", "BendingAngle", "EntranceAngle", "ExitAngle", "FullGap", "FringeInt1", "FringeInt2",
    "FringeBendEntrance", "FringeBendExit", "FringeQuadEntrance", "FringeQuadExit", "fringeIntM0",
    "fringeIntP0", "H1", "H2", "Voltage", "Frequency", "HarmNumber", "TimeLag", "Phi0", "PhaseLag", "Energy",
    "Limits", "Axes", "RApertures", "EApertures", "T1", "T2", "S", "Qs", "R1", "R2", "FieldScaling",
    // names and bookkeeping of control systems and of AT's own tools
    "Device", "Tag", "GCR", "Offset", "Scale", "Reading", "Rotation", "MagNum", "Index", "Cell", "Alignment",
    "Periodicity", "Particle", "UUID", "M66", "M66Rad", "Lw", "Bmax", "Nstep", "Nmeth", "NHharm", "NVharm",
    "Bx", "By", "Nslice", "xkick", "ykick", "xkick1", "ykick1", "xtable", "ytable", "Filename_in",
    "Normalization_energy"};

// AT's classes that mean something here, and other names for them; lower case.
inline constexpr std::array at_classes{"drift",    "marker",    "monitor",       "quadrupole", "sextupole",
                                       "octupole", "multipole", "thinmultipole", "dipole",     "corrector",
                                       "rfcavity", "aperture",  "ringparam"};
inline constexpr std::array<std::pair<std::string_view, std::string_view>, 8> at_class_aliases{
    {{"bend", "dipole"},
     {"sbend", "dipole"},
     {"rbend", "dipole"},
     {"quad", "quadrupole"},
     {"sext", "sextupole"},
     {"rf", "rfcavity"},
     {"bpm", "monitor"},
     {"ap", "aperture"}}};

}  // namespace courant::io::detail
