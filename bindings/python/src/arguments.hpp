#pragma once
#include <memory>
#include <vector>

#include "courant/lattice/errors.hpp"
#include "courant/lattice/field_value.hpp"
#include "courant/lattice/lattice.hpp"
#include "pybind.hpp"

/// \file
/// Kinds of Python objects that have a name in signatures and stubs, and what they become in C++.

namespace courant::python {

inline bool is_anything(PyObject*) { return true; }

/// Python object of a subclass of elements.Element.
class ElementObject : public py::object {
  PYBIND11_OBJECT(ElementObject, py::object, is_anything)
};
/// Numbers that numpy can take.
class ArrayLike : public py::object {
  PYBIND11_OBJECT(ArrayLike, py::object, is_anything)
};
/// Array float64 (n, 6); checked by require_particles.
class ParticleArray : public py::object {
  PYBIND11_OBJECT(ParticleArray, py::object, is_anything)
};
/// Selector, place, places or Selection.
class PlacesLike : public py::object {
  PYBIND11_OBJECT(PlacesLike, py::object, is_anything)
};
/// Name or place of one element, or None.
class PlaceLike : public py::object {
  PYBIND11_OBJECT(PlaceLike, py::object, is_anything)
};
/// Function (done, total, what) that may return False to stop.
class ProgressLike : public py::object {
  PYBIND11_OBJECT(ProgressLike, py::object, is_anything)
};

}  // namespace courant::python

namespace pybind11::detail {
template <>
struct handle_type_name<courant::python::ElementObject> {
  static constexpr auto name = const_name("courant._core.elements.Element");
};
template <>
struct handle_type_name<courant::python::ArrayLike> {
  static constexpr auto name = const_name("numpy.typing.ArrayLike");
};
template <>
struct handle_type_name<courant::python::ParticleArray> {
  static constexpr auto name = const_name("numpy.typing.NDArray[numpy.float64]");
};
template <>
struct handle_type_name<courant::python::PlacesLike> {
  static constexpr auto name = const_name("str | int | collections.abc.Iterable[int]");
};
template <>
struct handle_type_name<courant::python::PlaceLike> {
  static constexpr auto name = const_name("str | int | None");
};
template <>
struct handle_type_name<courant::python::ProgressLike> {
  static constexpr auto name = const_name("collections.abc.Callable[[int, int, str], bool | None]");
};
}  // namespace pybind11::detail

namespace courant::python {

/// What the Python class of an element holds: an immutable element, shared with the lattices it stands in.
struct ElementHandle {
  lattice::ElementPtr ptr;
};

/// Python object of the class of the element's type.
ElementObject to_python(const lattice::ElementPtr& element);

/// \throws WrongType naming `what` unless it is an element
lattice::ElementPtr to_element(const py::object& object, std::string_view what);

/// Element of the type of `body` from positional and named fields. \throws what lattice::validate throws
ElementHandle make_element(AnyElement body, const std::string& name, const py::args& values,
                           const py::kwargs& named);

/// Changes the named fields. \throws UnknownName, InvalidArgument
void set_fields(lattice::Element& element, const py::kwargs& fields);

/// Opening of an Aperture; None is none. \throws WrongType for another object
std::optional<physics::Opening> to_opening(const py::object& object);

/// Text that makes the element again: its name and the fields that are not as by default.
std::string program_text(const ElementHandle& e);

/// Same name, type and fields.
bool equal(const ElementHandle& a, const ElementHandle& b);

/// The text itself. \throws WrongType for anything else
std::string to_text(py::handle value, const std::string& what);

/// Python value of a field.
py::object python_field(const AnyElement& element, std::string_view field);

/// Datum of a field; numbers, texts and lists of numbers. \throws WrongType for anything else
lattice::FieldValue to_field_value(py::handle object, std::string_view field);

/// One error from a dict; see errors.apply. \throws UnknownName, InvalidArgument, NotAvailable
lattice::errors::Spec to_spec(py::handle item);

/// Places of a lattice that a Python program selected.
struct Selection {
  Lattice lattice;
  std::vector<Index> places;
};

/// Places from a selector, one place, several or a Selection. \throws InvalidArgument for a place outside
std::vector<Index> to_places(const Lattice& lattice, const py::object& places, std::string_view what);

/// Place of one element from its name or index; None: `otherwise`. Unchecked against the lattice if a number.
Index to_place(const Lattice& lattice, const py::object& place, Index otherwise, std::string_view what);

}  // namespace courant::python
