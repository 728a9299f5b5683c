#pragma once
#include <filesystem>
#include <string>

namespace courant::cli {

/// Folder of the running program; empty if the system doesn't tell.
std::filesystem::path program_folder();

/// Folder of the shipped data: COURANT_DATA, else ../share/courant beside the program (installed), else `data` of
/// the source tree that the program was built from.
/// \throws ConfigError  if COURANT_DATA names no such folder, or none of them is there
/// Test: tests/cli/test_surroundings.py
std::filesystem::path data_folder();

/// `name` itself if it is a file or has a folder or extension, else the shipped machine of that name.
/// \throws UnknownName  if it is neither, with the nearest; ConfigError as data_folder
std::filesystem::path lattice_path(const std::string& name);

}  // namespace courant::cli
