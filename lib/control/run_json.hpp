#pragma once
#include <string>

#include "courant/control/run_store.hpp"

namespace courant::control::detail {

/// The lines of a run file, without their ends.
std::string to_line(const RunStart& start);
std::string to_line(const RunEvent& event);
std::string to_line(const RunStop& stop);

/// Adds what a line says to a run. \throws nlohmann::json::exception, Error  if it isn't a line of a run
void read_line(const std::string& line, RunData& run);

/// Reads the text of a run file; a last line without end is left out.
/// \throws ParseError  with `path` and line
RunData read_run(const std::string& text, const std::string& path);

}  // namespace courant::control::detail
