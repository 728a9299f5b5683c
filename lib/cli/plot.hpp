#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "output.hpp"

namespace courant::cli {

/// Draws `data` as the picture `kind` (twiss, orbit, orm, demo) into `file` by `python -m courant.plot`.
///
/// The data go through a temporary file; no shell is involved. The picture is there whole or not at all.
/// \throws InvalidArgument  for an extension other than png, pdf, svg
/// \throws NotAvailable     if Python, matplotlib or the package courant is missing, by name
/// \throws Error            if drawing failed, with the last line that Python said
/// Decision record: docs/decisions. Test: tests/cli/test_surroundings.py
void draw(const std::string& kind, const Json& data, const std::filesystem::path& file);

/// Draws several pictures of one kind (demo) into a folder; returns the names of the files. Throws as draw().
std::vector<std::string> draw_all(const std::string& kind, const Json& data,
                                  const std::filesystem::path& folder);

/// The Python that draws: COURANT_PYTHON, else python3 beside the program, else the one of the build tree the
/// program stands in, else python3 on PATH. Empty if there is none.
std::filesystem::path find_python();

}  // namespace courant::cli
