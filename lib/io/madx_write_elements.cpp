#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "courant/base/constants.hpp"
#include "definition_text.hpp"
#include "madx_chamber.hpp"
#include "madx_write.hpp"

namespace courant::io::detail {
namespace {

constexpr double mega = 1e6;

using Lost = DefinitionText::Lost;
using Definition = DefinitionText;

// Steering inside a magnet is a field, of which a straight element of MAD-X has none.
template <class E>
std::string straight(Definition out, const E& e) {
  return out.number("l", e.length, "length")
      .number("tilt", e.align.roll, "roll")
      .number("ktap", e.taper, "taper")
      .end(e);
}

std::string define(const elements::Drift<>& e, const Reference&, const Lost& lost) {
  return Definition("drift", lost).number("l", e.length, "length").end(e);
}
std::string define(const elements::Marker<>& e, const Reference&, const Lost& lost) {
  return Definition("marker", lost).end(e);
}
std::string define(const elements::Monitor<>& e, const Reference&, const Lost& lost) {
  return Definition("monitor", lost).number("l", e.length, "length").end(e);
}
std::string define(const elements::Quadrupole<>& e, const Reference&, const Lost& lost) {
  return straight(Definition("quadrupole", lost).number("k1", e.k1, "k1").number("k1s", e.k1s, "k1s"), e);
}
std::string define(const elements::Sextupole<>& e, const Reference&, const Lost& lost) {
  return straight(Definition("sextupole", lost).number("k2", e.k2, "k2").number("k2s", e.k2s, "k2s"), e);
}
std::string define(const elements::Octupole<>& e, const Reference&, const Lost& lost) {
  return straight(Definition("octupole", lost).number("k3", e.k3, "k3").number("k3s", e.k3s, "k3s"), e);
}

// MAD-X has no thick multipole: the class of the lowest order in it.
std::string define(const elements::Multipole<>& e, const Reference&, const Lost& lost) {
  const auto field = e.total_field();
  std::size_t n = 1;
  while (n < field.b.size() && field.b[n] == 0.0 && field.a[n] == 0.0) ++n;
  if (n > 3) n = 1;
  constexpr std::array<std::string_view, 4> classes{"", "quadrupole", "sextupole", "octupole"};
  Definition out(classes[n], lost);
  out.number(fmt::format("k{}", n), field.b[n] * factorial(n))
      .number(fmt::format("k{}s", n), field.a[n] * factorial(n));
  out.hold("normal").hold("skew").hold("kick_x").hold("kick_y");
  for (std::size_t i = 0; i < field.b.size(); ++i)
    if (i != n && (field.b[i] != 0.0 || field.a[i] != 0.0))
      out.lose(fmt::format("its multipole of order {} is left out", i));
  return straight(std::move(out), e);
}

std::string define(const elements::Dipole<>& e, const Reference&, const Lost& lost) {
  const auto field = e.total_field();
  Definition out("sbend", lost);
  out.number("l", e.length, "length")
      .number("angle", e.angle, "angle")
      .number("e1", e.e1, "e1")
      .number("e2", e.e2, "e2");
  if (field.b[0] != 0.0) {
    const double k0 = e.curvature() + field.b[0];
    if (k0 == 0.0)
      out.lose("its field of 0 is written as angle/length: MAD-X takes k0 = 0 for that");
    else
      out.number("k0", k0);
  }
  out.number("tilt", e.tilt, "tilt")
      .number("k0s", field.a[0])
      .number("k1", field.b[1])
      .number("k1s", field.a[1]);
  out.number("k2", 2.0 * field.b[2]).number("k2s", 2.0 * field.a[2]);
  out.number("k3", 6.0 * field.b[3]).number("k3s", 6.0 * field.a[3]);
  for (const auto* name : {"dk0", "k1", "k2", "normal", "skew", "kick_x", "kick_y"}) out.hold(name);
  for (std::size_t i = 4; i < field.b.size(); ++i)
    if (field.b[i] != 0.0 || field.a[i] != 0.0)
      out.lose(fmt::format("its multipole of order {} is left out", i));
  out.number("hgap", 0.5 * e.gap, "gap").number("fint", e.fint1, "fint1").hold("fint2");
  if (e.fint1 != e.fint2) out.word(fmt::format(", fintx={}", e.fint2));
  if (e.edge1 == elements::Edge::none) out.word(", kill_ent_fringe=true");
  if (e.edge2 == elements::Edge::none) out.word(", kill_exi_fringe=true");
  return out.end(e);
}

std::string define(const elements::ThinMultipole<>& e, const Reference&, const Lost& lost) {
  Definition out("multipole", lost);
  std::vector<double> normal(e.field.b.begin(), e.field.b.end()), skew(e.field.a.begin(), e.field.a.end());
  for (std::size_t i = 2; i < normal.size(); ++i) {
    normal[i] *= factorial(i);
    skew[i] *= factorial(i);
  }
  // MAD-X: the design orbit follows knl[0], unless it has an angle of its own
  if (e.angle == 0.0 && normal[0] != 0.0) {
    out.lose("its dipole kick is left out: in MAD-X it would bend the reference orbit");
    normal[0] = 0.0;
  }
  if (skew[0] != 0.0)
    out.lose("its skew dipole kick is left out: in MAD-X it would bend the reference orbit");
  skew[0] = 0.0;
  if (e.angle != normal[0]) out.number("angle", e.angle);
  return out.hold("angle")
      .number("lrad", e.lrad, "lrad")
      .list("knl", normal)
      .list("ksl", skew)
      .number("tilt", e.align.roll, "roll")
      .hold("normal")
      .hold("skew")
      .end(e);
}

std::string define(const elements::Corrector<>& e, const Reference&, const Lost& lost) {
  return Definition("kicker", lost)
      .number("l", e.length, "length")
      .number("hkick", e.kick_x, "kick_x")
      .number("vkick", e.kick_y, "kick_y")
      .end(e);
}

// Fields that both kinds of cavity have.
template <class C>
Definition& cavity(Definition& out, const C& e, const Reference& reference) {
  return out.number("l", e.length, "length")
      .number("volt", e.voltage * reference.charge_magnitude() / mega, "voltage")
      .number("freq", e.frequency / mega, "frequency")
      .number("lag", (constants::pi - e.phase) / constants::two_pi, "phase");
}

std::string define(const elements::Cavity<>& e, const Reference& reference, const Lost& lost) {
  Definition out("rfcavity", lost);
  return cavity(out, e, reference).end(e);
}

std::string define(const elements::CrabCavity<>& e, const Reference& reference, const Lost& lost) {
  Definition out("crabcavity", lost);
  return cavity(out, e, reference).number("tilt", e.align.roll, "roll").end(e);
}

std::string define(const elements::Solenoid<>& e, const Reference&, const Lost& lost) {
  return Definition("solenoid", lost)
      .number("l", e.length, "length")
      .number("ks", e.ks, "ks")
      .number("ksi", e.ksi, "ksi")
      .end(e);
}

std::string define(const elements::Separator<>& e, const Reference&, const Lost& lost) {
  return Definition("elseparator", lost)
      .number("l", e.length, "length")
      .number("ex", e.ex / mega, "ex")
      .number("ey", e.ey / mega, "ey")
      .number("tilt", e.align.roll, "roll")
      .end(e);
}

// Without npart MAD-X takes that of the beam.
std::string define(const elements::BeamBeam<>& e, const Reference&, const Lost& lost) {
  return Definition("beambeam", lost)
      .number("sigx", e.sigma_x, "sigma_x")
      .number("sigy", e.sigma_y, "sigma_y")
      .number("xma", e.centre_x, "centre_x")
      .number("yma", e.centre_y, "centre_y")
      .number("npart", e.particles, "particles")
      .word(fmt::format(", charge={}", e.particles == 0.0 ? 0.0 : e.charge))
      .hold("charge")
      .end(e);
}

std::string define(const elements::DipoleEdge<>& e, const Reference&, const Lost& lost) {
  return Definition("dipedge", lost)
      .number("h", e.h, "h")
      .number("e1", e.angle, "angle")
      .number("fint", e.fint, "fint")
      .number("hgap", 0.5 * e.gap, "gap")
      .end(e);
}

// A shift or one turn; madx_parts() takes others apart.
std::string define(const elements::Patch<>& e, const Reference&, const Lost& lost) {
  const auto& a = e.align;
  if (a.roll != 0.0) return Definition("srotation", lost).number("angle", a.roll, "roll").end(e);
  if (a.yaw != 0.0) return Definition("yrotation", lost).number("angle", a.yaw, "yaw").end(e);
  if (a.pitch != 0.0) return Definition("xrotation", lost).number("angle", -a.pitch, "pitch").end(e);
  return Definition("translation", lost)
      .number("dx", a.dx, "dx")
      .number("dy", a.dy, "dy")
      .number("ds", a.ds, "ds")
      .end(e);
}

// In MAD-X's t and pt: z = beta t, delta = pt/beta to first order about the reference particle.
std::string define(const elements::LinearMap<>& e, const Reference& reference, const Lost& lost) {
  const double beta = reference.beta();
  const std::array<double, 6> scale{1.0, 1.0, 1.0, 1.0, beta, 1.0 / beta};
  Definition out("matrix", lost);
  out.number("l", e.length, "length").hold("matrix").hold("kick");
  for (std::size_t i = 0; i < 6; ++i) {
    out.number(fmt::format("kick{}", i + 1), e.kick[i] / scale[i]);
    for (std::size_t j = 0; j < 6; ++j)
      if (const double m = e.matrix[6 * i + j] / scale[i] * scale[j]; m != (i == j ? 1.0 : 0.0))
        out.word(fmt::format(", rm{}{}={}", i + 1, j + 1, m));
  }
  return out.end(e);
}

std::string define(const elements::Aperture<>& e, const Reference&, const Lost& lost) {
  Definition out("collimator", lost);
  out.word(madx_chamber_text(e.opening, lost));
  elements::for_each_field<elements::Aperture<>>([&](auto field) { out.hold(field.name); });
  return out.end(e);
}

// A type that MAD-X doesn't have.
template <class E>
std::string define(const E& e, const Reference&, const Lost& lost) {
  lost(fmt::format("a {} is not in MAD-X: it is written as a {}", E::type,
                   elements::length_of(AnyElement(e)) > 0.0 ? "drift" : "marker"));
  const double length = elements::length_of(AnyElement(e));
  return length > 0.0 ? fmt::format("drift, l={}", length) : "marker";
}

}  // namespace

std::vector<AnyElement> madx_parts(const AnyElement& element) {
  const auto* patch = std::get_if<elements::Patch<>>(&element);
  if (!patch) return {element};
  const auto& a = patch->align;
  std::vector<AnyElement> parts;  // shift, then turns about y, x and s: the order of a Patch
  const auto part = [&](bool there, const elements::Alignment<double>& only) {
    if (!there) return;
    elements::Patch<> p;
    p.align = only;
    parts.emplace_back(p);
  };
  part(a.dx != 0.0 || a.dy != 0.0 || a.ds != 0.0, {.dx = a.dx, .dy = a.dy, .ds = a.ds});
  part(a.yaw != 0.0, {.yaw = a.yaw});
  part(a.pitch != 0.0, {.pitch = a.pitch});
  part(a.roll != 0.0, {.roll = a.roll});
  if (parts.empty()) return {element};
  return parts;
}

std::string to_madx(const AnyElement& element, const Reference& reference, const Lost& lost) {
  return std::visit([&](const auto& e) { return define(e, reference, lost); }, element);
}

}  // namespace courant::io::detail
