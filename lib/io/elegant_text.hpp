#pragma once
// Private to the module: a lattice file of elegant cut into elements and lines.
#include <map>
#include <string>
#include <vector>

#include "beam_line.hpp"
#include "courant/io/format.hpp"
#include "definition.hpp"

namespace courant::io::detail {

struct ElegantFile {
  std::map<std::string, Definition, std::less<>>
      elements;  // by key: capitals, unless the name stands in quotes
  BeamLines lines;
  std::string used;  // key of the line that USE names; empty: none
  std::string last;  // key of the line that was defined last
  std::string title{};
  Report report;
};

// Cuts the file and the files that it includes; evaluates every expression. Throws ParseError for a statement that
// is none, for an unknown type of element, and for a name that is defined twice.
ElegantFile cut_elegant(const Source& source);

}  // namespace courant::io::detail
