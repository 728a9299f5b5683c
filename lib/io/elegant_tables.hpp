#pragma once
// Private to the module: the element types of elegant.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace courant::io::detail {

// Type that a word in a file means. elegant takes longer words (QUADRUPOLE) and shorter ones (HKIC) for the type that
// they begin with or that begins with them. Nothing: the word fits no type, or several.
std::optional<std::string> elegant_type(std::string_view word);

bool is_elegant_type(std::string_view word);

// All types.
std::vector<std::string> elegant_types();

}  // namespace courant::io::detail
