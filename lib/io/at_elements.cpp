#include "at_elements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>

#include "at_conventions.hpp"
#include "at_tables.hpp"
#include "courant/base/error.hpp"
#include "courant/lattice/field_value.hpp"

namespace courant::io::detail {
namespace {

using physics::BendModel;
using physics::Edge;
using physics::Fringe;

bool is_all(const std::vector<double>& list, double wanted) {
  return std::all_of(list.begin(), list.end(), [wanted](double x) { return x == wanted; });
}

bool is_identity(const std::vector<double>& matrix) {
  if (matrix.size() != 36) return false;
  for (std::size_t i = 0; i < 36; ++i)
    if (matrix[i] != (i % 7 == 0 ? 1.0 : 0.0)) return false;
  return true;
}

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
  magnet.fringe = entrance != 0.0 && exit != 0.0 ? Fringe::hard_edge
                  : entrance != 0.0              ? Fringe::hard_edge_entrance
                  : exit != 0.0                  ? Fringe::hard_edge_exit
                                                 : Fringe::none;
  if ((entrance == 2.0 || exit == 2.0) && e.has("fringeIntM0") && e.has("fringeIntP0"))
    report.add(e, "quadrupole fringe method 2 (fringe integrals)", "the hard-edge fringe is used");
}

AnyElement straight(const AtElement& e, physics::Model model, AtReport& report) {
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

AnyElement bend(const AtElement& e, BendModel model, AtReport& report) {
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

AnyElement thin(const AtElement& e, AtReport& report) {
  elements::ThinMultipole<> t;
  fill_field(t, polynomials(e, report), 0, 0);
  steering(t, e, false);
  if (!is_all(e.list("BendingAngle"), 0.0))
    report.add(e, "a thin bend (BendingAngle) is not supported", "its multipoles are tracked without it");
  if (e.number("Length", 0.0) != 0.0)
    report.add(e, "a thin multipole has a length, which AT doesn't track", "its length is taken as 0");
  return t;
}

AnyElement corrector(const AtElement& e, bool on, AtReport& report) {
  elements::Corrector<> c;
  c.length = e.number("Length", 0.0);
  steering(c, e, false);
  if (!on && (c.kick_x != 0.0 || c.kick_y != 0.0)) {
    report.add(e, "a corrector with a kick is switched off by its pass method", "its kick is set to 0");
    c.kick_x = c.kick_y = 0.0;
  }
  return c;
}

AnyElement cavity(const AtElement& e, bool on, AtReport& report) {
  elements::Cavity<> c;
  c.length = e.number("Length", 0.0);
  c.voltage = e.number("Voltage", 0.0);
  c.frequency = e.number("Frequency", 0.0);
  c.phase = phase_of_lag(e.number("TimeLag", 0.0), c.frequency, e.number("Phi0", 0.0));
  if (e.number("PhaseLag", 0.0) != 0.0) report.add(e, "PhaseLag is not supported", "it is left out");
  if (!on)
    report.add(e, "a cavity is switched off by its pass method",
               "its voltage is kept; calculations in 4D leave cavities out");
  return c;
}

AnyElement opening(const AtElement& e, AtReport& report) {
  elements::Aperture<> a;
  const auto limits = e.list("Limits");
  if (limits.size() != 4) e.fail("Limits must hold four numbers", {}, "give min x, max x, min y, max y [m]");
  a.opening.half_x = 0.5 * (limits[1] - limits[0]);
  a.opening.half_y = 0.5 * (limits[3] - limits[2]);
  a.opening.centre_x = std::isinf(a.opening.half_x) ? 0.0 : 0.5 * (limits[0] + limits[1]);
  a.opening.centre_y = std::isinf(a.opening.half_y) ? 0.0 : 0.5 * (limits[2] + limits[3]);
  if (e.number("Length", 0.0) != 0.0)
    report.add(e, "an aperture has a length, which AT doesn't track", "its length is taken as 0");
  return a;
}

AnyElement ellipse(const AtElement& e) {
  elements::Aperture<> a;
  const auto axes = e.list("Axes");
  if (axes.size() != 2) e.fail("Axes must hold two numbers", {}, "give the half axes in x and y [m]");
  a.opening = {physics::Shape::elliptic, axes[0], axes[1], 0.0, 0.0};
  return a;
}

AnyElement solenoid(const AtElement& e) {
  elements::Solenoid<> s;
  s.length = e.number("Length", 0.0);
  s.ks = e.number("K", 0.0);
  if (s.length == 0.0) return elements::Marker<>{};
  return s;
}

AnyElement matrix(const AtElement& e) {
  const auto m = e.list("M66");
  if (m.size() != 36) e.fail("M66 must hold 36 numbers", fmt::format("it has {}", m.size()));
  elements::LinearMap<> map;
  map.length = e.number("Length", 0.0);
  map.matrix = matrix_of_at(m);
  return map;
}

/// Elements that a pass method doesn't move, or moves as a drift: their class still says what they are.
AnyElement passive(const AtElement& e, bool identity, physics::Model model, AtReport& report) {
  const double length = e.number("Length", 0.0);
  const std::string type = at_class(e);
  if (identity && length != 0.0)
    report.add(e, "IdentityPass on an element with length", "it is tracked as a drift of its length");
  if (type == "monitor") {
    elements::Monitor<> m;
    m.length = length;
    m.model = model;
    return m;
  }
  if (type == "rfcavity") return cavity(e, false, report);
  if (type == "corrector") return corrector(e, false, report);
  if (length != 0.0 || !identity) return elements::Drift<>{.length = length, .model = model};
  return elements::Marker<>{};
}

AnyElement unknown(const AtElement& e, const std::string& pass, AtReport& report) {
  const double length = e.number("Length", 0.0);
  const std::string problem =
      pass.empty() ? "it has no pass method" : fmt::format("pass method {} is not known", pass);
  if (e.has("BendingAngle") && length > 0.0) {
    report.add(e, problem, "it is tracked as BndMPoleSymplectic4Pass");
    return bend(e, BendModel::expanded, report);
  }
  if ((e.has("PolynomB") || e.has("K")) && length > 0.0) {
    report.add(e, problem, "it is tracked as StrMPoleSymplectic4Pass");
    return straight(e, physics::Model::expanded, report);
  }
  report.add(e, problem, length > 0.0 ? "it is tracked as a drift of its length" : "it has no effect");
  return length > 0.0 ? AnyElement(elements::Drift<>{.length = length}) : AnyElement(elements::Marker<>{});
}

/// Shift and turn in the transverse plane by T1, R1, R2, T2; false if they are another motion, or the element can't have it.
bool displace(AnyElement& body, const AtElement& e) {
  const auto place = place_of_displacement({e.list("T1"), e.list("T2"), e.list("R1"), e.list("R2")});
  if (!place) return false;
  return std::visit(
      [&]<class E>(E& magnet) {
        if constexpr (std::same_as<E, elements::Dipole<>>) {
          if (place->dx != 0.0 || place->dy != 0.0) return false;
          magnet.tilt = place->roll;
          return true;
        } else if constexpr (requires { magnet.align; }) {
          magnet.align = {
              .dx = place->dx, .dy = place->dy, .ds = 0.0, .roll = place->roll, .pitch = 0.0, .yaw = 0.0};
          return true;
        } else {
          return place->dx == 0.0 && place->dy == 0.0 && place->roll == 0.0;
        }
      },
      body);
}

void report_displacement(const AtElement& e, AtReport& report) {
  for (const std::string_view shift : {"T1", "T2"})
    if (!is_all(e.list(shift), 0.0))
      report.add(e, fmt::format("displacement by {} is not supported", shift), "it is left out");
  for (const std::string_view rotation : {"R1", "R2"})
    if (e.has(rotation) && !is_identity(e.list(rotation)))
      report.add(e, fmt::format("rotation by {} is not supported", rotation), "it is left out");
}

void report_attributes(const AtElement& e, AtReport& report) {
  for (const std::string_view chamber : {"RApertures", "EApertures"})
    if (e.has(chamber))
      report.add(e, fmt::format("{} inside an element", chamber), "the chamber is left out");
  if (e.number("FieldScaling", 1.0) != 1.0)
    report.add(e, "FieldScaling is not supported", "the field is taken as it stands");
  for (const auto& attribute : e.attributes())
    if (std::find(known_attributes.begin(), known_attributes.end(), attribute) == known_attributes.end() &&
        !attribute.starts_with('_'))
      report.add_for_all(e, fmt::format("attribute {} is unknown", as_utf8(attribute)),
                         "nothing is done with it");
}

AnyElement by_pass(const AtElement& e, AtReport& report) {
  const std::string name = e.text("PassMethod");
  const auto pass =
      std::find_if(pass_table.begin(), pass_table.end(), [&](const Pass& p) { return p.name == name; });
  if (pass == pass_table.end()) return unknown(e, name, report);
  if (!pass->change.empty())
    report.add(e, fmt::format("pass method {} is not supported", name), pass->change);
  switch (pass->model) {
    case Model::drift:
      return passive(e, false, physics::Model::expanded, report);
    case Model::drift_exact:
      return passive(e, false, physics::Model::exact, report);
    case Model::identity:
      return passive(e, true, physics::Model::expanded, report);
    case Model::straight:
      return straight(e, physics::Model::expanded, report);
    case Model::straight_exact:
      return straight(e, physics::Model::exact, report);
    case Model::bend:
      return bend(e, BendModel::expanded, report);
    case Model::bend_e2:
      return bend(e, BendModel::at_curvilinear, report);
    case Model::bend_exact:
      return bend(e, BendModel::exact, report);
    case Model::thin:
      return thin(e, report);
    case Model::corrector:
      return corrector(e, true, report);
    case Model::cavity:
      return cavity(e, true, report);
    case Model::opening:
      return opening(e, report);
    case Model::ellipse:
      return ellipse(e);
    case Model::solenoid:
      return solenoid(e);
    case Model::matrix:
      return matrix(e);
  }
  return unknown(e, name, report);
}

}  // namespace

AnyElement from_at(const AtElement& e, AtReport& report) {
  AnyElement body = by_pass(e, report);
  if (!displace(body, e)) report_displacement(e, report);
  report_attributes(e, report);
  try {
    lattice::validate(e.name(), body);
  } catch (const InvalidArgument& error) {
    e.fail(error.what());
  }
  return body;
}

}  // namespace courant::io::detail
