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

double factorial(std::size_t n) {
  double out = 1.0;
  for (std::size_t i = 2; i <= n; ++i) out *= static_cast<double>(i);
  return out;
}

template <class E>
AnyElement straight(MadxNumbers& n, E magnet, double strength, double skew) {
  magnet.length = n.length();
  magnet.align.roll = n("tilt");
  for (const auto* list : {"knl", "ksl"})
    for (const double k : n.list(list))
      if (k != 0.0)
        n.remark(fmt::format("'{}' of a thick magnet", list), "it is left out, as in MAD-X's TWISS");
  if (magnet.length > 0.0) return magnet;
  if (strength != 0.0 || skew != 0.0) n.remark("its strength acts over no length", "it is a marker");
  return elements::Marker<>{};
}

AnyElement quadrupole(MadxNumbers& n) {
  elements::Quadrupole<> q;
  q.k1 = n("k1");
  q.k1s = n("k1s");
  return straight(n, q, q.k1, q.k1s);
}

AnyElement sextupole(MadxNumbers& n) {
  elements::Sextupole<> s;
  s.k2 = n("k2");
  s.k2s = n("k2s");
  return straight(n, s, s.k2, s.k2s);
}

AnyElement octupole(MadxNumbers& n) {
  elements::Octupole<> o;
  o.k3 = n("k3");
  o.k3s = n("k3s");
  return straight(n, o, o.k3, o.k3s);
}

AnyElement bend(MadxNumbers& n) {
  elements::Dipole<> d;
  d.length = n.length();
  d.angle = n("angle");
  d.e1 = n("e1");
  d.e2 = n("e2");
  if (n.element().base == "rbend") {
    d.e1 += 0.5 * d.angle;
    d.e2 += 0.5 * d.angle;
  }
  if (!(d.length > 0.0)) {
    if (d.angle != 0.0) n.remark("a bend without length", "it is a marker");
    return elements::Marker<>{};
  }
  d.gap = 2.0 * n("hgap");
  d.fint1 = n("fint");
  const double fintx = n("fintx", -1.0);
  d.fint2 = fintx < 0.0 ? d.fint1 : fintx;  // MAD-X: not given, that of the entrance
  if (n("kill_ent_fringe") != 0.0) d.edge1 = elements::Edge::none;
  if (n("kill_exi_fringe") != 0.0) d.edge2 = elements::Edge::none;
  if (const double k0 = n("k0"); k0 != 0.0) d.dk0 = k0 - d.angle / d.length;  // MAD-X: 0 means angle/l
  d.k1 = n("k1");
  d.k2 = n("k2");
  d.field.add(1, 0.0, n("k1s"));
  d.field.add(2, 0.0, n("k2s") / 2.0);
  d.field.add(3, n("k3") / 6.0, 0.0);
  if (n("k0s") != 0.0) d.field.add(0, 0.0, n("k0s"));
  if (n("h1") != 0.0 || n("h2") != 0.0)
    n.remark("curved pole faces (h1, h2) are not supported", "the faces are flat");
  if (n("tilt") != 0.0) n.remark("a bend with tilt is not supported", "it bends in the horizontal plane");
  return d;
}

AnyElement multipole(MadxNumbers& n) {
  elements::ThinMultipole<> m;
  const auto normal = n.list("knl"), skew = n.list("ksl");
  const double angle = n.has("angle") ? n("angle") : normal.empty() ? 0.0 : normal[0];
  const double angle_y = n.has("angle") || skew.empty() ? 0.0 : skew[0];
  for (std::size_t i = 0; i < std::max(normal.size(), skew.size()); ++i) {
    double b = i < normal.size() ? normal[i] : 0.0, a = i < skew.size() ? skew[i] : 0.0;
    if (i == 0) b -= angle, a -= angle_y;
    if (b == 0.0 && a == 0.0) continue;
    if (i > physics::Multipoles<>::max_order)
      n.remark(fmt::format("multipole of order {} is above the highest one Courant has", i),
               "it is left out");
    else
      m.field.add(static_cast<int>(i), b / factorial(i), a / factorial(i));
  }
  if (angle != 0.0 || angle_y != 0.0)
    n.remark("a thin bend (knl[0] or ksl[0]) is not supported",
             "it bends neither the orbit nor the reference");
  m.align.roll = n("tilt");
  return m;
}

