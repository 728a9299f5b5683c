#pragma once
// Private to the module: words and members of lines in elegant's files.
#include <string>
#include <string_view>
#include <vector>

#include "beam_line.hpp"
#include "statement.hpp"

namespace courant::io::detail {

// Key under which a name is known: elegant takes names without quotes in capitals.
std::string elegant_key(std::string_view name, bool quoted);

struct Word {
  std::string_view text;
  bool quoted = false;
  bool closed = true;  // false: a quote is missing
};

// Word at `at`: up to one of `ends`, or in quotes. Moves `at` behind it and the blanks after it.
Word take_word(std::string_view text, std::size_t& at, std::string_view ends);

// Members of a line up to the ')' of the bracket that is open at `at`, which moves behind it. Throws ParseError.
std::vector<Member> elegant_members(const std::string& file, const Statement& statement, std::size_t& at);

}  // namespace courant::io::detail
