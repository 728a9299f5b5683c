#include <cmath>
#include <type_traits>

#include "arguments.hpp"
#include "courant/elements/names.hpp"
#include "courant/tracking/track_element.hpp"
#include "numpy_view.hpp"

namespace courant::python {
namespace {

/// Each type is a Python class of its own; the memory is that of ElementHandle.
template <class E>
struct ElementOf : ElementHandle {};

/// One field as Python sees it; made once per type from E::fields().
struct FieldInfo {
  std::string name, unit, text;
  std::string type;     ///< Python type of the value
  std::string initial;  ///< Python text of the default

  std::string doc() const { return text + " [" + (unit == "1" ? "-" : unit) + "]"; }
};

template <class E>
std::vector<FieldInfo> describe_fields() {
  std::vector<FieldInfo> fields;
  const E element;
  elements::for_each_field<E>([&](auto field) {
    FieldInfo info{std::string(field.name), std::string(field.unit), std::string(field.text), "float", {}};
    const auto& datum = field.access(element);
    using Datum = std::decay_t<decltype(datum)>;
    if constexpr (std::is_same_v<Datum, int>) {
      info.type = "int";
      info.initial = std::to_string(datum);
    } else if constexpr (std::is_same_v<Datum, double>) {
      info.initial = std::isfinite(datum) ? py::repr(py::float_(datum)).template cast<std::string>()
                     : datum > 0.0        ? "float('inf')"
                                          : "-float('inf')";
    } else if constexpr (elements::Named<Datum>) {
      info.type = "str";
      info.initial = "'" + std::string(elements::name_of(datum)) + "'";
    } else {
      info.type = "collections.abc.Sequence[float]";
      info.initial = "()";
    }
    fields.push_back(std::move(info));
  });
  return fields;
}

std::string constructor_text(const std::string& type, const std::vector<FieldInfo>& fields) {
  std::string signature = "__init__(self: courant._core.elements." + type + ", name: str";
  std::string text = "\n\nname: how the element is called\n";
  for (const FieldInfo& f : fields) {
    signature += ", " + f.name + ": " + f.type + " = " + f.initial;
    text += f.name + ": " + f.doc() + "\n";
  }
  return signature + ") -> None" + text;
}

void add_property(py::object& cls, const FieldInfo& f) {
  const auto add = [&](auto get) {
    cls.attr(f.name.c_str()) = py::module_::import("builtins")
                                   .attr("property")(py::cpp_function(std::move(get), py::is_method(cls)),
                                                     py::none(), py::none(), f.doc());
  };
  const auto get = [name = f.name](const ElementHandle& e) { return lattice::get_field(e.ptr->body, name); };
  if (f.type == "float")
    add([get](const ElementHandle& e) { return std::get<double>(get(e)); });
  else if (f.type == "int")
    add([get](const ElementHandle& e) { return static_cast<int>(std::get<double>(get(e))); });
  else if (f.type == "str")
    add([get](const ElementHandle& e) { return std::get<std::string>(get(e)); });
  else
    add([get](const ElementHandle& e) { return std::get<std::vector<double>>(get(e)); });
}

void add_fields(py::object& cls, const std::vector<FieldInfo>& fields) {
  for (const FieldInfo& f : fields) add_property(cls, f);
  std::vector<std::tuple<std::string, std::string, std::string>> rows;
  for (const FieldInfo& f : fields) rows.emplace_back(f.name, f.unit, f.text);
  cls.attr("fields") = py::staticmethod(py::cpp_function(
      [rows] { return rows; }, py::scope(cls), py::name("fields"), "Name, unit and meaning of every field."));
}

template <class E>
void bind_element(py::module_& m, const char* type, const char* doc) {
  const std::vector<FieldInfo> fields = describe_fields<E>();
  py::class_<ElementOf<E>, ElementHandle> cls(m, type, doc);
  {
    py::options options;
    options.disable_function_signatures();
    cls.def(py::init([](const std::string& name, const py::args& values, const py::kwargs& named) {
              return ElementOf<E>{make_element(E{}, name, values, named)};
            }),
            constructor_text(type, fields).c_str());
  }
  add_fields(cls, fields);
}

ElementObject replace(const ElementHandle& e, const py::kwargs& fields) {
  lattice::Element changed = *e.ptr;
  py::kwargs others;
  for (const auto& [key, value] : fields) {
    if (key.cast<std::string>() == "name")
      changed.name = to_text(value, "name");
    else
      others[key] = value;
  }
  set_fields(changed, others);
  lattice::validate(changed.name, changed.body);
  return to_python(std::make_shared<const lattice::Element>(std::move(changed)));
}

void track(const ElementHandle& e, const ParticleArray& particles, const lattice::Particle* reference) {
  py::array array = require_particles(particles, true);
  const auto states = states_of(array);
  const Reference beam = reference ? reference->reference : Reference{};
  const py::gil_scoped_release nogil;
  for (Vec6<double>& r : states) tracking::track_element(e.ptr->body, r, beam, tracking::Rf::on);
}

// What each class is, for help(); the fields describe themselves.
const char* summary(std::string_view type) {
  constexpr std::pair<std::string_view, const char*> table[] = {
      {"Drift", "Free space."},
      {"Quadrupole", "Straight magnet with a uniform gradient."},
      {"Dipole", "Bending magnet in the horizontal plane; a positive angle bends to negative x."},
      {"Sextupole", "Straight magnet with k2 and skew k2s."},
      {"Octupole", "Straight magnet with k3 and skew k3s."},
      {"Multipole", "Straight thick magnet with multipoles of any order."},
      {"ThinMultipole", "Multipole kick without length."},
      {"KickMap", "Insertion device as tables of its kicks on a uniform grid."},
      {"BeamBeam", "Thin kick by one Gaussian bunch of an opposing beam."},
      {"Corrector", "Steering magnet, thin or with its kick spread over the length."},
      {"Cavity", "Accelerating gap of a storage ring; the reference energy stays."},
      {"Monitor", "Place where the orbit is read; a drift if it has a length."},
      {"Marker", "A named place without length or effect."},
      {"Aperture", "Thin collimator: a particle outside the opening is lost."},
  };
  for (const auto& [name, text] : table)
    if (name == type) return text;
  return "Element.";
}

}  // namespace

ElementObject to_python(const lattice::ElementPtr& element) {
  return std::visit([&]<class E>(const E&) -> ElementObject { return py::cast(ElementOf<E>{{element}}); },
                    element->body);
}

void bind_elements(py::module_& m) {
  py::class_<ElementHandle>(
      m, "Element",
      "Any element: immutable, shared between lattices. `replace` makes a changed copy;\n"
      "`lattice.set` a changed lattice.")
      .def_property_readonly(
          "name", [](const ElementHandle& e) { return e.ptr->name; }, "How it is called.")
      .def_property_readonly(
          "type", [](const ElementHandle& e) { return elements::type_of(e.ptr->body); }, "Name of its class.")
      .def_property_readonly(
          "length", [](const ElementHandle& e) { return elements::length_of(e.ptr->body); },
          "Along the reference orbit; 0 for a thin element [m]")
      .def_property_readonly(
          "aperture",
          [](const ElementHandle& e) -> py::object {
            if (!e.ptr->aperture) return py::none();
            return py::cast(ElementOf<elements::Aperture<>>{{std::make_shared<const lattice::Element>(
                lattice::Element{e.ptr->name, elements::Aperture<>{*e.ptr->aperture}})}});
          },
          "Opening of its vacuum chamber as an Aperture, None if open.")
      .def_property_readonly(
          "alias", [](const ElementHandle& e) { return e.ptr->alias; },
          "Other name, such as that of the device; empty if it has none.")
      .def(
          "get",
          [](const ElementHandle& e, const std::string& field) { return python_field(e.ptr->body, field); },
          py::arg("field"), "Value of a field by name, also of one multipole: \"normal[2]\".")
      .def("replace", &replace,
           "Copy with other fields (and `name`, `aperture`, `alias`).\n\nUnknownName for a field that the "
           "type doesn't have.")
      .def("track", &track, py::arg("particles"), py::arg("reference") = py::none(),
           "Advance `particles` (n, 6) in place: float64, C order; WrongType otherwise.\n\n"
           "reference: beam (species, energy); None: massless, so no slip of z with momentum")
      .def("__repr__", &program_text)
      .def(
          "__eq__", [](const ElementHandle& a, const ElementHandle& b) { return equal(a, b); },
          py::is_operator());
#define COURANT_BIND(Name) bind_element<elements::Name<double>>(m, #Name, summary(#Name));
  COURANT_ELEMENTS(COURANT_BIND)
#undef COURANT_BIND
}

}  // namespace courant::python
