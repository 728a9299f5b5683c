#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "courant/io/write.hpp"
#include "lattice_arguments.hpp"
#include "output.hpp"

namespace courant::cli {
namespace {

struct Arguments {
  LatticeArguments lattice;
  std::string output, to;
  bool json = false;
};

void run(const Arguments& arguments, Console& console) {
  const Lattice lattice = arguments.lattice.read(console);
  write_lattice(lattice, arguments.output, arguments.to);
  if (!arguments.json) {
    console.out << lattice_line(lattice) << '\n' << "written to " << arguments.output << '\n';
    return;
  }
  Json json = document();
  json["lattice"] = lattice_json(lattice);
  json["input"] = arguments.lattice.path;
  json["output"] = arguments.output;
  json["report"] = report_json(lattice.description().report);
  console.out << json_text(json);
}

}  // namespace

void add_convert(CLI::App& program, Console& console) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *program.add_subcommand("convert", "Write a lattice in another format");
  arguments->lattice.add_to(command);
  command.add_option("OUT", arguments->output, "File to write; it appears whole or not at all")->required();
  command.add_option("--to", arguments->to, "Format of OUT, when its extension doesn't tell")
      ->type_name("F")
      ->check(CLI::Validator(check_format, ""));
  command.add_flag("--json", arguments->json, "One JSON document on standard output");
  command.callback([arguments, &console] { run(*arguments, console); });
}

}  // namespace courant::cli
