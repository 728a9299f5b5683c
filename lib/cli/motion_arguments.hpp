#pragma once
#include <string>

#include "courant/optics/closed_orbit.hpp"

namespace CLI {
class App;
}

namespace courant::cli {

/// --6d and --delta: which motion is looked at.
struct MotionArguments {
  bool six_d = false;  ///< cavities act, delta free
  double delta = 0.0;  ///< fixed momentum deviation [-]

  void add_to(CLI::App& command);
  optics::Mode mode() const { return six_d ? optics::Mode::six_d : optics::Mode::four_d; }
  std::string name() const { return six_d ? "6d" : "4d"; }  ///< as JSON has it
};

/// What comes out of commands with a table along the machine: --at, --all, --json, --plot.
struct OutputArguments {
  std::string at;    ///< selector of places; empty: all
  bool all = false;  ///< every row for people
  bool json = false;
  std::string plot;  ///< file of the picture; empty: none

  void add_to(CLI::App& command, bool has_table = true);
  /// Rows that a table for people has at most; 0: all.
  std::size_t most_rows() const { return all ? 0 : 24; }
};

}  // namespace courant::cli
