#pragma once
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <exception>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "courant/base/error.hpp"
#include "courant/base/progress.hpp"
#include "courant/base/result.hpp"

/// \file
/// What every binding file shares: the list of binding functions, how a Result becomes a value or an exception,
/// and how choices come in as texts.

namespace courant::python {

namespace py = pybind11;

void bind_errors(py::module_& m);
void bind_elements(py::module_& m);
void bind_particle(py::module_& m);
void bind_lattice(py::module_& m);
void bind_machine_graph(py::module_& m);
void bind_survey(py::module_& m);
void bind_girders(py::module_& m);
void bind_lattice_errors(py::module_& m);
void bind_io(py::module_& m);
void bind_tracking(py::module_& m);
void bind_optics(py::module_& m);
void bind_response(py::module_& m);
void bind_control(py::module_& m);
void bind_machine(py::module_& m);
void bind_procedures(py::module_& m);

/// An argument of a kind that can't be used; becomes courant.WrongType, an InvalidArgument and a TypeError.
class WrongType : public InvalidArgument {
 public:
  using InvalidArgument::InvalidArgument;
};

/// Thrown for a Failure; becomes courant.Failed with its code.
struct FailureRaised {
  Failure failure;
};

/// Value of a Result; raises courant.Failed if there is none.
template <class T>
T unwrap(Result<T> result) {
  if (!result) throw FailureRaised{std::move(result.error())};
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// What `work` returns; the interpreter is free for other threads meanwhile.
template <class Work>
auto unlocked(Work&& work) {
  const py::gil_scoped_release nogil;
  return work();
}

/// Choice named by a text: `table` holds pairs (text, choice). \throws InvalidArgument that lists the choices
template <class Table>
auto choice(std::string_view argument, std::string_view text, const Table& table) {
  std::string known;
  for (const auto& [name, value] : table) {
    if (name == text) return value;
    known += (known.empty() ? "" : ", ") + std::string(name);
  }
  throw InvalidArgument(std::string(argument) + ": '" + std::string(text) + "' is not a choice",
                        "it takes " + known);
}

/// Kind of a Python object for messages, e.g. "dict".
inline std::string type_name(py::handle object) {
  return py::str(py::type::handle_of(object).attr("__name__")).cast<std::string>();
}

/// Number from a Python object. \throws WrongType naming `what` for anything else; a bool is not a number
double to_number(py::handle object, std::string_view what);

/// Lets Ctrl-C stop a long computation, and calls `callback(done, total, what)` if it is one.
///
/// What the callback raises is kept and raised again by `finish()` after the computation.
class ProgressBridge {
 public:
  explicit ProgressBridge(py::object callback) : callback_(std::move(callback)) {}
  Progress progress();
  void finish() const;  ///< raises what the callback or Ctrl-C raised

 private:
  bool step(Index done, Index total, std::string_view what);
  py::object callback_;
  std::exception_ptr error_;
};

}  // namespace courant::python
