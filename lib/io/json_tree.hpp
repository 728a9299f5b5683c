#pragma once
// Private to the module: a JSON document with the line of every value.
#include <string>
#include <string_view>
#include <vector>

#include "courant/base/index.hpp"

namespace courant::io::detail {

struct JsonNode {
  enum class Kind { null, boolean, number, string, array, object };
  struct Key {
    std::string text;
    Index line;
  };

  Kind kind = Kind::null;
  Index line = 0;                 // where it ends (strings, numbers) or begins (arrays, objects), from 1
  bool whole = false;             // a number written without point and exponent
  double number = 0.0;            // of a number
  std::string text{};             // of a string
  std::vector<Key> keys{};        // of an object, as many as items
  std::vector<JsonNode> items{};  // of an array or object

  // Item of an object, or null.
  const JsonNode* find(std::string_view key) const;
};

// Kind in words for messages: "a number", "a list".
std::string_view describe(JsonNode::Kind kind);

// The document in `text`. Keys must differ within an object; nesting deeper than 32 is refused.
// Throws ParseError with file and line.
JsonNode parse_json(const std::string& file, std::string_view text);

}  // namespace courant::io::detail
