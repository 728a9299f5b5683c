#pragma once
// Private to the module: statements of text formats, with the lines they stand on.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report.hpp"

namespace courant::io::detail {

inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

// Text without blanks at both ends.
std::string_view trimmed(std::string_view text);

// One statement without comments; newlines inside it are blanks.
struct Statement {
  std::string text;
  Index line = 0;                                      // of its first character, from 1
  std::vector<std::pair<std::size_t, Index>> lines{};  // (from this character on, this line), ascending

  Index line_at(std::size_t character) const;
};

// Which comments a format has.
struct Comments {
  bool braces = false;  // { to }, as in Pascal
  bool hash = false;    // # to the end of the line
};

// Statements that end with ';'; quoted parts may hold anything. Throws ParseError for a comment, quote or last
// statement that doesn't end.
std::vector<Statement> cut_statements(const std::string& file, std::string_view content, Comments comments);

// Part of a statement between commas that stand outside brackets and quotes.
struct Part {
  std::string_view text;  // trimmed
  std::size_t at = 0;     // its first character in the statement
};
std::vector<Part> split_at_commas(std::string_view text, std::size_t from);

}  // namespace courant::io::detail
