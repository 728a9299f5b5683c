#pragma once
#include <pybind11/numpy.h>

#include <span>
#include <vector>

#include "courant/math/mat6.hpp"
#include "courant/math/vec6.hpp"
#include "pybind.hpp"

/// \file
/// Arrays over memory of C++ without a copy, and loans of arrays to C++.
///
/// A view is read-only and keeps `owner`, the Python object whose memory it shows, alive as its base.

namespace courant::python {

inline py::array_t<double> read_only(py::array_t<double> array) {
  py::detail::array_proxy(array.ptr())->flags &= ~py::detail::npy_api::NPY_ARRAY_WRITEABLE_;
  return array;
}

/// View (n,) of numbers.
inline py::array_t<double> view(std::span<const double> numbers, py::handle owner) {
  return read_only(py::array_t<double>(static_cast<py::ssize_t>(numbers.size()), numbers.data(), owner));
}

/// View (n, 6) of states, C order.
inline py::array_t<double> view(std::span<const Vec6<double>> states, py::handle owner) {
  const auto n = static_cast<py::ssize_t>(states.size());
  return read_only(
      py::array_t<double>({n, py::ssize_t{6}}, states.empty() ? nullptr : states[0].v.data(), owner));
}

/// View (n,) of one coordinate of states, stride 6.
inline py::array_t<double> view(std::span<const Vec6<double>> states, int coordinate, py::handle owner) {
  const auto n = static_cast<py::ssize_t>(states.size());
  constexpr auto stride = static_cast<py::ssize_t>(sizeof(Vec6<double>));
  return read_only(
      py::array_t<double>({n}, {stride}, states.empty() ? nullptr : &states[0].v[coordinate], owner));
}

/// Copy (n,) of a few numbers.
inline py::array_t<double> copy(std::span<const double> numbers) {
  return py::array_t<double>(static_cast<py::ssize_t>(numbers.size()), numbers.data());
}

/// Copy (rows, columns) in C order; the entry of numpy is [out, in] like that of C++.
template <class Matrix>
py::array_t<double> copy_matrix(const Matrix& m) {
  py::array_t<double> out({static_cast<py::ssize_t>(m.rows()), static_cast<py::ssize_t>(m.cols())});
  auto cell = out.mutable_unchecked<2>();
  for (py::ssize_t i = 0; i < cell.shape(0); ++i)
    for (py::ssize_t j = 0; j < cell.shape(1); ++j) cell(i, j) = m(i, j);
  return out;
}

/// "(3, 6)".
std::string shape_text(const py::array& array);

/// Array that is float64, C order and aligned as it stands, of shape (n, 6).
///
/// \throws WrongType for another dtype or order: it would be changed in a copy and the result lost;
/// InvalidArgument for another shape or, if `writes`, a read-only array
py::array require_particles(const py::object& particles, bool writes);

/// States of an array that passed require_particles.
std::span<Vec6<double>> states_of(py::array& particles);

/// One state from six numbers, None: on axis. \throws InvalidArgument naming `what`
Vec6<double> to_state(const py::object& numbers, std::string_view what);

/// Numbers from a list or an array of one dimension; other dtypes are converted. \throws WrongType, InvalidArgument
std::vector<double> to_numbers(const py::object& numbers, std::string_view what);

}  // namespace courant::python
