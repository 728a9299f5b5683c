#include "at_magnets.hpp"

#include <fmt/format.h>

#include <concepts>

#include "at_conventions.hpp"
#include "at_tables.hpp"
#include "courant/lattice/field_value.hpp"

namespace courant::io::detail {
namespace {

using physics::BendModel;
using physics::Edge;
using physics::Fringe;

/// Polynomials as far as MaxOrder, the order AT stops at.
struct Polynomials {
  std::vector<double> b, a;

  double normal(std::size_t n) const { return n < b.size() ? b[n] : 0.0; }
  double skew(std::size_t n) const { return n < a.size() ? a[n] : 0.0; }
};

Polynomials polynomials(const AtElement& e, AtReport& report) {
  Polynomials p{e.list("PolynomB"), e.list("PolynomA")};
  if (p.b.empty() && e.has("K")) p.b = {0.0, e.number("K", 0.0)};
  const double order = e.number("MaxOrder", 1e9);
  const auto cut = [&](std::vector<double>& list, double last, std::string_view why) {
    while (!list.empty() && (list.back() == 0.0 || static_cast<double>(list.size()) - 1.0 > last)) {
      if (list.back() != 0.0)
        report.add(e, fmt::format("multipole of order {} is {}", list.size() - 1, why), "it is left out");
      list.pop_back();
    }
  };
  for (auto* list : {&p.b, &p.a}) {
    cut(*list, order, "above MaxOrder, where AT stops");
    cut(*list, physics::Multipoles<>::max_order, "above the highest one Courant has");
  }
  return p;
}

/// Everything of the polynomials that no named strength has taken.
template <class E>
void fill_field(E& magnet, const Polynomials& p, std::size_t named_from, std::size_t named_to) {
  for (std::size_t n = 0; n < std::max(p.b.size(), p.a.size()); ++n) {
    const bool named = n >= named_from && n < named_to;
    const double normal = named ? 0.0 : p.normal(n), skew = p.skew(n);
    if (normal != 0.0 || skew != 0.0) magnet.field.add(static_cast<int>(n), normal, skew);
  }
}

template <class E>
void steering(E& magnet, const AtElement& e, bool by_sine) {
  const auto kick = e.list("KickAngle");
  if (kick.empty()) return;
  if (kick.size() != 2) e.fail("KickAngle must hold two numbers", {}, "give the kicks in x and y");
  magnet.kick_x = kick_of_angle(kick[0], by_sine);
  magnet.kick_y = kick_of_angle(kick[1], by_sine);
}

template <class E>
void steps_and_fringe(E& magnet, const AtElement& e, AtReport& report) {
  const double steps = e.number("NumIntSteps", 10.0);
  if (!(steps >= 1.0 && steps <= 1e6))
    e.fail("NumIntSteps must be 1 or more", fmt::format("it is {}", steps));
  magnet.steps = static_cast<int>(steps);
  const double entrance = e.number("FringeQuadEntrance", 0.0), exit = e.number("FringeQuadExit", 0.0);
  magnet.fringe = with_ends(Fringe::hard_edge, entrance != 0.0, exit != 0.0);
  const auto inside = e.list("fringeIntM0"), outside = e.list("fringeIntP0");
  if ((entrance != 2.0 && exit != 2.0) || inside.empty() || outside.empty()) return;
  if constexpr (requires { magnet.fq1; }) {
    if (inside.size() != 5 || outside.size() != 5)
      e.fail("fringeIntM0 and fringeIntP0 must hold five numbers each", {}, "give I0, I1, I2, I3, Lambda2");
    magnet.fringe = with_ends(Fringe::full, entrance != 0.0, exit != 0.0);
    if (entrance != exit && entrance != 0.0 && exit != 0.0)
      report.add(e, "quadrupole fringes of method 2 and another one", "both ends have the fringe integrals");
    magnet.fq1 = -(inside[1] + outside[1]);
    magnet.fq2 = inside[2] + outside[2];
    const auto more = [](const auto& i) { return i[0] != 0.0 || i[3] != 0.0 || i[4] != 0.0; };
    if (more(inside) || more(outside))
      report.add(e, "fringe integrals of second order", "I1 and I2 alone are kept");
    if (magnet.fq2 != 0.0)
      report.add(e, "AT takes the fringe integral I2 with the other sign at the entrance",
                 "both ends have the exit's");
  } else {
    report.add(e, "quadrupole fringe method 2 (fringe integrals)", "the hard-edge fringe is used");
  }
}

/// Model of one face; AT's methods: 0 edge without fringe integral, 1 Brown's first order, 2 and 3 variants. The exact
/// bend turns to the face and has a hard edge there, 0: none.
Edge face(const AtElement& e, std::string_view attribute, BendModel model, double angle, double& fint,
          AtReport& report) {
  const double method = e.number(attribute, 1.0);
  if (model == BendModel::at_curvilinear) return Edge::at_e2;  // AT's E2 pass doesn't ask for the method
  if (model == BendModel::exact) {
    if (method == 0.0 && angle == 0.0) return Edge::none;
    if (method == 0.0)
      report.add(e, fmt::format("{} 0 at a turned face", attribute), "the face has a hard edge");
    return Edge::hard_edge;
  }
  if (method == 0.0) fint = 0.0;
  if (method > 1.0)
    report.add(e, fmt::format("{} method {} is not supported", attribute, method), "method 1 is used");
  return Edge::at_linear;
}

}  // namespace

AnyElement at_straight(const AtElement& e, physics::Model model, AtReport& report) {
  const double length = e.number("Length", 0.0);
  const Polynomials p = polynomials(e, report);
  if (length == 0.0) {
    if (!is_all(p.b, 0.0) || !is_all(p.a, 0.0))
      report.add(e, "a thick magnet has no length, so AT gives it no effect", "it is a marker here too");
    return elements::Marker<>{};
  }
  const auto finish = [&](auto magnet, std::size_t named_from, std::size_t named_to) -> AnyElement {
    magnet.length = length;
    magnet.model = model;
    fill_field(magnet, p, named_from, named_to);
    steering(magnet, e, true);
    steps_and_fringe(magnet, e, report);
    return magnet;
  };
  std::string type = at_class(e);
  if (type != "quadrupole" && type != "sextupole" && type != "octupole" && type != "multipole") {
    const auto first = std::find_if(p.b.begin(), p.b.end(), [](double x) { return x != 0.0; }) - p.b.begin();
    constexpr std::array<std::string_view, 4> by_order{"multipole", "quadrupole", "sextupole", "octupole"};
    type = by_order[first < 4 && !p.b.empty() ? static_cast<std::size_t>(first) : 0];
  }
  if (type == "quadrupole") {
    elements::Quadrupole<> q;
    q.k1 = p.normal(1);
    return finish(q, 1, 2);
  }
  if (type == "sextupole") {
    elements::Sextupole<> s;
    s.k2 = 2.0 * p.normal(2);
    return finish(s, 2, 3);
  }
  if (type == "octupole") {
    elements::Octupole<> o;
    o.k3 = 6.0 * p.normal(3);
    return finish(o, 3, 4);
  }
  return finish(elements::Multipole<>{}, 0, 0);
}

AnyElement at_bend(const AtElement& e, BendModel model, AtReport& report) {
  const Polynomials p = polynomials(e, report);
  elements::Dipole<> d;
  d.length = e.number("Length", 0.0);
  d.angle = e.number("BendingAngle", 0.0);
  d.e1 = e.number("EntranceAngle", 0.0);
  d.e2 = e.number("ExitAngle", 0.0);
  d.gap = e.number("FullGap", 0.0);
  d.fint1 = e.number("FringeInt1", 0.0);
  d.fint2 = e.number("FringeInt2", 0.0);
  d.edge1 = face(e, "FringeBendEntrance", model, d.e1, d.fint1, report);
  d.edge2 = face(e, "FringeBendExit", model, d.e2, d.fint2, report);
  d.model = model;
  d.dk0 = p.normal(0);
  d.k1 = p.normal(1);
  d.k2 = 2.0 * p.normal(2);
  fill_field(d, p, 0, 3);
  steering(d, e, true);
  steps_and_fringe(d, e, report);
  if (model == BendModel::exact && !(p.b.empty() && p.a.empty()))
    report.add(e, "multipoles in AT's exact bend don't see its curvature", "here they do");
  if (model == BendModel::exact && d.gap * (std::abs(d.fint1) + std::abs(d.fint2)) != 0.0)
    report.add(e, "AT's exact bend has another fringe integral", "that of the hard edge is used");
  if (e.number("H1", 0.0) != 0.0 || e.number("H2", 0.0) != 0.0)
    report.add(e, "curved pole faces (H1, H2) are not supported", "the faces are flat");
  return d;
}

AnyElement at_thin(const AtElement& e, AtReport& report) {
  elements::ThinMultipole<> t;
  fill_field(t, polynomials(e, report), 0, 0);
  steering(t, e, false);
  if (!is_all(e.list("BendingAngle"), 0.0))
    report.add(e, "a thin bend (BendingAngle) is not supported", "its multipoles are tracked without it");
  if (e.number("Length", 0.0) != 0.0)
    report.add(e, "a thin multipole has a length, which AT doesn't track", "its length is taken as 0");
  return t;
}

AnyElement at_corrector(const AtElement& e, bool on, AtReport& report) {
  elements::Corrector<> c;
  c.length = e.number("Length", 0.0);
  steering(c, e, false);
  if (!on && (c.kick_x != 0.0 || c.kick_y != 0.0)) {
    report.add(e, "a corrector with a kick is switched off by its pass method", "its kick is set to 0");
    c.kick_x = c.kick_y = 0.0;
  }
  return c;
}

}  // namespace courant::io::detail
