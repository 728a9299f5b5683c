#include <variant>

#include "arguments.hpp"
#include "courant/lattice/machine_graph.hpp"

namespace courant::python {
namespace {

using lattice::MachineGraph;
using Joints = std::vector<std::pair<std::string, std::variant<Index, std::string>>>;
using Via = std::vector<std::string>;

std::vector<lattice::Joint> to_joints(const Joints& joints) {
  std::vector<lattice::Joint> out;
  for (const auto& [point, place] : joints) {
    const auto* index = std::get_if<Index>(&place);
    out.push_back({point, index ? std::to_string(*index) : std::get<std::string>(place)});
  }
  return out;
}

std::vector<std::pair<std::string, Index>> to_pairs(const std::vector<lattice::PartPlace>& places) {
  std::vector<std::pair<std::string, Index>> out;
  for (const auto& [part, place] : places) out.emplace_back(part, place);
  return out;
}

void bind_parts(py::class_<MachineGraph>& cls) {
  constexpr auto self = py::return_value_policy::reference_internal;
  cls.def(py::init<>())
      .def(
          "add_line",
          [](MachineGraph& g, const std::string& name, const Lattice& line, const std::string& start,
             const std::string& stop, const Joints& joints) -> MachineGraph& {
            return g.add_line(name, line, start, stop, to_joints(joints));
          },
          py::arg("name"), py::arg("line"), py::arg("start"), py::arg("stop"), py::arg("joints") = Joints{},
          self,
          "A line, linac or branch from one point to another, in this direction only.\n\n"
          "joints: points on the way as (point, element); an element is a name, NAME#k or an index\n\n"
          "InvalidArgument for a used name or two points at one place, UnknownName for an element.")
      .def(
          "add_ring",
          [](MachineGraph& g, const std::string& name, const Lattice& ring,
             const Joints& joints) -> MachineGraph& { return g.add_ring(name, ring, to_joints(joints)); },
          py::arg("name"), py::arg("ring"), py::arg("joints"), self,
          "A ring with all its superperiods; joints: its points as (point, element), at least one.")
      .def("part", &MachineGraph::part, py::arg("name"), py::return_value_policy::copy, "Lattice of a part.")
      .def_property_readonly("points", &MachineGraph::points, "Names of the points.")
      .def_property_readonly("parts", &MachineGraph::parts, "Names of the lines and rings.");
}

void bind_holders(py::class_<MachineGraph>& cls) {
  constexpr auto self = py::return_value_policy::reference_internal;
  cls.def("add_girder", &MachineGraph::add_girder, py::arg("name"), self, "A girder that holds nothing yet.")
      .def("add_supply", &MachineGraph::add_supply, py::arg("name"), self,
           "A power supply that feeds nothing yet.")
      .def("hold",
           py::overload_cast<std::string_view, std::string_view, std::string_view>(&MachineGraph::hold),
           py::arg("holder"), py::arg("part"), py::arg("selector"), self,
           "Elements of a part on a girder or fed by a supply.")
      .def("hold", py::overload_cast<std::string_view, std::string_view>(&MachineGraph::hold),
           py::arg("holder"), py::arg("held"), self, "A girder on a girder, a supply fed by a supply.")
      .def_property_readonly("girders", &MachineGraph::girders, "Names of the girders.")
      .def_property_readonly("supplies", &MachineGraph::supplies, "Names of the power supplies.")
      .def(
          "held_by",
          [](const MachineGraph& g, std::string_view holder) { return to_pairs(g.held_by(holder)); },
          py::arg("holder"),
          "(part, place) of each element that a girder or supply holds, also through others.")
      .def("holders_of", &MachineGraph::holders_of, py::arg("part"), py::arg("place"),
           "Girders and supplies that hold an element, also through others.");
}

}  // namespace

void bind_machine_graph(py::module_& m) {
  py::class_<MachineGraph> cls(
      m, "MachineGraph",
      "Rings, lines and branches of a site joined at named points, with girders and power\n"
      "supplies. The way from one point to another is a lattice.");
  bind_parts(cls);
  bind_holders(cls);
  cls.def(
         "route",
         [](const MachineGraph& g, std::string_view start, std::string_view stop, const Via& via) {
           return g.route(start, stop, {.via = via});
         },
         py::arg("start"), py::arg("stop"), py::kw_only(), py::arg("via") = Via{},
         "Points and parts met from one point to another.")
      .def(
          "path",
          [](const MachineGraph& g, std::string_view start, std::string_view stop, const Via& via,
             const std::optional<lattice::Particle>& particle) {
            return g.path(start, stop, {via, particle});
          },
          py::arg("start"), py::arg("stop"), py::kw_only(), py::arg("via") = Via{},
          py::arg("particle") = py::none(),
          "The elements met from one point to another; from a point of a ring to itself one turn.\n\n"
          "via: points and parts that the path must meet, in this order\n"
          "particle: of the path, needed only if its parts differ\n\n"
          "InvalidArgument for no path, several paths, or parts of different particles.")
      .def("__copy__", [](const MachineGraph& g) { return MachineGraph(g); })
      .def("__repr__", [](const MachineGraph& g) {
        return "<machine graph of " + std::to_string(g.parts().size()) + " parts and " +
               std::to_string(g.points().size()) + " points>";
      });
}

}  // namespace courant::python
