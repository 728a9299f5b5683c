#include "courant/lattice/girder.hpp"
#include "pybind.hpp"

namespace courant::python {

void bind_girders(py::module_& m) {
  py::class_<Girder>(m, "Girder", "Elements [first, last) of a lattice on one rigid support.")
      .def(py::init([](std::string name, Index first, Index last) {
             return Girder{std::move(name), first, last};
           }),
           py::arg("name"), py::arg("first"), py::arg("last"),
           "first: place of the first element, from 0\nlast: place behind the last one")
      .def_readonly("name", &Girder::name)
      .def_readonly("first", &Girder::first, "Place of the first element")
      .def_readonly("last", &Girder::last, "Place behind the last element")
      .def("__repr__", [](const Girder& g) {
        return "Girder(" + py::repr(py::str(g.name)).cast<std::string>() + ", " + std::to_string(g.first) +
               ", " + std::to_string(g.last) + ")";
      });
  m.def(
      "find_girders",
      [](const Lattice& lattice, const std::string& start, const std::string& end) {
        return find_girders(lattice, start, end);
      },
      py::arg("lattice"), py::arg("start"), py::arg("end"),
      "Girders between pairs of marks, e.g. \"GS*\" and \"GE*\"; each has the name of its start.\n\n"
      "start, end: selectors of the marks, which do not belong to the girder\n\n"
      "InvalidArgument for a mark without partner, UnknownName for a selector that matches nothing.");
  m.def(
      "move_girder",
      [](const Lattice& lattice, const Girder& girder, double dx, double dy, double ds, double roll,
         double pitch, double yaw) {
        return unlocked([&] { return move_girder(lattice, girder, {dx, dy, ds, roll, pitch, yaw}); });
      },
      py::arg("lattice"), py::arg("girder"), py::kw_only(), py::arg("dx") = 0.0, py::arg("dy") = 0.0,
      py::arg("ds") = 0.0, py::arg("roll") = 0.0, py::arg("pitch") = 0.0, py::arg("yaw") = 0.0,
      "Lattice with a girder moved as a rigid body about its centre: the point of the design orbit half\n"
      "way along it, with the axes of the design orbit there. What its elements had before rides on it.\n\n"
      "dx, dy, ds: shift of the centre [m]\n"
      "roll: about the beam, positive from x to y [rad]\n"
      "pitch: positive moves the exit to +y [rad]\n"
      "yaw: positive moves the exit to +x [rad]\n\n"
      "InvalidArgument for a girder without elements, outside the lattice or over its end.");
}

}  // namespace courant::python
