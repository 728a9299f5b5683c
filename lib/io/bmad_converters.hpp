#pragma once
// Private to the module: what the converters of Bmad's classes share, one file for magnets, multipoles, cavities, others.
#include <optional>
#include <string_view>

#include "courant/elements/all.hpp"
#include "courant/physics/reference.hpp"
#include "definition.hpp"

namespace courant::io::detail {

// What an element has to know of its line.
struct BmadBeam {
  Reference reference;       // at its entrance
  double line_length = 0.0;  // of the whole line [m]
};

// One class each (magnets of one kind in one). What is not understood is reported. Throw ParseError.
using BmadConverter = AnyElement (*)(const Definition& definition, const BmadBeam& beam, Report& report);

AnyElement bmad_quadrupole(const Definition& d, const BmadBeam& beam, Report& report);
AnyElement bmad_sextupole(const Definition& d, const BmadBeam& beam, Report& report);
AnyElement bmad_octupole(const Definition& d, const BmadBeam& beam, Report& report);
AnyElement bmad_solenoid(const Definition& d, const BmadBeam& beam, Report& report);
AnyElement bmad_bend(const Definition& d, const BmadBeam& beam, Report& report);
AnyElement bmad_kicker(const Definition& d, const BmadBeam& beam, Report& report);
AnyElement bmad_multipole(const Definition& d, const BmadBeam& beam, Report& report);
AnyElement bmad_ab_multipole(const Definition& d, const BmadBeam& beam, Report& report);
AnyElement bmad_lcavity(const Definition& d, const BmadBeam& beam, Report& report);
AnyElement bmad_rfcavity(const Definition& d, const BmadBeam& beam, Report& report);
AnyElement bmad_drift(const Definition& d, const BmadBeam& beam, Report& report);
AnyElement bmad_marker(const Definition& d, const BmadBeam& beam, Report& report);
AnyElement bmad_monitor(const Definition& d, const BmadBeam& beam, Report& report);
AnyElement bmad_patch(const Definition& d, const BmadBeam& beam, Report& report);
AnyElement bmad_taylor(const Definition& d, const BmadBeam& beam, Report& report);
// The chamber of an element; none: open.
std::optional<physics::Opening> bmad_opening(const Definition& d, Report& report);
AnyElement bmad_collimator(const Definition& d, const BmadBeam& beam, Report& report);
AnyElement bmad_fixer(const Definition& d, const BmadBeam& beam, Report& report);
AnyElement bmad_without_counterpart(const Definition& d, const BmadBeam& beam, Report& report);

bool bmad_is_off(const Definition& d);

// Displacement of an element whose class has the skew form at a roll of `skew` [rad]: a TILT without value.
physics::Alignment<> bmad_alignment(const Definition& d, double skew = 0.0);

// The number, `bare` if the attribute stands without a value, `standard` if it isn't there.
double bmad_number_or(const Definition& d, std::string_view attribute, double bare, double standard);

// A strength by its normalised attribute, else by the field's with the momentum of the reference particle:
// q c FIELD/(P0 c).
double bmad_strength(const Definition& d, std::string_view normalised, std::string_view field,
                     const BmadBeam& beam);

double bmad_factorial(int n);

// An, Bn of a magnet, which Bmad scales by its strength: `reference` is that strength [1/m^(order + 1)], `order` its
// multipole. F. of Bmad's manual, "Magnetic multipole fields": (a, b)_n = F (A, B)_n r0^(order - n).
void bmad_add_multipoles(physics::Multipoles<>& field, const Definition& d, double reference, int order);

}  // namespace courant::io::detail