AnyElement kicker(MadxNumbers& n) {
  elements::Corrector<> c;
  c.length = n.length();
  const std::string& base = n.element().base;
  const bool both = base == "kicker" || base == "tkicker";
  const double kick = both ? 0.0 : n("kick");  // of an hkicker or vkicker; without it hkick or vkick
  const double x = base == "vkicker" ? 0.0 : kick != 0.0 ? kick : n("hkick");
  const double y = base == "hkicker" ? 0.0 : kick != 0.0 ? kick : n("vkick");
  const double tilt = n("tilt");
  c.kick_x = x * std::cos(tilt) - y * std::sin(tilt);
  c.kick_y = y * std::cos(tilt) + x * std::sin(tilt);
  return c;
}

AnyElement cavity(MadxNumbers& n, const MadxRing& ring) {
  elements::Cavity<> c;
  c.length = n.length();
  // MAD-X: dE = volt sin(2 pi (lag - f t_late)), without the charge, and a late particle gains more; Courant:
  // dE = |q| V sin(phase + 2 pi f z/(beta c)), z < 0 for a late one.
  c.voltage = n("volt") * mega / std::abs(ring.charge);
  c.phase = constants::pi - constants::two_pi * n("lag");
  c.frequency = n("freq") * mega;
  if (const double harmonic = n("harmon"); c.frequency == 0.0 && harmonic != 0.0 && ring.length > 0.0)
    c.frequency = harmonic * ring.beta * constants::speed_of_light / ring.length;
  if (c.voltage != 0.0 && !(c.frequency > 0.0)) {
    n.remark("a cavity with voltage has no frequency", "its voltage is set to 0");
    c.voltage = 0.0;
  }
  return c;
}

bool any(MadxNumbers& n, std::initializer_list<std::string_view> attributes) {
  bool found = false;
  for (const auto a : attributes) found = n(a) != 0.0 || found;
  return found;
}

AnyElement other(MadxNumbers& n, const std::string& base) {
  if (base == "solenoid")
    return any(n, {"ks", "ksi"}) ? without(n, "a solenoid is not supported") : space(n.length());
  if (base == "elseparator")
    return any(n, {"ex", "ey", "ex_l", "ey_l"}) ? without(n, "an electrostatic separator is not supported")
                                                : space(n.length());
  if (base == "crabcavity")
    return any(n, {"volt"}) ? without(n, "a crab cavity is not supported") : space(n.length());
  if (base == "yrotation" || base == "xrotation" || base == "srotation")
    return any(n, {"angle"}) ? without(n, "a rotation of the frame is not supported") : space(n.length());
  if (base == "translation")
    return any(n, {"dx", "dy", "ds"}) ? without(n, "a shift of the frame is not supported")
                                      : space(n.length());
  if (base == "nllens")
    return any(n, {"knll"}) ? without(n, "a nonlinear lens is not supported") : space(n.length());
  if (base == "dipedge")
    return any(n, {"h"}) ? without(n, "a dipole edge on its own is not supported") : space(n.length());
  if (base == "beambeam")
    return any(n, {"charge", "npart"}) ? without(n, "a beam-beam kick is not supported") : space(n.length());
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
  if (base == "quadrupole") return quadrupole(n);
  if (base == "sextupole") return sextupole(n);
  if (base == "octupole") return octupole(n);
  if (base == "sbend" || base == "rbend") return bend(n);
  if (base == "multipole") return multipole(n);
  if (base == "hkicker" || base == "vkicker" || base == "kicker" || base == "tkicker") return kicker(n);
  if (base == "rfcavity") return cavity(n, ring);
  if (base == "monitor" || base == "hmonitor" || base == "vmonitor") {
    elements::Monitor<> m;
    m.length = n.length();
    return m;
  }
  return other(n, base);
}

}  // namespace courant::io::detail
