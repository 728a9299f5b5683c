#include "formats.hpp"

#include <algorithm>
#include <cmath>

#include "courant/io/read.hpp"

namespace courant::verify {

using Json = nlohmann::json;

double difference(double value, const Json& numbers, const std::string& key) {
  return std::abs(value - numbers.at(key).get<double>());
}

double difference(const std::array<double, 2>& value, const Json& numbers) {
  return std::max(std::abs(value[0] - numbers.at(0).get<double>()),
                  std::abs(value[1] - numbers.at(1).get<double>()));
}

void compare_columns(const std::string& subject, const Json& reference, const std::vector<Index>& places,
                     const std::vector<Column>& columns, const std::vector<double>& tolerances,
                     Table& table) {
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const auto& [key, values, relative] = columns[c];
    const Json& wanted = reference.at(key);
    double worst = 0.0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const double x = wanted.at(i), scale = relative ? std::max(1.0, std::abs(x)) : 1.0;
      const double error = std::abs((*values)[static_cast<std::size_t>(places[i])] - x) / scale;
      if (!(error <= worst)) worst = error;
    }
    table.add(subject, fmt::format("{} at {} places{}", key, places.size(), relative ? ", relative" : ""),
              worst, tolerances[c]);
  }
}

void compare_at_json(const Json& golden, const std::filesystem::path& folder, Table& table) {
  const Json& numbers = golden.at("pyaml").at("fodo_1gev_6d");
  const Lattice ring = read_lattice(folder / numbers.at("file").get<std::string>());
  const Json& pyat = numbers.at("pyat_0_9");
  const std::string name = "fodo_1gev_6d (AT JSON)";
  table.add(name, "elements", difference(static_cast<double>(ring.size()), pyat, "elements"), 0.0);
  // 193 additions
  table.add(name, "circumference [m]", difference(ring.circumference(), pyat, "circumference_m"), 1e-12);
  table.add(name, "remarks", static_cast<double>(ring.description().report.size()), 0.0);
  const auto optics = twiss(ring);
  if (!optics) return table.add(name, "optics: " + optics.error().message, NAN, 0.0);
  // pyAT matched this ring to round numbers
  table.add(name, "tune", difference(optics->tune, pyat.at("tune")), 1e-8);
  table.add(name, "momentum compaction, relative",
            std::abs(optics->momentum_compaction / pyat.at("momentum_compaction").get<double>() - 1.0), 1e-6);
  // finite differences of pyAT
  table.add(name, "chromaticity", difference(optics->chromaticity, pyat.at("chromaticity")), 1e-4);
}

void compare_formats(const Json& golden, const std::filesystem::path& folder, Table& table) {
  compare_at_json(golden, folder, table);
  compare_elegant(golden, folder, table);
  compare_opa(golden, folder, table);
  compare_tracy(golden, folder, table);
  compare_sirius(golden, folder, table);
  compare_pals(folder, table);
}

}  // namespace courant::verify
