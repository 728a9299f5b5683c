#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "courant/io/read.hpp"

namespace courant::io {

/// Something that is wrong with a file, or that its reader did not understand.
struct Finding {
  std::string file;
  Index line = 0;     ///< from 1; 0: unknown
  std::string text;   ///< "file:line: problem (why) suggestion"
  bool error = true;  ///< the file can't be read with it; else a remark of the reader
};

/// All findings in a lattice file, in its order; none: it is read without a remark.
///
/// A broken syntax ends the search; in Courant JSON all else is found in one go, in other formats up to the first
/// error. \throws UnknownName  if the format or line doesn't exist
/// Test: tests/io/check_test.cpp
std::vector<Finding> check_lattice(const std::filesystem::path& path, const ReadOptions& options = {});

}  // namespace courant::io
