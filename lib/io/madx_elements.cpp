#include "madx_elements.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "courant/base/constants.hpp"
#include "madx_words.hpp"

namespace courant::io::detail {
namespace {

constexpr double mega = 1e6;

AnyElement space(double length) {
  if (length > 0.0) return elements::Drift<>{length};
  return elements::Marker<>{};
}

// What stays of an element whose effect Courant doesn't have.
AnyElement without(MadxNumbers& n, std::string_view what) {
  const double length = n.length();
  n.remark(what, length > 0.0 ? "it is tracked as a drift" : "it is a marker");
  return space(length);
}

// Fields that both kinds of cavity have.
template <class C>
AnyElement cavity(C c, MadxNumbers& n, const MadxRing& ring) {
  c.length = n.length();
  // MAD-X: dE = volt sin(2 pi (lag - f t)), t > 0 early, without the charge; Courant:
  // |q| V sin(phase + 2 pi f z/(beta c)), z > 0 early.
  c.voltage = n("volt") * mega / std::abs(ring.charge);
  c.phase = constants::pi - constants::two_pi * n("lag");
  c.frequency = n("freq") * mega;
  if (const double harmonic = n("harmon"); c.frequency == 0.0 && ring.length > 0.0)
    c.frequency = harmonic * ring.beta * constants::speed_of_light / ring.length;
  if (c.voltage != 0.0 && !(c.frequency > 0.0)) {
    n.remark("a cavity with voltage has no frequency", "its voltage is set to 0");
    c.voltage = 0.0;
  }
  return c;
}

AnyElement crab(MadxNumbers& n, const MadxRing& ring) {
  elements::CrabCavity<> c;
  c.align.roll = n("tilt");
  return cavity(c, n, ring);
}

AnyElement solenoid(MadxNumbers& n) {
  elements::Solenoid<> s;
  s.length = n.length();
  s.ks = n("ks");
  s.ksi = n("ksi");
  if (const double meant = n.meant("ks"); meant != s.ks)
    n.remark(fmt::format("ks := {} had the value {} where it was defined", meant, s.ks),
             "that is taken, as in MAD-X 5.09; assign ks later to have it follow");
  if (s.length > 0.0) {
    s.ksi = 0.0;
  } else if (s.ksi == 0.0) {
    if (s.ks != 0.0) n.remark("its strength acts over no length", "it is a marker");
    return elements::Marker<>{};
  }
  return s;
}

AnyElement separator(MadxNumbers& n) {
  elements::Separator<> s;
  s.length = n.length();
  s.ex = n("ex") * mega;
  s.ey = n("ey") * mega;
  s.align.roll = n("tilt");
  if (s.length > 0.0) return s;
  if (s.ex != 0.0 || s.ey != 0.0) n.remark("its field acts over no length", "it is a marker");
  return elements::Marker<>{};
}

AnyElement patch(MadxNumbers& n, const std::string& base) {
  elements::Patch<> p;
  if (base == "translation") {
    p.align.dx = n("dx");
    p.align.dy = n("dy");
    p.align.ds = n("ds");
  } else if (base == "srotation") {
    p.align.roll = n("angle");
  } else if (base == "yrotation") {
    p.align.yaw = n("angle");
  } else {
    p.align.pitch = -n("angle");
  }
  return p;
}

AnyElement edge(MadxNumbers& n) {
  elements::DipoleEdge<> e;
  e.h = n("h");
  e.angle = n("e1");
  e.fint = n("fint");
  e.gap = 2.0 * n("hgap");
  return e;
}

// Rows and columns of t and pt: z = beta t, delta = pt/beta to first order about the reference particle.
AnyElement matrix(MadxNumbers& n, const MadxRing& ring) {
  elements::LinearMap<> m;
  m.length = n.length();
  const std::array<double, 6> scale{1.0, 1.0, 1.0, 1.0, ring.beta, 1.0 / ring.beta};
  for (std::size_t i = 0; i < 6; ++i) {
    m.kick[i] = n(fmt::format("kick{}", i + 1)) * scale[i];
    for (std::size_t j = 0; j < 6; ++j)
      m.matrix[6 * i + j] = n(fmt::format("rm{}{}", i + 1, j + 1), i == j ? 1.0 : 0.0) * scale[i] / scale[j];
  }
  return m;
}

AnyElement beam_beam(MadxNumbers& n, const MadxRing& ring) {
  elements::BeamBeam<> b;
  b.sigma_x = n("sigx");
  b.sigma_y = n("sigy");
  b.centre_x = n("xma");
  b.centre_y = n("yma");
  b.charge = n("charge", 1.0);
  const double own = n("npart");
  b.particles = own != 0.0 ? own : ring.npart;
  const double shape = n("bbshape", 1.0), direction = n("bbdir", -1.0), width = n("width");
  if (b.particles == 0.0 || b.charge == 0.0) return space(n.length());
  if (shape != 1.0) return without(n, "a beam-beam kick of another shape than a Gaussian is not supported");
  if (!(b.sigma_x > 0.0) || !(b.sigma_y > 0.0)) return without(n, "a beam-beam kick needs sigx and sigy");
  if (width != 0.0) n.remark("width belongs to other shapes than a Gaussian", "it was skipped");
  if (direction != -1.0)
    n.remark(fmt::format("a beam of bbdir = {} is not supported", direction), "it comes from the other side");
  return b;
}

AnyElement other(MadxNumbers& n, const std::string& base, const MadxRing& ring) {
  if (base == "solenoid") return solenoid(n);
  if (base == "elseparator") return separator(n);
  if (base == "dipedge") return edge(n);
  if (base == "translation" || base == "srotation" || base == "xrotation" || base == "yrotation")
    return patch(n, base);
  if (base == "nllens")
    return n("knll") != 0.0 ? without(n, "a nonlinear lens is not supported") : space(n.length());
  if (base == "beambeam") return beam_beam(n, ring);
  if (base == "marker" || base == "sixmarker" || base == "drift" || base == "instrument" ||
      base == "placeholder" || base == "rcollimator" || base == "ecollimator" || base == "collimator")
    return space(n.length());
  return without(n, fmt::format("class '{}' is not supported", base));
}

}  // namespace

double MadxNumbers::operator()(std::string_view attribute, double standard) {
  used_.emplace(attribute);
  return job_.number(element_, attribute, standard);
}

std::vector<double> MadxNumbers::list(std::string_view attribute) {
  used_.emplace(attribute);
  std::vector<double> out;
  if (const MadxValue* found = element_.find(attribute))
    for (const auto& number : found->numbers) out.push_back(job_.values.number(number, found->place));
  return out;
}

double MadxNumbers::meant(std::string_view attribute) {
  const MadxValue* found = element_.find(attribute);
  if (!found) return 0.0;
  return found->meant ? job_.values.number(*found->meant, found->place) : job_.number(*found);
}

void MadxNumbers::remark(std::string_view problem, std::string_view action) {
  job_.report.add(element_.place.where(), fmt::format("{} '{}'", element_.base, element_.name), problem,
                  action);
}

void MadxNumbers::report_unused() {
  for (const auto& [name, value] : element_.attributes) {
    if (used_.contains(name) || madx_has(madx_idle, name)) continue;
    bool zero = !value->is_text || value->text.empty();
    for (const auto& number : value->numbers) zero = zero && job_.values.number(number, value->place) == 0.0;
    if (!zero)
      job_.report.add(value->place.where(), fmt::format("{} '{}'", element_.base, element_.name),
                      fmt::format("attribute '{}' is not understood", name), "it was skipped");
  }
}

AnyElement from_madx(MadxNumbers& n, const MadxRing& ring) {
  const std::string& base = n.element().base;
  if (n.length() < 0.0) {
    n.remark(fmt::format("its length is {} m", n.length()), "it is a marker");
    return elements::Marker<>{};
  }
  if (base == "quadrupole") return madx_quadrupole(n);
  if (base == "sextupole") return madx_sextupole(n);
  if (base == "octupole") return madx_octupole(n);
  if (base == "sbend" || base == "rbend") return madx_bend(n);
  if (base == "multipole") return madx_multipole(n);
  if (base == "hkicker" || base == "vkicker" || base == "kicker" || base == "tkicker") return madx_kicker(n);
  if (base == "rfcavity") return cavity(elements::Cavity<>{}, n, ring);
  if (base == "crabcavity") return crab(n, ring);
  if (base == "matrix") return matrix(n, ring);
  if (base == "monitor" || base == "hmonitor" || base == "vmonitor") {
    elements::Monitor<> m;
    m.length = n.length();
    return m;
  }
  return other(n, base, ring);
}

}  // namespace courant::io::detail
