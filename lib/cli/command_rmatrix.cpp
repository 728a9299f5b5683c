#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "courant/math/determinant.hpp"
#include "courant/optics/closed_orbit.hpp"
#include "courant/optics/transfer_matrix.hpp"
#include "lattice_arguments.hpp"
#include "output.hpp"

namespace courant::cli {
namespace {

struct Arguments {
  LatticeArguments lattice;
  std::string from, to;
  bool on_orbit = false, json = false;
};

// Place named by an argument: an element, "start" or "end" of the lattice.
Index place(const Lattice& lattice, const std::string& name) {
  if (name == "start") return 0;
  return name == "end" ? lattice.size() : lattice.find(name);
}

void print(std::ostream& out, const Lattice& lattice, const Arguments& arguments, const Matrix6& matrix) {
  out << lattice_line(lattice) << '\n'
      << fmt::format("from the entrance of {} to the entrance of {}\n\n", arguments.from, arguments.to);
  Table table({"", "x", "px", "y", "py", "z", "delta"});
  const char* rows[] = {"x", "px", "y", "py", "z", "delta"};
  for (int i = 0; i < 6; ++i) {
    std::vector<std::string> cells{rows[i]};
    for (int k = 0; k < 6; ++k) cells.push_back(fmt::format("{:.6g}", matrix(i, k)));
    table.add(std::move(cells));
  }
  table.print(out);
  out << fmt::format("\ndeterminant - 1: {:.1e}\n", math::determinant(matrix) - 1.0);
}

void run(const Arguments& arguments, Console& console) {
  const Lattice lattice = arguments.lattice.read(console);
  const Index start = place(lattice, arguments.from), stop = place(lattice, arguments.to);
  if (stop < start)
    throw InvalidArgument(fmt::format("'{}' stands before '{}'", arguments.to, arguments.from),
                          "the matrix follows the beam through the file", "exchange FROM and TO");
  Vec6<double> orbit{};
  if (arguments.on_orbit) orbit = need(closed_orbit(lattice)).orbit[static_cast<std::size_t>(start)];
  const Matrix6 matrix = need(transfer_matrix(lattice, start, stop, orbit));
  if (!arguments.json) return print(console.out, lattice, arguments, matrix);
  Json json = document();
  json["lattice"] = lattice_json(lattice);
  json["from"] = arguments.from;
  json["to"] = arguments.to;
  json["about"] = arguments.on_orbit ? "closed_orbit" : "axis";
  for (int i = 0; i < 6; ++i) {
    Json row = Json::array();
    for (int k = 0; k < 6; ++k) row.push_back(matrix(i, k));
    json["matrix"].push_back(row);
  }
  json["det"] = math::determinant(matrix);
  console.out << json_text(json);
}

}  // namespace

void add_rmatrix(CLI::App& program, Console& console) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *program.add_subcommand("rmatrix", "Transfer matrix between two places");
  arguments->lattice.add_to(command);
  command.add_option("FROM", arguments->from, "From the entrance of NAME, NAME#k, index; 'start'")
      ->required();
  command.add_option("TO", arguments->to, "To the entrance of this one, or 'end'")->required();
  command.add_flag("--on-orbit", arguments->on_orbit, "About the closed orbit (4D), not the axis");
  command.add_flag("--json", arguments->json, "One JSON document on standard output");
  command.callback([arguments, &console] { run(*arguments, console); });
}

}  // namespace courant::cli
