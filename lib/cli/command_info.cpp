#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "courant/elements/names.hpp"
#include "lattice_arguments.hpp"
#include "output.hpp"

namespace courant::cli {
namespace {

// How often each choice of a model occurs: type -> field -> choice -> count.
using Models = std::map<std::string, std::map<std::string, std::map<std::string, Index>>>;

Models models_of(const Lattice& lattice) {
  Models models;
  for (const auto& element : lattice.elements())
    std::visit(
        [&models]<class E>(const E& body) {
          elements::for_each_field<E>([&](auto field) {
            const auto& value = field.access(body);
            using Value = std::decay_t<decltype(value)>;
            if constexpr (elements::Named<Value>)
              if constexpr (!std::is_same_v<Value, physics::Shape>)
                ++models[std::string(E::type)][std::string(field.name)]
                        [std::string(elements::name_of(value))];
          });
        },
        element->body);
  return models;
}

std::map<std::string, Index> count_by_type(const Lattice& lattice) {
  std::map<std::string, Index> count;
  for (const auto& element : lattice.elements()) ++count[std::string(elements::type_of(element->body))];
  return count;
}

std::map<std::string, double> length_by_type(const Lattice& lattice) {
  std::map<std::string, double> length;
  for (const auto& element : lattice.elements())
    length[std::string(elements::type_of(element->body))] += elements::length_of(element->body);
  return length;
}

Json info_json(const Lattice& lattice) {
  Json json = document();
  json["lattice"] = lattice_json(lattice);
  json["description"] = lattice.description().text;
  json["citation"] = lattice.description().citation;
  json["count"] = count_by_type(lattice);
  json["models"] = models_of(lattice);
  json["report"] = report_json(lattice.description().report);
  return json;
}

std::string choices(const std::map<std::string, Index>& counts, Index total) {
  std::string text;
  for (const auto& [choice, count] : counts)
    text += (text.empty() ? "" : ", ") + (count == total ? choice : fmt::format("{} ({})", choice, count));
  return text;
}

void print(std::ostream& out, const Lattice& lattice) {
  out << lattice_line(lattice) << '\n';
  if (!lattice.description().text.empty()) out << wrapped(lattice.description().text, 0) << '\n';
  out << '\n';
  const auto count = count_by_type(lattice);
  const auto lengths = length_by_type(lattice);
  Table table({"type", "count", "length [m]"});
  for (const auto& [type, n] : count)
    table.add({type, std::to_string(n), fmt::format("{:.4f}", lengths.at(type))});
  table.print(out);
  out << '\n';
  for (const auto& [type, fields] : models_of(lattice))
    for (const auto& [field, counts] : fields)
      out << fmt::format("{:<14}{:<12}{}\n", type, field, choices(counts, count.at(type)));
  if (!lattice.description().citation.empty()) out << '\n';
  for (const auto& citation : lattice.description().citation) out << wrapped("from: " + citation, 6) << '\n';
  const auto& report = lattice.description().report;
  out << (report.empty() ? "\nThe reader understood everything.\n" : "\nRemarks of the reader:\n");
  for (const auto& remark : report) out << "  " << remark_line(remark) << '\n';
}

}  // namespace

void add_info(CLI::App& program, Console& console) {
  struct Arguments {
    LatticeArguments lattice;
    bool json = false;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App& command = *program.add_subcommand("info", "What is in a lattice file");
  arguments->lattice.add_to(command);
  command.add_flag("--json", arguments->json, "One JSON document on standard output");
  command.callback([arguments, &console] {
    const Lattice lattice = arguments->lattice.read(console);
    if (arguments->json)
      console.out << json_text(info_json(lattice));
    else
      print(console.out, lattice);
  });
}

}  // namespace courant::cli
