#pragma once
#include "console.hpp"

namespace courant::cli {

/// The program `courant`: reads the command line, runs the command. Nothing is thrown.
///
/// \return  exit status: 0 done, 1 the work failed (reason on console.err), 2 wrong use
/// Test: tests/cli/test_commands.py
int run(int argc, const char* const* argv, Console& console);

}  // namespace courant::cli
