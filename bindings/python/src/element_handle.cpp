#include <algorithm>
#include <cmath>

#include "arguments.hpp"
#include "numpy_view.hpp"

namespace courant::python {

lattice::FieldValue to_field_value(py::handle object, std::string_view field) {
  if (py::isinstance<py::str>(object)) return object.cast<std::string>();
  const bool scalar_array =
      py::isinstance<py::array>(object) && py::reinterpret_borrow<py::array>(object).ndim() == 0;
  if (py::isinstance<py::sequence>(object) || (py::isinstance<py::array>(object) && !scalar_array))
    return to_numbers(py::reinterpret_borrow<py::object>(object), field);
  return to_number(object, field);
}

py::object python_field(const AnyElement& element, std::string_view field) {
  const lattice::FieldValue value = lattice::get_field(element, field);
  if (const double* number = std::get_if<double>(&value)) {
    if (lattice::is_whole(element, field)) return py::int_(std::lround(*number));
    return py::float_(*number);
  }
  if (const auto* text = std::get_if<std::string>(&value)) return py::str(*text);
  return py::cast(std::get<std::vector<double>>(value));
}

lattice::ElementPtr to_element(const py::object& object, std::string_view what) {
  if (!py::isinstance<ElementHandle>(object))
    throw WrongType(std::string(what) + ": expected an element, got " + type_name(object), {},
                    "make one with courant.elements, e.g. elements.Drift('D1', 0.5)");
  return object.cast<const ElementHandle&>().ptr;
}

ElementHandle make_element(AnyElement body, const std::string& name, const py::args& values,
                           const py::kwargs& named) {
  const std::string type(elements::type_of(body));
  const std::vector<std::string> fields = lattice::field_names(body);
  if (values.size() > fields.size())
    throw WrongType(type + ": " + std::to_string(values.size()) + " values for " +
                    std::to_string(fields.size()) + " fields");
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (named.contains(fields[i].c_str()))
      throw WrongType(type + ": field '" + fields[i] + "' is given twice");
    lattice::set_field(body, fields[i], to_field_value(values[i], fields[i]));
  }
  lattice::Element element{name, std::move(body)};
  set_fields(element, named);
  lattice::validate(name, element.body);
  return {std::make_shared<const lattice::Element>(std::move(element))};
}

std::optional<physics::Opening> to_opening(const py::object& object) {
  if (object.is_none()) return {};
  const auto element = to_element(object, "aperture");
  const auto* aperture = std::get_if<elements::Aperture<>>(&element->body);
  if (!aperture)
    throw WrongType("aperture: expected an Aperture, got " + type_name(object), {},
                    "make one with courant.elements.Aperture('A', 'elliptic', 0.01, 0.005)");
  return aperture->opening;
}

std::string to_text(py::handle value, const std::string& what) {
  if (py::isinstance<py::str>(value)) return value.cast<std::string>();
  throw WrongType(what + ": expected a text, got " + type_name(py::reinterpret_borrow<py::object>(value)), {},
                  "give a name in quotes");
}

void set_fields(lattice::Element& element, const py::kwargs& fields) {
  for (const auto& [key, value] : fields) {
    const auto field = key.cast<std::string>();
    if (field == "alias")
      element.alias = to_text(value, field);
    else if (field == "aperture")
      element.aperture = to_opening(py::reinterpret_borrow<py::object>(value));
    else
      lattice::set_field(element.body, field, to_field_value(value, field));
  }
}

std::string program_text(const ElementHandle& e) {
  const AnyElement initial = lattice::make_element(elements::type_of(e.ptr->body));
  const auto repr = [](const py::object& object) { return py::repr(object).cast<std::string>(); };
  std::string text = std::string(elements::type_of(initial)) + "(" + repr(py::str(e.ptr->name));
  for (const std::string& field : lattice::field_names(initial)) {
    if (lattice::get_field(e.ptr->body, field) != lattice::get_field(initial, field))
      text += ", " + field + "=" + repr(python_field(e.ptr->body, field));
  }
  if (e.ptr->aperture)
    text += ", aperture=" + program_text({std::make_shared<const lattice::Element>(
                                lattice::Element{e.ptr->name, elements::Aperture<>{*e.ptr->aperture}})});
  if (!e.ptr->alias.empty()) text += ", alias=" + repr(py::str(e.ptr->alias));
  return text + ")";
}

bool equal(const ElementHandle& a, const ElementHandle& b) {
  if (a.ptr == b.ptr) return true;
  if (a.ptr->name != b.ptr->name || a.ptr->body.index() != b.ptr->body.index()) return false;
  if (a.ptr->alias != b.ptr->alias || a.ptr->aperture.has_value() != b.ptr->aperture.has_value())
    return false;
  const auto same = [](const AnyElement& x, const AnyElement& y) {
    const auto fields = lattice::field_names(x);
    return std::all_of(fields.begin(), fields.end(), [&](const std::string& field) {
      return lattice::get_field(x, field) == lattice::get_field(y, field);
    });
  };
  return same(a.ptr->body, b.ptr->body) && (!a.ptr->aperture || same(elements::Aperture<>{*a.ptr->aperture},
                                                                     elements::Aperture<>{*b.ptr->aperture}));
}

}  // namespace courant::python
