#include "at_elements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>

#include "at_chamber.hpp"
#include "at_conventions.hpp"
#include "at_kick_map.hpp"
#include "at_magnets.hpp"
#include "at_tables.hpp"
#include "at_wiggler.hpp"
#include "courant/base/error.hpp"
#include "courant/lattice/field_value.hpp"

namespace courant::io::detail {
namespace {

using physics::BendModel;

bool is_identity(const std::vector<double>& matrix) {
  if (matrix.size() != 36) return false;
  for (std::size_t i = 0; i < 36; ++i)
    if (matrix[i] != (i % 7 == 0 ? 1.0 : 0.0)) return false;
  return true;
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
  a.opening = at_rectangle(e, "Limits");
  if (e.number("Length", 0.0) != 0.0)
    report.add(e, "an aperture has a length, which AT doesn't track", "its length is taken as 0");
  return a;
}

AnyElement ellipse(const AtElement& e) {
  elements::Aperture<> a;
  a.opening = at_ellipse(e, "Axes");
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
  if (type == "corrector") return at_corrector(e, false, report);
  if (length != 0.0 || !identity) return elements::Drift<>{.length = length, .model = model};
  return elements::Marker<>{};
}

AnyElement unknown(const AtElement& e, const std::string& pass, AtReport& report) {
  const double length = e.number("Length", 0.0);
  const std::string problem =
      pass.empty() ? "it has no pass method" : fmt::format("pass method {} is not known", pass);
  if (e.has("BendingAngle") && length > 0.0) {
    report.add(e, problem, "it is tracked as BndMPoleSymplectic4Pass");
    return at_bend(e, BendModel::expanded, report);
  }
  if ((e.has("PolynomB") || e.has("K")) && length > 0.0) {
    report.add(e, problem, "it is tracked as StrMPoleSymplectic4Pass");
    return at_straight(e, physics::Model::expanded, report);
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
  for (const auto& attribute : e.attributes())
    if (std::find(known_attributes.begin(), known_attributes.end(), attribute) == known_attributes.end() &&
        !attribute.starts_with('_'))
      report.add_for_all(e, fmt::format("attribute {} is unknown", as_utf8(attribute)),
                         "nothing is done with it");
}

AnyElement by_model(const AtElement& e, Model model, double energy, AtReport& report) {
  switch (model) {
    case Model::drift:
      return passive(e, false, physics::Model::expanded, report);
    case Model::drift_exact:
      return passive(e, false, physics::Model::exact, report);
    case Model::identity:
      return passive(e, true, physics::Model::expanded, report);
    case Model::straight:
      return at_straight(e, physics::Model::expanded, report);
    case Model::straight_exact:
      return at_straight(e, physics::Model::exact, report);
    case Model::bend:
      return at_bend(e, BendModel::expanded, report);
    case Model::bend_e2:
      return at_bend(e, BendModel::at_curvilinear, report);
    case Model::bend_exact:
      return at_bend(e, BendModel::exact, report);
    case Model::thin:
      return at_thin(e, report);
    case Model::corrector:
      return at_corrector(e, true, report);
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
    case Model::wiggler:
      return at_wiggler(e, e.number("Energy", energy), report);
    case Model::kick_map:
      return at_kick_map(e, report);
  }
  return unknown(e, {}, report);
}

// Radiation of the pass method, and AT's FieldScaling as a taper.
void set_losses(const AtElement& e, physics::Radiation radiation, AnyElement& body, AtReport& report) {
  const double scaling = e.number("FieldScaling", 1.0);
  std::visit(
      [&](auto& magnet) {
        if constexpr (requires { magnet.radiation; }) magnet.radiation = radiation;
        if constexpr (requires { magnet.taper; })
          magnet.taper = scaling - 1.0;
        else if (scaling != 1.0)
          report.add(e, "FieldScaling is not supported", "the field is taken as it stands");
      },
      body);
}

AnyElement by_pass(const AtElement& e, double energy, AtReport& report) {
  const std::string name = e.text("PassMethod");
  const auto pass =
      std::find_if(pass_table.begin(), pass_table.end(), [&](const Pass& p) { return p.name == name; });
  if (pass == pass_table.end()) return unknown(e, name, report);
  if (!pass->change.empty())
    report.add(e, fmt::format("pass method {} is not supported", name), pass->change);
  AnyElement body = by_model(e, pass->model, energy, report);
  set_losses(e, pass->radiation, body, report);
  return body;
}

}  // namespace

AnyElement from_at(const AtElement& e, double energy, AtReport& report) {
  AnyElement body = by_pass(e, energy, report);
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
