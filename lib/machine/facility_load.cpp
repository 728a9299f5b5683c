#include <fmt/format.h>

#include "courant/base/error.hpp"
#include "facility_reader.hpp"

namespace courant::machine {

Facility Facility::load(const std::filesystem::path& path) {
#ifdef COURANT_HAS_FACILITY_FILES
  return detail::read_facility(path);
#else
  throw NotAvailable(
      fmt::format("facility file '{}' can't be read", path.string()),
      "this build has no yaml-cpp or no readers of lattices",
      "build with COURANT_BUILD_FACILITY and COURANT_BUILD_IO (packages libyaml-cpp-dev, zlib1g-dev), or "
      "describe the facility in code");
#endif
}

}  // namespace courant::machine
