#pragma once
// Private to the module: the data that the text of a MATLAB file defines.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "matlab_value.hpp"

namespace courant::io::detail {

struct MProgram {
  MatlabVariables variables;
  std::string function;                                // name of the function, empty for a script
  std::string output;                                  // its output variable
  std::vector<std::pair<Index, std::string>> skipped;  // statements without effect on data, with line
};

// Evaluates assignments, arithmetic, vectors, cells, structures, indexing and AT's element functions, in order.
// Loops, branches and other functions are refused with their line: this is a reader of data.
// Throws ParseError. Work and memory are bounded. Test: tests/io/at_m_test.cpp
MProgram run_m_program(const std::string& file, std::string_view text);

}  // namespace courant::io::detail
