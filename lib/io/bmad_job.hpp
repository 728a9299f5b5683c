#pragma once
// Private to the module: what the statements of a Bmad file and of the files it calls define.
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "beam_line.hpp"
#include "courant/io/format.hpp"
#include "definition.hpp"

namespace courant::io::detail {

// NAME: LIST = (...): at each place of its name stands the next element of the list, behind the last the first again.
struct BmadList {
  Where where;
  std::vector<std::string> names;  // keys
};

struct BmadFile {
  std::deque<Definition> elements;                  // in the order of the file
  std::map<std::string, Index, std::less<>> index;  // by name in capitals
  BeamLines lines;                                  // those with arguments by "NAME(ACTUAL,ACTUAL)"
  std::map<std::string, BmadList, std::less<>> lists;
  std::string used, last;  // keys of the line that USE names, and of the last one
  std::string title{};
  std::map<std::string, double, std::less<>> numbers;     // "BEGINNING[E_TOT]"
  std::map<std::string, std::string, std::less<>> words;  // "PARAMETER[PARTICLE]"
  Report report;

  Index find(std::string_view name) const;  // -1: no element has the name
  double number(std::string_view parameter, double standard = 0.0) const;
};

// Runs the file and those it calls. Throws ParseError for what is no statement, for a file that is absent (unless it
// holds wakes), for an unknown name in an expression that is needed.
BmadFile run_bmad(const Source& source);

// Whether a Bmad pattern ('*' any, '%' one character, "class::name") means this element.
bool bmad_matches(std::string_view pattern, const Definition& definition);

}  // namespace courant::io::detail
