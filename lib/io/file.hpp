#pragma once
// Private to the module: whole files.
#include <filesystem>
#include <string>
#include <string_view>

namespace courant::io::detail {

// All bytes of a file. Throws ParseError (line 0) if it is missing, no file, not readable or above 1 GiB.
std::string load(const std::filesystem::path& path);

// Writes under a temporary name in the same folder, flushes to the disk and renames. Throws InvalidArgument
// and leaves nothing behind if that fails.
void store(const std::filesystem::path& path, std::string_view content);

}  // namespace courant::io::detail
