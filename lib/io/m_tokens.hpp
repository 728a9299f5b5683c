#pragma once
// Private to the module: MATLAB text cut into words.
#include <string>
#include <string_view>
#include <vector>

#include "courant/base/index.hpp"

namespace courant::io::detail {

struct MToken {
  enum class Kind { number, text, name, symbol, line_end, end };
  Kind kind = Kind::end;
  std::string text;           // of a text, name or symbol; "'" is the transpose
  double number = 0.0;        // of a number
  Index line = 0;             // from 1
  bool space_before = false;  // separates entries inside brackets
};

// Comments, continued lines and blanks are gone; ends in a token of kind end.
// Throws ParseError for a character or text that can't stand there.
std::vector<MToken> m_tokens(const std::string& file, std::string_view text);

}  // namespace courant::io::detail
