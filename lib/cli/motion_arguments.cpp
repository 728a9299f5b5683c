#include "motion_arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>

namespace courant::cli {
namespace {

std::string check_delta(const std::string& text) {
  double value = 0.0;
  if (!CLI::detail::lexical_cast(text, value)) return {};  // CLI11 says so itself
  return std::isfinite(value) && value > -1.0 && value < 1.0
             ? std::string()
             : fmt::format("delta {} can't be used (it is a relative momentum) give a number within -1 and 1",
                           text);
}

}  // namespace

void MotionArguments::add_to(CLI::App& command) {
  auto* six = command.add_flag("--6d", six_d, "Cavities act and delta is free; else they are drifts");
  command.add_option("--delta", delta, "Fixed relative momentum deviation")
      ->type_name("D")
      ->check(CLI::Validator(check_delta, ""))
      ->excludes(six);
}

void OutputArguments::add_to(CLI::App& command, bool has_table) {
  if (has_table) {
    command.add_option("--at", at, "Only these places, e.g. 'BPM*' or 'type:Monitor'")
        ->type_name("SELECTION");
    command.add_flag("--all", all, "Every place in the table for people");
  }
  command.add_flag("--json", json, "One JSON document on standard output");
  command.add_option("--plot", plot, "Picture .png .pdf .svg; Python with matplotlib draws")
      ->type_name("FILE");
}

}  // namespace courant::cli
