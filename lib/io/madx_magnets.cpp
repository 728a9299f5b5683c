#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <complex>

#include "madx_elements.hpp"

namespace courant::io::detail {
namespace {

double factorial(std::size_t n) {
  double out = 1.0;
  for (std::size_t i = 2; i <= n; ++i) out *= static_cast<double>(i);
  return out;
}

template <class E>
AnyElement straight(MadxNumbers& n, E magnet, double strength, double skew) {
  magnet.length = n.length();
  magnet.align.roll = n("tilt");
  magnet.taper = n("ktap");
  for (const auto* list : {"knl", "ksl"})
    for (const double k : n.list(list))
      if (k != 0.0)
        n.remark(fmt::format("'{}' of a thick magnet", list), "it is left out, as in MAD-X's TWISS");
  if (magnet.length > 0.0) return magnet;
  if (strength != 0.0 || skew != 0.0) n.remark("its strength acts over no length", "it is a marker");
  return elements::Marker<>{};
}

}  // namespace

AnyElement madx_quadrupole(MadxNumbers& n) {
  elements::Quadrupole<> q;
  q.k1 = n("k1");
  q.k1s = n("k1s");
  return straight(n, q, q.k1, q.k1s);
}

AnyElement madx_sextupole(MadxNumbers& n) {
  elements::Sextupole<> s;
  s.k2 = n("k2");
  s.k2s = n("k2s");
  return straight(n, s, s.k2, s.k2s);
}

AnyElement madx_octupole(MadxNumbers& n) {
  elements::Octupole<> o;
  o.k3 = n("k3");
  o.k3s = n("k3s");
  return straight(n, o, o.k3, o.k3s);
}

AnyElement madx_bend(MadxNumbers& n) {
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
  if (const double ktap = n("ktap"); ktap != 0.0)  // MAD-X: of the dipole field alone
    d.dk0 += ktap * (d.angle / d.length + d.dk0);
  d.k1 = n("k1");
  d.k2 = n("k2");
  d.field.add(1, 0.0, n("k1s"));
  d.field.add(2, 0.0, n("k2s") / 2.0);
  d.field.add(3, n("k3") / 6.0, 0.0);
  if (n("k0s") != 0.0) d.field.add(0, 0.0, n("k0s"));
  if (n("h1") != 0.0 || n("h2") != 0.0)
    n.remark("curved pole faces (h1, h2) are not supported", "the faces are flat");
  d.tilt = n("tilt");
  return d;
}

AnyElement madx_multipole(MadxNumbers& n) {
  elements::ThinMultipole<> m;
  const auto normal = n.list("knl"), skew = n.list("ksl");
  const auto of = [](const std::vector<double>& list, std::size_t i) {
    return i < list.size() ? list[i] : 0.0;
  };
  // knl[0] bends the design orbit in x and ksl[0] in y: with both, in the plane between them.
  const std::complex<double> bend(of(normal, 0), of(skew, 0));
  const double plane = bend.imag() != 0.0 ? -std::arg(bend) : 0.0;
  constexpr std::size_t orders = physics::Multipoles<>::max_order + 1;
  const auto used = [](const std::vector<double>& list) {
    return static_cast<std::size_t>(
        std::find_if(list.rbegin(), list.rend(), [](double k) { return k != 0.0; }).base() - list.begin());
  };
  const std::size_t count = std::max(used(normal), used(skew));
  if (count > orders)
    n.remark(fmt::format("multipoles above order {} are not supported", orders - 1), "they are left out");
  for (std::size_t i = 0; i < std::min(count, orders); ++i) {
    std::complex<double> field(of(normal, i), of(skew, i));
    if (plane != 0.0) field *= std::polar(1.0, static_cast<double>(i + 1) * plane);
    m.field.add(static_cast<int>(i), field.real() / factorial(i), i == 0 ? 0.0 : field.imag() / factorial(i));
  }
  const double tapered = 1.0 + n("ktap");
  for (auto& b : m.field.b) b *= tapered;
  for (auto& a : m.field.a) a *= tapered;
  const double angle = n("angle");  // MAD-X: without it knl[0]
  m.angle = angle != 0.0 ? angle : m.field.b[0];
  const double lrad = n("lrad");
  if (m.angle != 0.0) m.lrad = lrad;
  m.align.roll = n("tilt") + plane;
  return m;
}

AnyElement madx_kicker(MadxNumbers& n) {
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

}  // namespace courant::io::detail
