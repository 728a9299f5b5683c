#pragma once
#include <span>

#include "console.hpp"

namespace CLI {
class App;
}

namespace courant::cli {

/// Adds one command to the program; its callback does the work on `console` and throws what went wrong:
/// CLI::Error for wrong use, anything else for work that failed.
using AddCommand = void (*)(CLI::App& program, Console& console);

void add_check(CLI::App& program, Console& console);
void add_convert(CLI::App& program, Console& console);
void add_demo(CLI::App& program, Console& console);
void add_info(CLI::App& program, Console& console);
void add_orbit(CLI::App& program, Console& console);
void add_orm(CLI::App& program, Console& console);
void add_rmatrix(CLI::App& program, Console& console);
void add_twiss(CLI::App& program, Console& console);

/// Every command in the order of the help text; a new one is a file command_<name>.cpp and a line in commands.cpp.
std::span<const AddCommand> commands();

}  // namespace courant::cli
