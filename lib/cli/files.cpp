#include "files.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <system_error>

#include "courant/base/error.hpp"

namespace courant::cli {

namespace fs = std::filesystem;

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!fs::is_directory(folder))
    throw InvalidArgument(fmt::format("folder '{}' can't be made", folder.string()),
                          error ? error.message() : "a file of that name is there", "name another one");
}

void write_text(const fs::path& file, std::string_view text) {
  const fs::path temporary = file.parent_path() / fmt::format(".{}.{}", file.filename().string(), ::getpid());
  std::error_code error;
  const bool written = static_cast<bool>((std::ofstream(temporary, std::ios::binary) << text).flush());
  if (written) fs::rename(temporary, file, error);
  if (written && !error) return;
  std::error_code ignored;
  fs::remove(temporary, ignored);
  throw InvalidArgument(fmt::format("file '{}' can't be written", file.string()),
                        error ? error.message() : "the disk is full or the folder may not be written");
}

}  // namespace courant::cli
