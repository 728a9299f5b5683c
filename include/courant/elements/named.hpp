#pragma once
#include <string>
#include <vector>

#include "courant/base/error.hpp"
#include "courant/elements/names.hpp"

namespace courant::elements {

/// The choice of this name, e.g. named<Radiation>("mean", "radiation"). \throws InvalidArgument for another text,
/// with the names that are known
template <Named Enum>
Enum named(std::string_view text, std::string_view what) {
  std::vector<std::string> known;
  std::string list;
  for (const auto& [choice, name] : Names<Enum>::table) {
    if (name == text) return choice;
    known.emplace_back(name);
    list += (list.empty() ? "" : ", ") + known.back();
  }
  throw InvalidArgument(std::string(what) + " '" + std::string(text) + "' is unknown", "it is one of " + list,
                        nearest(text, known));
}

}  // namespace courant::elements
