#pragma once
// Private to the module: a Bmad file cut into statements.
#include <string>
#include <string_view>
#include <vector>

#include "report.hpp"

namespace courant::io::detail {

// Lines that belong together, without comments. A line goes on behind '&' and behind one of , ( { [ =.
struct BmadStatement {
  std::string text;
  Where where;  // its first line
};

std::vector<BmadStatement> cut_bmad(const std::string& file, std::string_view bytes);

std::string_view bmad_trimmed(std::string_view text);
// Without the quotes around it.
std::string bmad_unquoted(std::string_view text);
// Parts between commas outside of brackets and quotes, trimmed.
std::vector<std::string_view> bmad_split(std::string_view text);
// First of `marks` outside of brackets and quotes; npos: none.
std::size_t bmad_find(std::string_view text, std::string_view marks);

}  // namespace courant::io::detail
