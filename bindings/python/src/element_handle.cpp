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

py::object from_field_value(const lattice::FieldValue& value, std::string_view field) {
  if (const double* number = std::get_if<double>(&value)) {
    if (field == "steps") return py::int_(std::lround(*number));
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
  set_fields(body, named);
  lattice::validate(name, body);
  return {std::make_shared<const lattice::Element>(lattice::Element{name, std::move(body)})};
}

void set_fields(AnyElement& body, const py::kwargs& fields) {
  for (const auto& [key, value] : fields) {
    const auto field = key.cast<std::string>();
    lattice::set_field(body, field, to_field_value(value, field));
  }
}

std::string program_text(const ElementHandle& e) {
  const AnyElement initial = lattice::make_element(elements::type_of(e.ptr->body));
  const auto repr = [](const py::object& object) { return py::repr(object).cast<std::string>(); };
  std::string text = std::string(elements::type_of(initial)) + "(" + repr(py::str(e.ptr->name));
  for (const std::string& field : lattice::field_names(initial)) {
    const lattice::FieldValue value = lattice::get_field(e.ptr->body, field);
    if (value != lattice::get_field(initial, field))
      text += ", " + field + "=" + repr(from_field_value(value, field));
  }
  return text + ")";
}

bool equal(const ElementHandle& a, const ElementHandle& b) {
  if (a.ptr == b.ptr) return true;
  if (a.ptr->name != b.ptr->name || a.ptr->body.index() != b.ptr->body.index()) return false;
  for (const std::string& field : lattice::field_names(a.ptr->body))
    if (lattice::get_field(a.ptr->body, field) != lattice::get_field(b.ptr->body, field)) return false;
  return true;
}

}  // namespace courant::python
