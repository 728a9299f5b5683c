#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/response/orbit_response.hpp"
#include "lattice_arguments.hpp"
#include "motion_arguments.hpp"
#include "orm_output.hpp"
#include "plot.hpp"

namespace courant::cli {
namespace {

struct Arguments {
  LatticeArguments lattice;
  MotionArguments motion;
  OutputArguments output;
  std::string monitors = "type:Monitor", correctors = "type:Corrector";
  bool rf = false;
};

void run(const Arguments& arguments, Console& console) {
  Lattice ring = arguments.lattice.read(console);
  if (ring.superperiods() > 1) ring = lattice::Builder(ring).unroll().freeze();
  const auto matrix = need(
      orbit_response(ring, ring.select(arguments.monitors), ring.select(arguments.correctors),
                     {.mode = arguments.motion.mode(), .delta = arguments.motion.delta, .rf = arguments.rf}));
  const bool draws = !arguments.output.plot.empty();
  Json json;
  if (arguments.output.json || draws) {
    json = orm_json(matrix);
    json["lattice"] = lattice_json(ring);
    json["mode"] = arguments.motion.name();
  }
  if (arguments.output.json)
    console.out << json_text(json);
  else
    print_orm(console.out, lattice_line(ring), matrix);
  if (draws) draw("orm", json, arguments.output.plot);
}

}  // namespace

void add_orm(CLI::App& program, Console& console) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *program.add_subcommand("orm", "Orbit response matrix of the model, exact");
  arguments->lattice.add_to(command);
  command.add_option("--monitors", arguments->monitors, "Selection of rows")
      ->type_name("SELECTION")
      ->capture_default_str();
  command
      .add_option("--correctors", arguments->correctors, "Selection of columns; they need kick_x and kick_y")
      ->type_name("SELECTION")
      ->capture_default_str();
  command.add_flag("--rf", arguments->rf, "Append the column of the RF frequency [m/Hz]");
  arguments->motion.add_to(command);
  arguments->output.add_to(command, false);
  command.callback([arguments, &console] { run(*arguments, console); });
}

}  // namespace courant::cli
