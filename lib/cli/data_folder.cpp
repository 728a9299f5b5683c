#include "data_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>
#include <vector>

#include "courant/base/error.hpp"

namespace courant::cli {

namespace fs = std::filesystem;

fs::path program_folder() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return error ? fs::path() : program.parent_path();
}

fs::path data_folder() {
  const auto holds_data = [](const fs::path& folder) {
    std::error_code ignored;
    return fs::is_directory(folder / "lattices", ignored);
  };
  if (const char* chosen = std::getenv("COURANT_DATA"); chosen && *chosen) {
    if (holds_data(chosen)) return chosen;
    throw ConfigError(fmt::format("COURANT_DATA is '{}'", chosen), "no folder 'lattices' is in it",
                      "unset it or name the data folder of Courant");
  }
  fs::path installed = program_folder().parent_path() / "share" / "courant";
  if (holds_data(installed)) return installed;
  if (holds_data(COURANT_SOURCE_DATA)) return COURANT_SOURCE_DATA;
  throw ConfigError("the shipped data is not there",
                    fmt::format("neither in '{}' nor in '{}'", installed.string(), COURANT_SOURCE_DATA),
                    "set COURANT_DATA to the data folder of Courant");
}

fs::path lattice_path(const std::string& name) {
  fs::path path(name);
  std::error_code ignored;
  if (fs::exists(path, ignored) || path.has_parent_path() || path.has_extension()) return path;
  std::vector<std::string> shipped;
  for (const auto& entry : fs::directory_iterator(data_folder() / "lattices"))
    if (entry.path().extension() == ".json") shipped.push_back(entry.path().stem().string());
  std::sort(shipped.begin(), shipped.end());
  if (std::binary_search(shipped.begin(), shipped.end(), name))
    return data_folder() / "lattices" / (name + ".json");
  throw UnknownName(fmt::format("'{}' is neither a file nor a machine that is shipped", name),
                    fmt::format("shipped are {}", fmt::join(shipped, ", ")), nearest(name, shipped));
}

}  // namespace courant::cli
