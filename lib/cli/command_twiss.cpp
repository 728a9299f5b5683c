#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <numbers>

#include "command.hpp"
#include "initial_optics.hpp"
#include "lattice_arguments.hpp"
#include "motion_arguments.hpp"
#include "plot.hpp"
#include "twiss_output.hpp"

namespace courant::cli {
namespace {

struct Arguments {
  LatticeArguments lattice;
  MotionArguments motion;
  OutputArguments output;
  std::string initial;
};

// A line taken for a ring is the usual reason why there is no periodic optics.
Result<Twiss> optics_of(const Lattice& lattice, const TwissOptions& options) {
  auto optics = twiss(lattice, options);
  if (!optics && !options.initial)
    optics = Failure{optics.error().code, optics.error().message + "; for a line give --initial"};
  return optics;
}

void run(const Arguments& arguments, Console& console) {
  TwissOptions options{.mode = arguments.motion.mode(), .delta = arguments.motion.delta};
  if (!arguments.initial.empty()) {
    options.initial = parse_initial(arguments.initial);
    if (arguments.motion.delta != 0.0) options.initial->orbit[DELTA] = arguments.motion.delta;
  }
  const Lattice lattice = arguments.lattice.read(console);
  const auto rows = places(lattice, arguments.output.at);
  const Twiss optics = need(optics_of(lattice, options));
  if (arguments.output.json)
    console.out << json_text(twiss_json(lattice, optics, rows));
  else
    print_twiss(console.out, lattice, optics, rows, arguments.output.most_rows());
  if (!arguments.output.plot.empty())
    draw("twiss", twiss_json(lattice, optics, places(lattice, {})), arguments.output.plot);
}

}  // namespace

void add_twiss(CLI::App& program, Console& console) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *program.add_subcommand("twiss", "Optics of a ring, or of a line from initial values");
  arguments->lattice.add_to(command);
  arguments->motion.add_to(command);
  command.add_option("--initial", arguments->initial, "Entrance of a line: beta_x=10,alpha_x=0,beta_y=10")
      ->type_name("LIST")
      ->check(CLI::Validator(check_initial, ""));
  arguments->output.add_to(command);
  command.callback([arguments, &console] { run(*arguments, console); });
}

}  // namespace courant::cli
