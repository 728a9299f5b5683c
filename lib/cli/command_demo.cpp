#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iterator>

#include "command.hpp"
#include "demo.hpp"
#include "files.hpp"

namespace courant::cli {
namespace {

struct Arguments {
  std::string out = "demo-out";
  std::uint64_t seed = 1;
  bool json = false;
};

void run(const Arguments& arguments, Console& console) {
  make_folder(arguments.out);
  std::ostream& story = arguments.json ? console.err : console.out;
  const DemoResult result = run_demo(arguments.seed, arguments.out, story, console);
  const std::string no_pictures = write_demo_report(result, arguments.out);
  if (arguments.json)
    console.out << std::ifstream(arguments.out + "/report.json").rdbuf();
  else
    print_demo_table(console.out << "\n", result);
  story << fmt::format("\n{:.0f} s. In {}: report.md, report.json, response.json, {}{}\n", result.duration,
                       arguments.out, std::filesystem::path(result.record).filename().string(),
                       no_pictures.empty() ? ", pictures" : "");
  if (!no_pictures.empty()) console.note(no_pictures);
}

}  // namespace

void add_demo(CLI::App& program, Console& console) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *program.add_subcommand("demo", "Main job: a ring with errors, corrected on its twin");
  command.add_option("--out", arguments->out, "Folder for report, pictures and record")
      ->type_name("DIR")
      ->capture_default_str();
  command.add_option("--seed", arguments->seed, "Seed of errors and noise")
      ->type_name("N")
      ->check(CLI::Validator(CLI::NonNegativeNumber).description(""))
      ->capture_default_str();
  command.add_flag("--json", arguments->json, "The numbers as one JSON document on standard output");
  command.callback([arguments, &console] { run(*arguments, console); });
}

}  // namespace courant::cli
