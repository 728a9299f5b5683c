#pragma once
// Private to the module: the functions that a .m file may call.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matlab_value.hpp"

namespace courant::io::detail {

// Why a call can't be evaluated; the evaluator adds file and line.
struct MFailure {
  std::string problem, why, suggestion;
};

// Number of values inside one, itself included.
Index weight(const MatlabValue& value);
inline constexpr Index heaviest = 2'000'000;  // a value with more is refused; ESRF has 20 000

// Entries side by side (`rows` false) or below each other; cells stay cells, structures become a cell.
MatlabValue concatenate(std::vector<MatlabValue> parts, bool below);

// Value of a function or constant; nothing if there is none of that name. Throws MFailure.
std::optional<MatlabValue> call_function(std::string_view name, std::vector<MatlabValue>& arguments);

// Element of AT from its function, e.g. atquadrupole('QF', 0.5, 1.2, 'NumIntSteps', 20); nothing if the name
// is not one of them. Throws MFailure. Source of the arguments: AT's help texts, atmat/lattice/element_creation.
std::optional<MatlabValue> call_element(std::string_view name, std::vector<MatlabValue>& arguments);

// Names of all of them, for suggestions.
std::vector<std::string> function_names();
std::vector<std::string> element_function_names();

}  // namespace courant::io::detail
