#include "program.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <vector>

#include "command.hpp"
#include "courant/base/provenance.hpp"

namespace courant::cli {
namespace {

constexpr const char* footer =
    "Exit status: 0 done, 1 the work failed (reason on standard error), 2 wrong use.\n"
    "'courant COMMAND --help' tells more. Units: SI, radians; energies in eV.";

std::vector<std::string> command_names(const CLI::App& program) {
  std::vector<std::string> names;
  for (const auto* command : program.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

// The command in hand, or the program itself.
const CLI::App& current(const CLI::App& program) {
  const auto used = program.get_subcommands();
  return used.empty() ? program : *used.front();
}

// Names of options that look like one the program doesn't know; empty if there is no such argument.
std::string hint(const CLI::App& command, int argc, const char* const* argv) {
  std::vector<std::string> known;
  for (const auto* option : command.get_options())
    for (const auto& name : option->get_lnames()) known.push_back("--" + name);
  for (int i = 1; i < argc; ++i) {
    const std::string given = std::string(argv[i]).substr(0, std::string(argv[i]).find('='));
    if (given.starts_with("--") && std::find(known.begin(), known.end(), given) == known.end())
      return nearest(given, known);
  }
  return {};
}

int wrong(const CLI::App& program, const CLI::ParseError& error, int argc, const char* const* argv,
          Console& console) {
  const CLI::App& command = current(program);
  const bool top = &command == &program;
  const auto names = command_names(program);
  std::string problem = error.what(), suggestion = hint(command, argc, argv);
  if (const std::string first = argc > 1 ? argv[1] : ""; top && !first.empty() && first.front() != '-') {
    problem = fmt::format("command '{}' is unknown", first);
    suggestion = nearest(first, names);
    if (suggestion.empty()) suggestion = fmt::format("known are {}", fmt::join(names, ", "));
  } else if (top && argc == 1) {
    problem = fmt::format("a command is missing (known are {})", fmt::join(names, ", "));
  }
  std::replace(problem.begin(), problem.end(), '\n', ' ');
  if (!suggestion.empty()) suggestion += "; ";
  const std::string name = top ? "courant" : "courant " + command.get_name();
  console.err << fmt::format("{}: {}; {}see '{} --help'\n", name, problem, suggestion, name);
  return wrong_use;
}

int failure(const CLI::App& program, const char* what, Console& console) {
  console.err << fmt::format("courant {}: {}\n", current(program).get_name(), what);
  return failed;
}

}  // namespace

int run(int argc, const char* const* argv, Console& console) {
  CLI::App program("Accelerator physics and middle layer", "courant");
  program.set_version_flag("--version", to_string(provenance()), "Version and build, then exit");
  program.set_help_flag("-h,--help", "This text, then exit");
  program.require_subcommand(1);
  program.footer(footer);
  program.get_formatter()->column_width(27);
  for (const AddCommand add : commands()) add(program, console);
  try {
    program.parse(argc, argv);
    if (!console.out.flush()) return failure(program, "standard output can't be written", console);
    return done;
  } catch (const CLI::Success& wish) {
    return program.exit(wish, console.out, console.err);
  } catch (const CLI::ParseError& error) {
    return wrong(program, error, argc, argv, console);
  } catch (const Error& error) {
    return failure(program, error.what(), console);
  } catch (const std::exception& error) {
    return failure(program, fmt::format("internal error: {}", error.what()).c_str(), console);
  }
}

}  // namespace courant::cli
