#pragma once
#include <array>
#include <string_view>
#include <utility>

#include "courant/elements/aperture.hpp"
#include "courant/elements/dipole.hpp"
#include "courant/elements/kick_map.hpp"

/// \file
/// Names of the model choices as they stand in files and in Python. One table per enum, no second copy.

namespace courant::elements {

template <class Enum>
struct Names;

template <>
struct Names<physics::Integrator> {
  static constexpr std::array table{std::pair{physics::Integrator::dkd2, std::string_view("dkd2")},
                                    std::pair{physics::Integrator::dkd4, std::string_view("dkd4")},
                                    std::pair{physics::Integrator::dkd6, std::string_view("dkd6")},
                                    std::pair{physics::Integrator::mkm2, std::string_view("mkm2")},
                                    std::pair{physics::Integrator::mkm4, std::string_view("mkm4")},
                                    std::pair{physics::Integrator::mkm6, std::string_view("mkm6")}};
};
template <>
struct Names<physics::Fringe> {
  static constexpr std::array table{
      std::pair{physics::Fringe::none, std::string_view("none")},
      std::pair{physics::Fringe::hard_edge, std::string_view("hard_edge")},
      std::pair{physics::Fringe::hard_edge_entrance, std::string_view("hard_edge_entrance")},
      std::pair{physics::Fringe::hard_edge_exit, std::string_view("hard_edge_exit")},
      std::pair{physics::Fringe::soft_edge, std::string_view("soft_edge")},
      std::pair{physics::Fringe::soft_edge_entrance, std::string_view("soft_edge_entrance")},
      std::pair{physics::Fringe::soft_edge_exit, std::string_view("soft_edge_exit")},
      std::pair{physics::Fringe::full, std::string_view("full")},
      std::pair{physics::Fringe::full_entrance, std::string_view("full_entrance")},
      std::pair{physics::Fringe::full_exit, std::string_view("full_exit")}};
};
template <>
struct Names<physics::Edge> {
  static constexpr std::array table{std::pair{physics::Edge::none, std::string_view("none")},
                                    std::pair{physics::Edge::linear, std::string_view("linear")},
                                    std::pair{physics::Edge::hard_edge, std::string_view("hard_edge")},
                                    std::pair{physics::Edge::at_linear, std::string_view("at_linear")},
                                    std::pair{physics::Edge::trackcpp, std::string_view("trackcpp")},
                                    std::pair{physics::Edge::at_e2, std::string_view("at_e2")}};
};
template <>
struct Names<physics::Model> {
  static constexpr std::array table{std::pair{physics::Model::expanded, std::string_view("expanded")},
                                    std::pair{physics::Model::exact, std::string_view("exact")}};
};
template <>
struct Names<physics::BendModel> {
  static constexpr std::array table{
      std::pair{physics::BendModel::expanded, std::string_view("expanded")},
      std::pair{physics::BendModel::exact, std::string_view("exact")},
      std::pair{physics::BendModel::at_curvilinear, std::string_view("at_curvilinear")}};
};
template <>
struct Names<physics::Radiation> {
  static constexpr std::array table{std::pair{physics::Radiation::off, std::string_view("off")},
                                    std::pair{physics::Radiation::mean, std::string_view("mean")},
                                    std::pair{physics::Radiation::quantum, std::string_view("quantum")}};
};
template <>
struct Names<physics::Interpolation> {
  static constexpr std::array table{std::pair{physics::Interpolation::linear, std::string_view("linear")},
                                    std::pair{physics::Interpolation::cubic, std::string_view("cubic")}};
};
template <>
struct Names<physics::Shape> {
  static constexpr std::array table{std::pair{physics::Shape::rectangular, std::string_view("rectangular")},
                                    std::pair{physics::Shape::elliptic, std::string_view("elliptic")},
                                    std::pair{physics::Shape::polygon, std::string_view("polygon")}};
};

/// True for an enum that has a table of names.
template <class T>
concept Named = requires {
  Names<T>::table;
};

/// Name of a choice.
template <Named Enum>
constexpr std::string_view name_of(Enum choice) {
  for (const auto& [key, name] : Names<Enum>::table)
    if (key == choice) return name;
  return {};
}

}  // namespace courant::elements
