#pragma once
// Private to the module: the list of a MAD-X line.
#include <string>
#include <vector>

#include "madx_job.hpp"

namespace courant::io::detail {

// One entry of a line: a name, with arguments or not, or a list in brackets.
struct MadxItem {
  Index count = 1;
  bool reversed = false;
  std::string name{};             // empty: a list
  std::vector<MadxItem> parts{};  // of the list, or the arguments
};

// The list of a line. Throws ParseError if it is broken or nested deeper than 100.
MadxItem madx_items(const MadxLine& line);

}  // namespace courant::io::detail
