#pragma once
// Private to the module: the reader of facility files, there when the build has yaml-cpp and readers of lattices.
#include <filesystem>

#include "courant/machine/facility.hpp"

namespace courant::machine::detail {

/// \throws ConfigError  "file:line:column: problem (why) suggestion"
Facility read_facility(const std::filesystem::path& path);

}  // namespace courant::machine::detail
