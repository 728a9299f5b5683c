#include <optional>

#include "pybind.hpp"

namespace courant::python {
namespace {

/// Instance of the Python exception `name` of courant.exceptions.
template <class... Args>
void raise(const char* name, Args&&... args) {
  const py::object type = py::module_::import("courant.exceptions").attr(name);
  PyErr_SetObject(type.ptr(), type(std::forward<Args>(args)...).ptr());
}

/// One line of the table: raises exception `name` if `error` is an E.
template <class E>
bool raise_as(const Error& error, const char* name) {
  const auto* exact = dynamic_cast<const E*>(&error);
  if (!exact) return false;
  if constexpr (std::is_same_v<E, ParseError>)
    raise(name, error.what(), exact->file(), exact->line());
  else
    raise(name, error.what());
  return true;
}

struct Entry {
  const char* name;
  bool (*raise)(const Error&, const char*);
};

// The table: each C++ error and its Python exception; a child stands before its parent.
constexpr Entry table[] = {
    {"WrongType", raise_as<WrongType>},         {"InvalidArgument", raise_as<InvalidArgument>},
    {"UnknownName", raise_as<UnknownName>},     {"UnitError", raise_as<UnitError>},
    {"MismatchError", raise_as<MismatchError>}, {"CalibrationError", raise_as<CalibrationError>},
    {"ConfigError", raise_as<ConfigError>},     {"ParseError", raise_as<ParseError>},
    {"NotAvailable", raise_as<NotAvailable>},   {"Error", raise_as<Error>},
};

void translate(std::exception_ptr thrown) {
  try {
    if (thrown) std::rethrow_exception(thrown);
  } catch (const FailureRaised& raised) {
    raise("Failed", raised.failure.message, to_string(raised.failure.code));
  } catch (const Error& error) {
    for (const Entry& entry : table)
      if (entry.raise(error, entry.name)) return;
  }
}

}  // namespace

double to_number(py::handle object, std::string_view what) {
  const bool text_like = py::isinstance<py::str>(object) || py::isinstance<py::bytes>(object);
  if (!PyBool_Check(object.ptr()) && !text_like && !object.is_none()) {
    const double number = PyFloat_AsDouble(object.ptr());
    if (!PyErr_Occurred()) return number;
    PyErr_Clear();
  }
  throw WrongType(std::string(what) + ": expected a number, got " + type_name(object));
}

bool ProgressBridge::step(Index done, Index total, std::string_view what) {
  const py::gil_scoped_acquire gil;
  if (error_) return false;
  try {
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (callback_.is_none()) return true;
    const py::object answer = callback_(done, total, what);
    return answer.is_none() || answer.cast<bool>();
  } catch (...) {
    error_ = std::current_exception();
    return false;
  }
}

Progress ProgressBridge::progress() {
  return [this](Index done, Index total, std::string_view what) { return step(done, total, what); };
}

void ProgressBridge::finish() const {
  if (error_) std::rethrow_exception(error_);
}

void bind_errors(py::module_&) { py::register_local_exception_translator(&translate); }

}  // namespace courant::python
