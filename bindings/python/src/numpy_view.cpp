#include "numpy_view.hpp"

namespace courant::python {

std::string shape_text(const py::array& array) {
  std::string text = "(";
  for (py::ssize_t i = 0; i < array.ndim(); ++i) text += (i ? ", " : "") + std::to_string(array.shape(i));
  return text + (array.ndim() == 1 ? ",)" : ")");
}

py::array require_particles(const py::object& particles, bool writes) {
  constexpr std::string_view remedy = "make one with numpy.ascontiguousarray(particles, dtype=float)";
  if (!py::isinstance<py::array>(particles))
    throw WrongType("particles: expected a numpy array of float64, got " + type_name(particles), {}, remedy);
  py::array array = particles;
  if (!py::isinstance<py::array_t<double>>(array))
    throw WrongType("particles: expected dtype float64, got " + std::string(py::str(array.dtype())),
                    "the memory of the array is used as it is", remedy);
  if (array.ndim() != 2 || array.shape(1) != 6)
    throw InvalidArgument("particles: expected shape (n, 6), got " + shape_text(array),
                          "a row is x, px, y, py, z, delta");
  const int flags = array.flags();
  if (!(flags & py::array::c_style) || !(flags & py::detail::npy_api::NPY_ARRAY_ALIGNED_))
    throw WrongType("particles: expected C order without gaps, got Fortran order or a strided view",
                    "the memory of the array is used as it is", remedy);
  if (writes && !array.writeable())
    throw InvalidArgument("particles: the array is read-only", "it would be overwritten",
                          "pass particles.copy()");
  return array;
}

std::span<Vec6<double>> states_of(py::array& particles) {
  return {static_cast<Vec6<double>*>(particles.mutable_data()), static_cast<std::size_t>(particles.shape(0))};
}

std::vector<double> to_numbers(const py::object& numbers, std::string_view what) {
  const std::string name(what);
  if (py::isinstance<py::str>(numbers)) throw WrongType(name + ": expected numbers, got a text");
  auto array = py::array_t<double, py::array::c_style | py::array::forcecast>::ensure(numbers);
  if (!array) {
    PyErr_Clear();
    throw WrongType(name + ": expected numbers, got " + type_name(numbers));
  }
  if (array.ndim() != 1)
    throw InvalidArgument(name + ": expected one dimension, got shape " + shape_text(array));
  return {array.data(), array.data() + array.size()};
}

Vec6<double> to_state(const py::object& numbers, std::string_view what) {
  Vec6<double> state;
  if (numbers.is_none()) return state;
  const std::vector<double> six = to_numbers(numbers, what);
  if (six.size() != 6)
    throw InvalidArgument(std::string(what) + ": expected 6 numbers, got " + std::to_string(six.size()),
                          "a state is x, px, y, py, z, delta");
  std::copy(six.begin(), six.end(), state.v.begin());
  return state;
}

}  // namespace courant::python
