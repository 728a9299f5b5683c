#pragma once
// Private to the module: beam lines that contain lines, with repetition and reflection.
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "report.hpp"

namespace courant::io::detail {

// One member of a line: an element, a line, or a group in brackets.
struct Member {
  std::string name;             // empty: the group counts
  std::vector<Member> group{};  // members in brackets
  Index repeat = 1;
  bool reversed = false;  // passed from its end: order and elements are turned
  bool mirrored = false;  // its order is turned alone
  Index line = 0;         // where it stands in the file
};

struct BeamLine {
  std::string name;  // as written
  Where where;
  std::vector<Member> members;
};

// One element in an expanded line.
struct Placed {
  Index element;  // as `element_of` numbers them
  bool reversed;  // passed from its end
};

using BeamLines = std::map<std::string, BeamLine, std::less<>>;  // by the key of the format

// The elements of line `name` in order. `element_of` gives the number of an element, or a negative one;
// `known` all names that a member may have, for suggestions. Throws ParseError for an unknown member, a line that
// contains itself, nesting deeper than 100, or more than a million elements. Cost: linear in what it visits, at
// most ten million members.
std::vector<Placed> expand_line(const BeamLines& lines, std::string_view name,
                                const std::function<Index(const std::string&)>& element_of,
                                const std::function<std::vector<std::string>()>& known);

// Keys of the lines that no other line contains, in the order of the file.
std::vector<std::string> outer_lines(const BeamLines& lines);

}  // namespace courant::io::detail
