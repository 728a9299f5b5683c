#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "courant/base/units.hpp"

namespace courant::detail {

/// A name of the table with its prefix already applied.
struct NamedUnit {
  Dimension dimension;
  double factor = 1.0;  ///< to SI, rad, eV
};

/// Unit with exactly this name, prefix included ("um", "kg", "%"); nothing if unknown.
std::optional<NamedUnit> find_unit(std::string_view name);

/// "did you mean 'nm'?" for a name that find_unit doesn't know; empty when nothing is near.
std::string suggest_unit(std::string_view name);

}  // namespace courant::detail
