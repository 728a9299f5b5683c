#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "courant/io/check.hpp"
#include "courant/machine/facility.hpp"
#include "data_folder.hpp"
#include "lattice_arguments.hpp"
#include "output.hpp"

namespace courant::cli {
namespace {

struct Arguments {
  LatticeArguments lattice;
  bool json = false;
};

// Place that stands in front of a message: "file:12:3: problem" is line 12.
Index line_of(const std::string& file, const std::string& text) {
  if (!text.starts_with(file + ":")) return 0;
  Index line = 0;
  for (std::size_t i = file.size() + 1; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i)
    line = 10 * line + (text[i] - '0');
  return line;
}

std::vector<io::Finding> check_facility(const std::filesystem::path& path) {
  try {
    static_cast<void>(machine::Facility::load(path));
    return {};
  } catch (const NotAvailable&) {
    throw;
  } catch (const Error& error) {
    return {{path.string(), line_of(path.string(), error.what()), error.what(), true}};
  }
}

void print(std::ostream& out, const std::string& path, const std::string& kind,
           const std::vector<io::Finding>& findings) {
  for (const auto& finding : findings) out << (finding.error ? "" : "remark: ") << finding.text << '\n';
  out << (findings.empty() ? fmt::format("{}: {} without a finding\n", path, kind)
                           : fmt::format("{} finding{}\n", findings.size(), findings.size() == 1 ? "" : "s"));
}

void run(const Arguments& arguments, Console& console) {
  const auto path = lattice_path(arguments.lattice.path);
  const std::string extension = path.extension().string();
  const bool pals = path.stem().extension() == ".pals";  // a lattice in YAML
  const bool facility = !pals && (extension == ".yaml" || extension == ".yml");
  const auto findings =
      facility ? check_facility(path) : io::check_lattice(path, arguments.lattice.options());
  if (arguments.json) {
    Json json = document();
    json["path"] = path.string();
    json["kind"] = facility ? "facility" : "lattice";
    json["findings"] = Json::array();
    for (const auto& finding : findings)
      json["findings"].push_back({{"file", finding.file},
                                  {"line", finding.line},
                                  {"severity", finding.error ? "error" : "remark"},
                                  {"text", finding.text}});
    console.out << json_text(json);
  } else {
    print(console.out, path.string(), facility ? "facility file" : "lattice", findings);
  }
  if (!findings.empty())
    throw Error(fmt::format("'{}' has {} finding{}", path.string(), findings.size(),
                            findings.size() == 1 ? "" : "s"));
}

}  // namespace

void add_check(CLI::App& program, Console& console) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *program.add_subcommand("check", "Problems of a lattice or facility file, by line");
  arguments->lattice.add_to(command, "PATH", "Lattice, facility file (.yaml) or shipped machine");
  command.add_flag("--json", arguments->json, "One JSON document on standard output");
  command.callback([arguments, &console] { run(*arguments, console); });
}

}  // namespace courant::cli
