#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "courant/elements/all.hpp"
#include "courant/elements/field.hpp"
#include "courant/elements/names.hpp"

/// \file
/// Representative elements of every type, made from fields() alone: a new element needs no line here.

namespace courant::test {

#define COURANT_ELEMENT_DEFAULT(Name) std::tuple<elements::Name<>>{},
/// Every element type with strengths of double, for TEMPLATE_LIST_TEST_CASE.
using AllElements = decltype(std::tuple_cat(COURANT_ELEMENTS(COURANT_ELEMENT_DEFAULT) std::tuple<>{}));
#undef COURANT_ELEMENT_DEFAULT

/// A value typical of a small light source for a field of this name and unit.
inline double typical(std::string_view name, std::string_view unit) {
  if (name == "length") return 0.4;
  if (name == "angle") return 0.02;
  if (name == "whole" || name == "offset") return 0.0;
  if (name == "active_length") return 0.3;
  if (name == "tilt") return 0.3;
  if (name == "taper") return 0.0;
  if (name == "period") return 0.2;
  if (name == "kx") return 6.0;
  if (name == "ks") return 0.6;
  if (name == "sigma_x") return 0.04;
  if (name == "sigma_y") return 0.015;
  if (name == "particles") return 1e13;
  if (unit == "V/m") return 2e3;
  if (name == "e1") return 0.03;
  if (name == "e2") return 0.05;
  if (name == "gap") return 0.03;
  if (name == "phase") return 0.4;
  if (name.starts_with("half_") || name == "x_max" || name == "y_max") return 0.03;
  if (name == "x_min" || name == "y_min") return -0.02;
  if (name == "dy" || name == "kick_y" || name == "pitch") return -7e-4;
  if (unit == "m" || unit == "rad") return 5e-4;
  if (unit == "m^2") return -1e-4;
  if (unit == "m^3") return 1e-6;
  if (unit == "1/m") return 2e-3;
  if (unit == "1/m^2") return 2.0;
  if (unit == "1/m^3") return 200.0;
  if (unit == "1/m^4") return 2e4;
  if (unit == "V") return 2e5;
  if (unit == "Hz") return 352e6;
  return 0.5;
}

/// Kicks of smooth potentials; the rays of the tests stay in the cell about the axis, inside which the map is smooth too.
template <class E>
void fill_tables(E& e, double quadratic) {
  e.nx = 4;
  e.ny = 6;
  e.x_first = e.y_first = -0.03;
  e.x_last = e.y_last = 0.03;
  for (auto* table : {&e.kick_x, &e.kick_y, &e.kick_x1, &e.kick_y1}) table->clear();
  for (int j = 0; j < e.ny; ++j)
    for (int i = 0; i < e.nx; ++i) {
      const double x = -0.03 + 0.02 * i, y = -0.03 + 0.012 * j;
      e.kick_x.push_back(-4e-3 * x + 1e-3 * y + quadratic * (0.15 * x * x + 0.08 * x * y - 0.03 * y * y));
      e.kick_y.push_back(1e-3 * x - 6e-3 * y + quadratic * (0.04 * x * x - 0.06 * x * y));
      e.kick_x1.push_back(2e-3 * x + 5e-4 * y);
      e.kick_y1.push_back(5e-4 * x - 2e-3 * y);
    }
}

/// An element whose every number is set; models and steps keep their defaults.
template <class E>
E typical_element() {
  constexpr std::array normal{1e-3, 0.05, 2.0, -40.0, 600.0, -1e4};
  E e;
  elements::for_each_field<E>([&](auto field) {
    auto& datum = field.access(e);
    using D = std::decay_t<decltype(datum)>;
    if constexpr (std::is_same_v<D, double>) {
      datum = typical(field.name, field.unit);
    } else if constexpr (std::is_same_v<D, std::vector<double>>) {
      datum.clear();  // see below
    } else if constexpr (requires { datum[0]; }) {
      const double sign = field.name == "skew" ? -0.7 : 1.0;
      constexpr std::array vertical{0.2, 0.02, 5e-3, 0.0, 0.0, 0.0};  // of a wiggler
      for (std::size_t n = 0; n < normal.size(); ++n)
        datum[n] = field.name == "vertical" ? vertical[n] : sign * normal[n];
    }
  });
  if constexpr (requires { e.period; }) e.steps = 10;  // as the other magnets
  if constexpr (requires { e.grid(); }) fill_tables(e, 1.0);
  if constexpr (requires { e.kicks; }) e.kicks = 1;  // bounds of rounding are those of one map
  if constexpr (requires { e.matrix; }) {
    // two rotations and a slip: symplectic
    e.matrix = {};
    for (const std::size_t plane : {0u, 2u}) {
      const double angle = plane == 0 ? 0.4 : 0.7;
      e.matrix[7 * plane] = e.matrix[7 * plane + 7] = std::cos(angle);
      e.matrix[7 * plane + 1] = std::sin(angle);
      e.matrix[7 * plane + 6] = -std::sin(angle);
    }
    e.matrix[28] = e.matrix[35] = 1.0;
    e.matrix[29] = 0.1;
    e.kick = {1e-4, -2e-4, 3e-4, 1e-5, 0.0, 1e-4};
  }
  if constexpr (requires { e.field.order; }) e.field.order = static_cast<int>(normal.size()) - 1;
  return e;
}

template <class E>
struct Sample {
  std::string label;
  E element;
  /// Symplectic defect allowed beyond round-off [-]: models that are not symplectic by construction.
  double exempt = 0.0;
  /// Error of reversal allowed beyond round-off [m or -]: models whose ends are not inverse by construction.
  double irreversible = 0.0;
};

/// The typical element and one variant per choice of model. Bounds of the exempt ones hold for 3 mm.
template <class E>
std::vector<Sample<E>> samples() {
  const E typical = typical_element<E>();
  // the kicks go as 1/p and z knows nothing of it: a defect of the size of a kick, none on the axis
  double always_exempt = 0.0;
  if constexpr (requires { typical.grid(); }) always_exempt = 1e-4;
  std::vector<Sample<E>> out{{"typical", typical, always_exempt}};
  const auto vary = [&](std::string label, auto change, double exempt = 0.0, double irreversible = 0.0) {
    E e = typical;
    change(e);
    out.push_back({std::move(label), e, std::max(exempt, always_exempt), irreversible});
  };
  if constexpr (requires { typical.grid(); })
    vary("linear", [](E& e) {
      e.interpolation = physics::Interpolation::linear;
      fill_tables(e, 0.0);  // between points of a curve the two planes don't match
    });
  if constexpr (requires { typical.sigma_x; }) {
    vary("upright", [](E& e) { std::swap(e.sigma_x, e.sigma_y); });
    vary("round", [](E& e) { e.sigma_y = e.sigma_x; });
  }
  if constexpr (requires { typical.opening; }) {
    vary("elliptic", [](E& e) { e.opening.shape = physics::Shape::elliptic; });
    vary("polygon", [](E& e) {
      e.opening.shape = physics::Shape::polygon;
      e.opening.polygon = {-0.02, -0.02, 0.02, -0.02, 0.02, 0.02, 0.0, 0.03, -0.02, 0.02};
    });
  }
  if constexpr (requires { typical.align; }) vary("aligned", [](E& e) { e.align = {}; });
  // losses are as large as they are: of the order of 1e-4 for the fastest of the references
  if constexpr (requires { typical.radiation; })
    vary(
        "radiating", [](E& e) { e.radiation = physics::Radiation::mean; }, 1e-2, 1e-2);
  if constexpr (requires { typical.taper; }) vary("tapered", [](E& e) { e.taper = 0.01; });
  if constexpr (requires { typical.length; }) {
    if constexpr (!requires { typical.steps; })
      vary("thin", [](E& e) {
        e.length = 0.0;
        if constexpr (requires { e.active_length; }) e.active_length = 0.0;
      });
  }
  if constexpr (requires { typical.integrator; }) {
    vary("dkd2", [](E& e) { e.integrator = physics::Integrator::dkd2; });
    vary("dkd6", [](E& e) { e.integrator = physics::Integrator::dkd6; });
    vary("one step", [](E& e) { e.steps = 1; });
  }
  if constexpr (requires { typical.fringe; })
    for (const auto& [model, name] : elements::Names<physics::Fringe>::table)
      if (model != physics::Fringe::none && (!is_soft(model) || requires { typical.fq1; }))
        vary(
            std::string(name), [choice = model](E& e) { e.fringe = choice; }, 4e-11);
  if constexpr (requires { typical.edge1; }) {
    const auto both = [](physics::Edge model) { return [model](E& e) { e.edge1 = e.edge2 = model; }; };
    vary("no edges", both(physics::Edge::none));
    // entrance and exit are each a map of first order in the field: inverse up to (h y)^2
    vary("hard edges", both(physics::Edge::hard_edge), 0.0, 1e-12);
    vary("at_linear edges", both(physics::Edge::at_linear), 1e-6);
    vary("trackcpp edges", both(physics::Edge::trackcpp), 1e-3);
    vary("at_e2 edges", both(physics::Edge::at_e2), 1e-7, 1e-9);
  }
  if constexpr (requires { typical.model; }) {
    constexpr auto exact = decltype(E::model)::exact;
    vary("exact", [](E& e) { e.model = exact; });
    if constexpr (requires { typical.edge1; }) {
      vary(
          "at_curvilinear", [](E& e) { e.model = physics::BendModel::at_curvilinear; }, 1e-8, 1e-11);
      vary(
          "exact with hard edges",
          [](E& e) {
            e.model = exact;
            e.edge1 = e.edge2 = physics::Edge::hard_edge;
          },
          0.0, 1e-12);
    }
    if constexpr (requires { typical.integrator; }) {
      vary("mkm4", [](E& e) { e.integrator = physics::Integrator::mkm4; });
      vary("exact mkm2", [](E& e) {
        e.model = exact;
        e.integrator = physics::Integrator::mkm2;
      });
    }
  }
  return out;
}

/// A ray of 3 mm and one near the axis: (x, px, y, py, z, delta) [m, -, m, -, m, -].
inline const std::array rays{Vec6<double>{{3e-3, 4e-4, -2.5e-3, 3e-4, 5e-3, 2e-3}},
                             Vec6<double>{{-1e-4, 2e-5, 5e-5, -1e-4, -2e-3, -1e-2}}};

}  // namespace courant::test
