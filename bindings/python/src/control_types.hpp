#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "courant/control/family.hpp"
#include "courant/control/guard.hpp"
#include "courant/control/settings.hpp"

/// \file
/// What the bindings of control, machine and procedures share.

namespace courant::python {

void bind_readings(py::module_& m);
void bind_family(py::module_& m);
void bind_transaction(py::module_& m);
void bind_records(py::module_& m);

/// Wishes for a transaction as a Python value; they add up by `+`.
struct SettingsValue {
  control::Settings items;
};

/// Number, or a text with unit that fits `unit`. \throws UnitError, WrongType
double to_quantity(py::handle object, const Unit& unit, std::string_view what);

/// One number for all of `count`, or one each; texts with unit are converted. \throws MismatchError
std::vector<double> to_quantities(py::handle object, const Unit& unit, Index count, std::string_view what);

}  // namespace courant::python
