#include "twiss_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numbers>

#include "lattice_arguments.hpp"

namespace courant::cli {
namespace {

constexpr const char* coordinates[] = {"x", "px", "y", "py", "z", "delta"};

Json column(std::span<const double> values, std::span<const Index> rows) {
  Json list = Json::array();
  for (const Index i : rows) list.push_back(values[static_cast<std::size_t>(i)]);
  return list;
}

Json twiss_table(const Lattice& lattice, const Twiss& optics, std::span<const Index> rows) {
  Json table;
  for (const Index i : rows) {
    table["name"].push_back(place_name(lattice, i));
    table["type"].push_back(i == lattice.size() ? "End" : elements::type_of(lattice[i].body));
  }
  table["s"] = column(optics.s, rows);
  for (const auto& [plane, name] : {std::pair{&optics.x, "_x"}, std::pair{&optics.y, "_y"}})
    for (const auto& [values, quantity] :
         {std::pair{&plane->beta, "beta"}, std::pair{&plane->alpha, "alpha"}, std::pair{&plane->mu, "mu"},
          std::pair{&plane->eta, "eta"}, std::pair{&plane->etap, "etap"}})
      table[std::string(quantity) + name] = column(*values, rows);
  for (const Index i : rows)
    for (int k = 0; k < 6; ++k) table[coordinates[k]].push_back(optics.orbit[static_cast<std::size_t>(i)][k]);
  return table;
}

std::pair<double, double> range(const std::vector<double>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return {*low, *high};
}

}  // namespace

Json twiss_json(const Lattice& lattice, const Twiss& optics, std::span<const Index> rows) {
  Json json = document();
  json["lattice"] = lattice_json(lattice);
  json["model"] = "expanded";
  json["mode"] = optics.mode == optics::Mode::six_d ? "6d" : "4d";
  json["ring"] = optics.ring;
  json["delta"] = optics.delta;
  json["tune"] = optics.tune;
  if (optics.mode == optics::Mode::six_d) json["synchrotron_tune"] = optics.synchrotron_tune;
  json["chromaticity"] = optics.chromaticity;
  json["momentum_compaction"] = optics.momentum_compaction;
  json["table"] = twiss_table(lattice, optics, rows);
  return json;
}

void print_optics_summary(std::ostream& out, const Twiss& optics) {
  out << fmt::format("{:<20}{:>14}{:>14}\n", "", "horizontal", "vertical");
  const auto line = [&out](const char* name, double x, double y, int digits) {
    out << fmt::format("{:<20}{:>14}{:>14}\n", name, fixed(x, digits), fixed(y, digits));
  };
  line(optics.ring ? "tune" : "phase advance / 2pi", optics.tune[0], optics.tune[1], 6);
  if (optics.ring) line("chromaticity", optics.chromaticity[0], optics.chromaticity[1], 4);
  const auto beta_x = range(optics.x.beta), beta_y = range(optics.y.beta);
  const auto eta_x = range(optics.x.eta), eta_y = range(optics.y.eta);
  line("least beta [m]", beta_x.first, beta_y.first, 4);
  line("greatest beta [m]", beta_x.second, beta_y.second, 4);
  line("least eta [m]", eta_x.first, eta_y.first, 5);
  line("greatest eta [m]", eta_x.second, eta_y.second, 5);
  if (optics.mode == optics::Mode::six_d)
    out << fmt::format("{:<20}{:14.6f}\n", "synchrotron tune", optics.synchrotron_tune);
  if (optics.ring) out << fmt::format("{:<20}{:14.6g}\n", "mom. compaction", optics.momentum_compaction);
}

void print_twiss(std::ostream& out, const Lattice& lattice, const Twiss& optics, std::span<const Index> rows,
                 std::size_t most_rows) {
  out << lattice_line(lattice) << "\n\n";
  print_optics_summary(out, optics);
  out << "\nbeta, eta in m; phase mu in turns (of 2 pi)\n";
  Table table({"name", "s [m]", "beta_x", "alpha_x", "mu_x", "eta_x", "beta_y", "alpha_y", "mu_y"});
  for (const Index row : rows) {
    const auto i = static_cast<std::size_t>(row);
    const auto turns = [](double phase) { return phase / (2.0 * std::numbers::pi); };
    table.add({place_name(lattice, row).substr(0, 16), fixed(optics.s[i], 3), fixed(optics.x.beta[i], 3),
               fixed(optics.x.alpha[i], 3), fixed(turns(optics.x.mu[i]), 4), fixed(optics.x.eta[i], 4),
               fixed(optics.y.beta[i], 3), fixed(optics.y.alpha[i], 3), fixed(turns(optics.y.mu[i]), 4)});
  }
  table.print(out, most_rows, "choose by --at, or see all by --all or --json");
}

}  // namespace courant::cli
