#pragma once
// Private to the module: MATLAB's binary files of version 5 ("-v6", "-v7").
#include <string>
#include <string_view>

#include "matlab_value.hpp"

namespace courant::io::detail {

// The variables of a file by name. Complex parts are dropped, sparse arrays, objects and function handles are
// Kind::other, structure arrays of more than one entry are cells of structures.
//
// Throws one ParseError for anything that is cut, inconsistent or larger than any lattice (128 MiB unpacked):
// every length in the file is checked against what is there before anything is allocated.
// Source: MathWorks, "MAT-File Format", version 5 and 7 (R2023a). Test: tests/io/at_mat_test.cpp
MatlabVariables read_mat_file(const std::string& file, std::string_view content);

}  // namespace courant::io::detail
