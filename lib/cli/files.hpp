#pragma once
#include <filesystem>
#include <string_view>

namespace courant::cli {

/// Makes a folder with its parents. \throws InvalidArgument
void make_folder(const std::filesystem::path& folder);

/// Writes a text file: it is there whole or, after an error, as it was before. \throws InvalidArgument
void write_text(const std::filesystem::path& file, std::string_view text);

}  // namespace courant::cli
