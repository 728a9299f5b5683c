#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "lattice_arguments.hpp"
#include "motion_arguments.hpp"
#include "plot.hpp"

namespace courant::cli {
namespace {

struct Arguments {
  LatticeArguments lattice;
  MotionArguments motion;
  OutputArguments output;
};

constexpr const char* names[] = {"x", "px", "y", "py", "z", "delta"};

Json orbit_json(const Lattice& lattice, const Arguments& arguments, const ClosedOrbit& orbit,
                const std::vector<Index>& rows) {
  Json json = document();
  json["lattice"] = lattice_json(lattice);
  json["mode"] = arguments.motion.name();
  json["delta"] = orbit.orbit.front()[DELTA];
  json["residual"] = orbit.residual;
  json["iterations"] = orbit.iterations;
  Json& table = json["table"];
  for (const Index i : rows) {
    table["name"].push_back(place_name(lattice, i));
    table["s"].push_back(lattice.s()[static_cast<std::size_t>(i)]);
    for (int k = 0; k < 6; ++k) table[names[k]].push_back(orbit.orbit[static_cast<std::size_t>(i)][k]);
  }
  return json;
}

void print(std::ostream& out, const Lattice& lattice, const Arguments& arguments, const ClosedOrbit& orbit,
           const std::vector<Index>& rows) {
  out << lattice_line(lattice) << '\n'
      << fmt::format("closed orbit in {}: {} Newton step{}, residual {:.1e}\n\n", arguments.motion.name(),
                     orbit.iterations, orbit.iterations == 1 ? "" : "s", orbit.residual);
  Table table({"name", "s [m]", "x [um]", "px [urad]", "y [um]", "py [urad]", "z [um]", "delta"});
  for (const Index row : rows) {
    const auto& r = orbit.orbit[static_cast<std::size_t>(row)];
    std::vector<std::string> cells{place_name(lattice, row).substr(0, 16),
                                   fixed(lattice.s()[static_cast<std::size_t>(row)], 3)};
    for (int k = 0; k < 5; ++k) cells.push_back(fixed(r[k] * 1e6, 3));
    cells.push_back(fmt::format("{:.2e}", r[DELTA]));
    table.add(std::move(cells));
  }
  table.print(out, arguments.output.most_rows(), "choose by --at, or see all by --all or --json");
}

void run(const Arguments& arguments, Console& console) {
  const Lattice lattice = arguments.lattice.read(console);
  const auto rows = places(lattice, arguments.output.at);
  const ClosedOrbit orbit =
      need(closed_orbit(lattice, {.mode = arguments.motion.mode(), .delta = arguments.motion.delta}));
  if (arguments.output.json)
    console.out << json_text(orbit_json(lattice, arguments, orbit, rows));
  else
    print(console.out, lattice, arguments, orbit, rows);
  if (!arguments.output.plot.empty())
    draw("orbit", orbit_json(lattice, arguments, orbit, places(lattice, {})), arguments.output.plot);
}

}  // namespace

void add_orbit(CLI::App& program, Console& console) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *program.add_subcommand("orbit", "Closed orbit of a ring");
  arguments->lattice.add_to(command);
  arguments->motion.add_to(command);
  arguments->output.add_to(command);
  command.callback([arguments, &console] { run(*arguments, console); });
}

}  // namespace courant::cli
