#include <fmt/format.h>

#include <cmath>

#include "bmad_elements.hpp"
#include "courant/base/constants.hpp"

namespace courant::io::detail {
namespace {

using physics::Edge;

// Curvature [1/m] by G or RHO.
double curvature(const Definition& d) {
  if (const double rho = d.number("RHO"); rho != 0.0 && d.number("G") == 0.0) return 1.0 / rho;
  return d.number("G");
}

double bending_angle(const Definition& d, double length, const BmadBeam& beam) {
  const double g = curvature(d);
  if (d.has("ANGLE")) return d.number("ANGLE");
  if (g == 0.0 && d.type == "SBEND") return bmad_strength(d, "G", "B_FIELD", beam) * length;
  return g * length;
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

}  // namespace

AnyElement bmad_bend(const Definition& d, const BmadBeam& beam, Report& report) {
  elements::Dipole<> b;
  b.length = sector_length(d);
  b.angle = bending_angle(d, b.length, beam);
  b.e1 = d.number("E1");
  b.e2 = d.number("E2");
  if (d.type == "RBEND" && b.angle != 0.0) {  // the length is the chord, the angles count from parallel faces
    b.e1 += 0.5 * b.angle;
    b.e2 += 0.5 * b.angle;
  }
  b.dk0 = bmad_strength(d, "DG", "DB_FIELD", beam) + d.number("G_ERR");
  b.k1 = bmad_strength(d, "K1", "B1_GRADIENT", beam);
  b.k2 = bmad_strength(d, "K2", "B2_GRADIENT", beam);
  const double hgap = d.number("HGAP"), fint = bmad_number_or(d, "FINT", 0.5, 0.0);
  const double hgapx = d.number("HGAPX", hgap);
  b.fint1 = fint;
  b.fint2 = bmad_number_or(d, "FINTX", 0.5, fint);
  b.gap = 2.0 * hgap;
  if (hgapx != hgap) {  // only the product acts
    if (hgap == 0.0) b.gap = 2.0 * hgapx;
    if (hgap != 0.0) b.fint2 *= hgapx / hgap;
    if (hgap == 0.0) b.fint1 = 0.0;
  }
  b.tilt = bmad_number_or(d, "REF_TILT", 0.5 * constants::pi, 0.0);
  b.align = bmad_alignment(d);
  b.align.roll = d.number("ROLL");
  b.edge1 = face(d, report, "ENTRANCE_END");
  b.edge2 = face(d, report, "EXIT_END");
  b.kick_x = d.number("HKICK");
  b.kick_y = d.number("VKICK");
  bmad_add_multipoles(b.field, d, b.curvature(), 0);
  if (b.length == 0.0) return elements::Marker<>{};
  if (bmad_is_off(d)) report.add(d.where, d.subject(), "a bend that is off", "it is on");
  return b;
}

double sector_length(const Definition& d) {
  const double length = d.number("L");
  if (d.type != "RBEND") return length;
  const double angle = d.has("ANGLE") ? d.number("ANGLE") : 2.0 * std::asin(0.5 * curvature(d) * length);
  return angle == 0.0 ? length : length * 0.5 * angle / std::sin(0.5 * angle);
}

}  // namespace courant::io::detail
