#include "arguments.hpp"
#include "courant/elements/named.hpp"
#include "courant/lattice/builder.hpp"
#include "lattice_tools.hpp"
#include "numpy_view.hpp"

namespace courant::python {
namespace {

using lattice::Builder;
using lattice::Particle;
using lattice::Remark;

}  // namespace

void bind_particle(py::module_& m) {
  const auto get = [](auto f) { return [f](const Particle& p) { return f(p.reference); }; };
  py::class_<Particle>(m, "Particle", "Species of the beam and its reference energy.")
      .def(py::init(&make_particle), py::arg("species"), py::arg("energy"), py::arg("mass") = py::none(),
           py::arg("charge") = py::none(),
           "species: electron, positron, proton, antiproton, muon, relativistic (mass 0)\n"
           "energy: total [eV]\nmass: rest energy, only for other species [eV]\ncharge: only for other "
           "species [e]")
      .def_readonly("species", &Particle::species)
      .def_property_readonly("energy", get([](const Reference& r) { return r.energy(); }),
                             "Total energy [eV]")
      .def_property_readonly("mass", get([](const Reference& r) { return r.mass(); }), "Rest energy [eV]")
      .def_property_readonly("charge", get([](const Reference& r) { return r.charge(); }),
                             "[e]; electrons: -1")
      .def_property_readonly("beta", get([](const Reference& r) { return r.beta(); }), "v/c [-]")
      .def_property_readonly("gamma", get([](const Reference& r) { return r.gamma(); }),
                             "[-]; mass 0: infinite")
      .def_property_readonly("p0c", get([](const Reference& r) { return r.p0c(); }), "Momentum times c [eV]")
      .def(
          "__eq__", [](const Particle& a, const Particle& b) { return a == b; }, py::is_operator())
      .def("__repr__", [](const Particle& p) {
        return "Particle('" + p.species +
               "', energy=" + py::repr(py::float_(p.reference.energy())).cast<std::string>() + ")";
      });
  py::class_<Remark>(m, "Remark", "Something that a reader did not understand or changed.")
      .def_readonly("file", &Remark::file)
      .def_readonly("line", &Remark::line, "From 1; 0: unknown")
      .def_readonly("problem", &Remark::problem, "What was found")
      .def_readonly("action", &Remark::action, "What was done instead")
      .def("__repr__", [](const Remark& r) {
        return r.file + ":" + std::to_string(r.line) + ": " + r.problem + " (" + r.action + ")";
      });
}

namespace {

using SelectionClass = py::class_<Selection>;

void bind_selection(SelectionClass& cls) {
  const auto size = [](const Selection& s) { return static_cast<Index>(s.places.size()); };
  cls.def("__len__", size)
      .def("__getitem__",
           [size](const Selection& s, Index i) {
             const Index at = i < 0 ? i + size(s) : i;
             if (at < 0 || at >= size(s)) throw py::index_error("selection index out of range");
             return to_python(
                 s.lattice.elements()[static_cast<std::size_t>(s.places[static_cast<std::size_t>(at)])]);
           })
      .def_property_readonly(
          "places", [size](const Selection& s) { return py::array_t<Index>(size(s), s.places.data()); },
          "Index of each in the lattice.")
      .def_property_readonly(
          "names",
          [](const Selection& s) {
            std::vector<std::string> names;
            for (const Index i : s.places) names.push_back(s.lattice.unique_name(i));
            return names;
          },
          "Name of each; NAME#k, the k-th, where a name stands several times.")
      .def_property_readonly(
          "s",
          [](const Selection& s) {
            std::vector<double> positions;
            for (const Index i : s.places) positions.push_back(s.lattice.s()[static_cast<std::size_t>(i)]);
            return copy(positions);
          },
          "Position of each entrance [m]")
      .def(
          "get",
          [](const Selection& s, const std::string& field) {
            std::vector<double> values;
            for (const Index i : s.places) values.push_back(lattice::get_number(s.lattice[i].body, field));
            return copy(values);
          },
          py::arg("field"), "Values of a field that is a number, e.g. get(\"k1\") [unit of the field]")
      .def("__repr__", [size](const Selection& s) {
        return "<" + std::to_string(size(s)) + (size(s) == 1 ? " element" : " elements") + " of " +
               s.lattice.name() + ">";
      });
}

using BuilderClass = py::class_<Builder>;

void bind_builder(BuilderClass& cls) {
  constexpr auto self = py::return_value_policy::reference_internal;
  cls.def(py::init<>())
      .def(py::init<const Lattice&>(), py::arg("lattice"))
      .def("set", &builder_set, py::arg("where"), self,
           "Change fields: set(\"QF*\", k1=1.2). where: selector, place or places\n\n"
           "UnknownName for a field that doesn't exist or a selector that matches nothing.")
      .def("scale", &builder_scale, py::arg("selector"), self, "Multiply fields: scale(\"QF*\", k1=1.01).")
      .def("add", &builder_add, py::arg("where"), self, "Add to fields: add(\"BPM*\", dx=1e-5).")
      .def(
          "append",
          [](Builder& b, const py::object& what) -> Builder& {
            if (py::isinstance<Lattice>(what)) return b.append(what.cast<const Lattice&>());
            return b.append(to_element(what, "append"));
          },
          py::arg("element"), self, "Element, or all elements of a lattice, at the end.")
      .def(
          "insert",
          [](Builder& b, Index before, const ElementObject& element) -> Builder& {
            return b.insert(before, to_element(element, "insert"));
          },
          py::arg("before"), py::arg("element"), self, "Element in front of the place `before`.")
      .def(
          "replace",
          [](Builder& b, const std::string& selector, const ElementObject& element) -> Builder& {
            return b.replace(selector, to_element(element, "replace")->body);
          },
          py::arg("selector"), py::arg("element"), self,
          "Another body for the selected elements; their names stay.")
      .def("remove", &Builder::remove, py::arg("selector"), self)
      .def("slice", &Builder::slice, py::arg("selector"), py::arg("parts"), self,
           "Cut each selected element with length into equal parts.")
      .def("reverse", &Builder::reverse, self, "The line as passed from its end.")
      .def("cycle", &Builder::cycle, py::arg("index"), self, "The element at `index` becomes the first.")
      .def("unroll", &Builder::unroll, self, "The whole ring as one line of one superperiod.")
      .def(
          "radiation",
          [](Builder& b, const std::string& radiation) -> Builder& {
            return b.radiation(elements::named<physics::Radiation>(radiation, "radiation"));
          },
          py::arg("radiation"), self, "Synchrotron radiation of every magnet: off, mean or quantum.")
      .def(
          "aperture",
          [](Builder& b, const std::string& selector, const py::object& opening) -> Builder& {
            return b.aperture(selector, to_opening(opening));
          },
          py::arg("selector"), py::arg("opening"), self,
          "Opening of the vacuum chamber of the selected elements: an Aperture, None for open.\n\n"
          "Tracking loses what is outside at the entrance or exit.")
      .def("alias", &Builder::alias, py::arg("selector"), py::arg("alias"), self,
           "Other name of the selected elements, such as that of the device.")
      .def("particle", &Builder::particle, py::arg("particle"), self)
      .def("superperiods", &Builder::superperiods, py::arg("count"), self)
      .def(
          "describe",
          [](Builder& b, const std::string& name, const std::string& text) -> Builder& {
            return b.describe({name, text, {}, {}, {}});
          },
          py::arg("name"), py::arg("text") = "", self, "Name and description of the lattice.")
      .def("freeze", &Builder::freeze,
           "The lattice as it stands.\n\nInvalidArgument without elements or energy.");
}

void bind_value(py::module_& m) {
  constexpr auto own = py::return_value_policy::copy;
  py::class_<Lattice>(m, "Lattice",
                      "Immutable sequence of elements with its reference particle: a ring, a line, or one\n"
                      "superperiod of a ring. An edit makes a new lattice that shares what did not change.")
      .def(py::init(&make_lattice), py::arg("elements"), py::kw_only(), py::arg("energy"),
           py::arg("species") = "electron", py::arg("superperiods") = 1, py::arg("name") = "",
           py::arg("mass") = py::none(), py::arg("charge") = py::none(),
           "elements: in the order in which the beam meets them\nenergy: total energy of the reference "
           "particle [eV]\n"
           "species: electron, positron, proton, antiproton, muon, relativistic\n"
           "superperiods: how often the elements stand in the ring\n"
           "mass, charge: for other species [eV], [e]\n\nInvalidArgument for a bad element or energy.")
      .def("__len__", &Lattice::size)
      .def("__getitem__", &at_place, py::arg("place"))
      .def("__getitem__", &at_slice, py::arg("places"))
      .def(
          "__getitem__",
          [](const Lattice& l, const std::string& selector) {
            return Selection{l, l.select(selector)};
          },
          py::arg("selector"),
          "By place, slice or selector: a glob on names (\"QF*\"), \"type:Quadrupole\", \"re:…\", "
          "\"NAME#2\";\n"
          "`&` both, `|` either, a leading `~` not. UnknownName if nothing matches.")
      .def(
          "select",
          [](const Lattice& l, const std::string& selector) {
            const std::vector<Index> places = l.select(selector);
            return py::array_t<Index>(static_cast<py::ssize_t>(places.size()), places.data());
          },
          py::arg("selector"), "Places that match, in order.")
      .def("find", &Lattice::find, py::arg("name"),
           "Place of one element by its name, NAME#k or an index as text.")
      .def("unique_name", &Lattice::unique_name, py::arg("place"),
           "NAME, or NAME#k where it stands several times.")
      .def_property_readonly("names", &Lattice::names, "Name of every element, in order.")
      .def_property_readonly(
          "s", [](py::object self_) { return view(self_.cast<const Lattice&>().s(), self_); },
          "Positions of the entrances and of the end, n + 1 numbers; a view [m]")
      .def_property_readonly("length", &Lattice::length, "Of what the file holds: line or superperiod [m]")
      .def_property_readonly("circumference", &Lattice::circumference, "Length times superperiods [m]")
      .def_property_readonly("superperiods", &Lattice::superperiods)
      .def_property_readonly("reference", &Lattice::particle, own,
                             "Species, energy, mass and charge of the beam.")
      .def_property_readonly("particle", &Lattice::particle, own, "The same as `reference`.")
      .def_property_readonly("name", &Lattice::name, own)
      .def_property_readonly(
          "text", [](const Lattice& l) { return l.description().text; }, "Description.")
      .def_property_readonly("citation", [](const Lattice& l) { return l.description().citation; })
      .def_property_readonly(
          "report", [](const Lattice& l) { return l.description().report; },
          "What the reader did not understand, with file and line.")
      .def(
          "set",
          [](const Lattice& l, const PlacesLike& where, const py::kwargs& fields) {
            Builder b(l);
            return builder_set(b, where, fields).freeze();
          },
          py::arg("where"),
          "New lattice with changed fields: set(\"QF*\", k1=1.2).\n\n"
          "UnknownName for a field that doesn't exist or a selector that matches nothing.")
      .def(
          "scale",
          [](const Lattice& l, const std::string& selector, const py::kwargs& factors) {
            Builder b(l);
            return builder_scale(b, selector, factors).freeze();
          },
          py::arg("selector"), "New lattice with multiplied fields: scale(\"QF*\", k1=1.01).")
      .def(
          "edit", [](const Lattice& l) { return Builder(l); }, "Builder that starts from this lattice.")
      .def("__eq__", &same_lattice, py::is_operator())
      .def("__repr__", &describe_lattice);
}

}  // namespace

void bind_lattice(py::module_& m) {
  BuilderClass builder(
      m, "Builder",
      "Makes a lattice, or a changed copy of one. Every step checks its input and raises before it\n"
      "changes anything; steps can be chained. `freeze` gives the lattice.");
  SelectionClass selection(m, "Selection", "Places of a lattice that match a selector, in order.");
  bind_value(m);
  bind_selection(selection);
  bind_builder(builder);
}

}  // namespace courant::python
