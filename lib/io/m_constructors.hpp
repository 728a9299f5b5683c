#pragma once
// Private to the module: the functions of AT that make elements.
#include <array>
#include <string_view>

namespace courant::io::detail {

/// A function of AT that makes an element: its class, attributes in the order of the arguments after the
/// name, and pass method when none is given; one that stands among the attributes has its place there.
struct Constructor {
  std::string_view name, type;
  std::array<std::string_view, 11> attributes;
  std::string_view pass;
};

inline constexpr std::array constructors{
    Constructor{"atbaselem", "", {}, ""},
    Constructor{"atmarker", "Marker", {}, "IdentityPass"},
    Constructor{"atmonitor", "Monitor", {}, "IdentityPass"},
    Constructor{"atdrift", "Drift", {"Length"}, "DriftPass"},
    Constructor{"atquadrupole", "Quadrupole", {"Length", "K"}, "StrMPoleSymplectic4Pass"},
    Constructor{"atsextupole", "Sextupole", {"Length", "S"}, "StrMPoleSymplectic4Pass"},
    Constructor{"atoctupole", "Octupole", {"Length", "PolynomA", "PolynomB"}, "StrMPoleSymplectic4Pass"},
    Constructor{"atmultipole", "Multipole", {"Length", "PolynomA", "PolynomB"}, "StrMPoleSymplectic4Pass"},
    Constructor{"atskewquad", "Multipole", {"Length", "Qs"}, "StrMPoleSymplectic4Pass"},
    Constructor{"atthinmultipole", "ThinMultipole", {"PolynomA", "PolynomB"}, "ThinMPolePass"},
    Constructor{"atsbend", "Bend", {"Length", "BendingAngle", "K"}, "BndMPoleSymplectic4Pass"},
    Constructor{"atrbend", "Bend", {"Length", "BendingAngle", "K"}, "BndMPoleSymplectic4Pass"},
    Constructor{"atdipole", "Bend", {"Length", "BendingAngle", "K"}, "BndMPoleSymplectic4Pass"},
    Constructor{"atcorrector", "Corrector", {"Length", "KickAngle"}, "CorrectorPass"},
    Constructor{
        "atrfcavity", "RFCavity", {"Length", "Voltage", "Frequency", "HarmNumber", "Energy"}, "RFCavityPass"},
    Constructor{"ataperture", "Aperture", {"Limits"}, "AperturePass"},
    Constructor{"atringparam", "RingParam", {"Energy", "Periodicity"}, "IdentityPass"},
    // without a model here: reported when the element is converted
    Constructor{"atsolenoid", "Solenoid", {"Length", "K"}, "SolenoidLinearPass"},
    Constructor{"atwiggler", "Wiggler", {"Length", "Lw", "Bmax", "Energy"}, "GWigSymplecticPass"},
    Constructor{"atinsertiondevicekickmap",
                "InsertionDeviceKickMap",
                {"PassMethod", "Filename_in", "Normalization_energy", "Nslice", "Length", "xkick", "ykick",
                 "xkick1", "ykick1", "xtable", "ytable"},
                "IdTablePass"},
    Constructor{"atM66", "Matrix66", {"M66"}, "Matrix66Pass"},
};

/// Attributes by position that are texts; other arguments with a text begin the options.
constexpr bool is_text_attribute(std::string_view attribute) {
  return attribute == "PassMethod" || attribute == "Filename_in";
}

/// An argument that is an entry of a polynomial.
struct Strength {
  std::string_view type, attribute, polynomial;
  std::size_t index;
};
inline constexpr std::array strengths{
    Strength{"Quadrupole", "K", "PolynomB", 1}, Strength{"Bend", "K", "PolynomB", 1},
    Strength{"Multipole", "Qs", "PolynomA", 1}, Strength{"Sextupole", "S", "PolynomB", 2}};

}  // namespace courant::io::detail
