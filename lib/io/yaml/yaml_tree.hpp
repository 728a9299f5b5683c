#pragma once
// Private to the module: a YAML document as the tree that JSON has.
#include <string>
#include <string_view>

#include "../json_tree.hpp"

namespace courant::io::detail {

// The only document in `text`: plain words are numbers, true, false or null where YAML 1.2 takes them so; aliases are
// copies; `<<` merges a map. Throws ParseError with file and line for broken text, several documents, keys that stand
// twice or are no text, nesting deeper than 100, and more than a million values.
JsonNode parse_yaml(const std::string& file, std::string_view text);

}  // namespace courant::io::detail
