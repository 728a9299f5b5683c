#include <cmath>

#include "bmad_converters.hpp"
#include "courant/base/constants.hpp"

namespace courant::io::detail {
namespace {

using physics::Fringe;

// Edges only where they are asked for, as in Bmad. `has_moments`: of a class with FQ1 and FQ2.
Fringe fringe(const Definition& d, bool has_moments, Report& report) {
  const std::string kind = upper(d.text("FRINGE_TYPE")), at = upper(d.text("FRINGE_AT"));
  Fringe model = Fringe::none;
  if (kind == "FULL")
    model = has_moments ? Fringe::full : Fringe::hard_edge;
  else if (kind == "HARD_EDGE_ONLY")
    model = Fringe::hard_edge;
  else if (kind == "SOFT_EDGE_ONLY" && has_moments)
    model = Fringe::soft_edge;
  else if (!kind.empty() && kind != "NONE")
    report.add_for_all(d.where, d.subject(), "FRINGE_TYPE " + kind + " is not supported",
                       "the field starts and stops without effect");
  if (at == "NO_END") return Fringe::none;
  return with_ends(model, at != "EXIT_END", at != "ENTRANCE_END");
}

// Length, displacement, steering and multipoles of a straight magnet of `strength` in the multipole of `order`.
template <class M>
AnyElement straight(M magnet, const Definition& d, Report& report, double strength, int order) {
  magnet.length = d.number("L");
  magnet.align = bmad_alignment(d, 0.5 * constants::pi / (order + 1));
  if constexpr (requires { magnet.field; }) {
    magnet.kick_x = d.number("HKICK");
    magnet.kick_y = d.number("VKICK");
    bmad_add_multipoles(magnet.field, d, strength, order);
  }
  constexpr bool has_moments = requires { magnet.fq1; };
  if constexpr (has_moments) {
    magnet.fq1 = d.number("FQ1");
    magnet.fq2 = d.number("FQ2");
  }
  if constexpr (requires { magnet.fringe; }) magnet.fringe = fringe(d, has_moments, report);
  if (magnet.length == 0.0) {
    if (strength != 0.0)
      report.add(d.where, d.subject(), "a magnet without length has no effect", "it is a marker");
    return elements::Marker<>{};
  }
  if (bmad_is_off(d)) return elements::Drift<>{.length = magnet.length};
  return magnet;
}

}  // namespace

AnyElement bmad_quadrupole(const Definition& d, const BmadBeam& beam, Report& report) {
  elements::Quadrupole<> q;
  q.k1 = bmad_strength(d, "K1", "B1_GRADIENT", beam);
  return straight(q, d, report, q.k1, 1);
}

AnyElement bmad_sextupole(const Definition& d, const BmadBeam& beam, Report& report) {
  elements::Sextupole<> s;
  s.k2 = bmad_strength(d, "K2", "B2_GRADIENT", beam);
  return straight(s, d, report, s.k2, 2);
}

AnyElement bmad_octupole(const Definition& d, const BmadBeam& beam, Report& report) {
  elements::Octupole<> o;
  o.k3 = bmad_strength(d, "K3", "B3_GRADIENT", beam);
  return straight(o, d, report, o.k3, 3);
}

AnyElement bmad_solenoid(const Definition& d, const BmadBeam& beam, Report& report) {
  elements::Solenoid<> s;
  s.ks = bmad_strength(d, "KS", "BS_FIELD", beam);
  return straight(s, d, report, s.ks, 0);
}

AnyElement bmad_kicker(const Definition& d, const BmadBeam& beam, Report&) {
  elements::Corrector<> c;
  c.length = d.number("L");
  const bool both = d.type == "KICKER";
  const double x = d.type == "VKICKER" ? 0.0
                   : both              ? bmad_strength(d, "HKICK", "BL_HKICK", beam)
                                       : bmad_strength(d, "KICK", "BL_KICK", beam);
  const double y = d.type == "HKICKER" ? 0.0
                   : both              ? bmad_strength(d, "VKICK", "BL_VKICK", beam)
                                       : bmad_strength(d, "KICK", "BL_KICK", beam);
  const double tilt = bmad_number_or(d, "TILT", 0.5 * constants::pi, 0.0);
  if (bmad_is_off(d)) return c;
  c.kick_x = tilt == 0.0 ? x : x * std::cos(tilt) - y * std::sin(tilt);
  c.kick_y = tilt == 0.0 ? y : x * std::sin(tilt) + y * std::cos(tilt);
  return c;
}

}  // namespace courant::io::detail
