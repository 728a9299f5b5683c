#include "lattice_arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <filesystem>
#include <numeric>

#include "courant/base/units.hpp"
#include "courant/base/error.hpp"
#include "courant/elements/named.hpp"
#include "courant/io/format.hpp"
#include "data_folder.hpp"

namespace courant::cli {
namespace {

// Total energy [eV] from "6 GeV", "6e9".
double parse_energy(const std::string& text) {
  double bare = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bare);
  const bool has_unit = error != std::errc{} || end != text.data() + text.size();
  const double energy = has_unit ? parse_quantity(text, Unit::parse("eV")) : bare;
  if (!(energy > 0.0 && energy < 1e20))
    throw InvalidArgument(fmt::format("energy {} eV can't be used", energy), "it is not above 0 and finite");
  return energy;
}

std::string check_energy(const std::string& text) {
  try {
    parse_energy(text);
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace

std::string check_format(const std::string& text) {
  try {
    static_cast<void>(io::format_named(text));
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

std::string check_particle(const std::string& text) {
  try {
    lattice::make_particle(text, 1e15);
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

std::string check_model(const std::string& text) {
  try {
    elements::named<physics::Model>(text, "model");
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

void LatticeArguments::add_to(CLI::App& command, const std::string& name, const std::string& what) {
  command.add_option(name, path, what)->required();
  command.add_option("--line", line, "Which line or sequence (AT: which variable)")->type_name("NAME");
  command.add_option("--format", format, "Format of the file, when it doesn't tell")
      ->type_name("F")
      ->check(CLI::Validator(check_format, ""));
  command.add_option("--energy", energy, "Total energy instead of the file's, e.g. 6GeV")
      ->type_name("E")
      ->check(CLI::Validator(check_energy, ""));
  command.add_option("--particle", particle, "Species instead of the file's, e.g. proton")
      ->type_name("NAME")
      ->check(CLI::Validator(check_particle, ""));
  command.add_option("--model", model, "Hamiltonian, expanded or exact")
      ->type_name("M")
      ->check(CLI::Validator(check_model, ""));
  command.add_option("--steps-for", steps_for, "Steps for this error of each map, e.g. 1e-10")
      ->type_name("X")
      ->check(CLI::Range(1e-13, 1.0, ""));
}

io::ReadOptions LatticeArguments::options() const {
  return {.format = format,
          .line = line,
          .energy = energy.empty() ? 0.0 : parse_energy(energy),
          .model = model,
          .steps_for = steps_for,
          .particle = particle};
}

Lattice LatticeArguments::read(Console& console) const {
  Lattice lattice = read_lattice(lattice_path(path), options());
  if (const auto count = lattice.description().report.size(); count > 0)
    console.note(fmt::format("the reader has {} remark{} on '{}'; 'courant info' shows them", count,
                             count == 1 ? "" : "s", path));
  return lattice;
}

std::vector<Index> places(const Lattice& lattice, const std::string& selector) {
  if (!selector.empty()) return lattice.select(selector);
  std::vector<Index> all(static_cast<std::size_t>(lattice.size()) + 1);
  std::iota(all.begin(), all.end(), Index{0});
  return all;
}

std::string place_name(const Lattice& lattice, Index place) {
  return place == lattice.size() ? "end" : lattice[place].name;
}

}  // namespace courant::cli
