#include "formats.hpp"

#include <cmath>

#include "courant/io/read.hpp"
#include "courant/optics/twiss.hpp"

namespace courant::verify {
namespace {

using Json = nlohmann::json;

void compare_at_json(const Json& golden, const std::filesystem::path& folder, Table& table) {
  const Json& numbers = golden.at("pyaml").at("fodo_1gev_6d");
  const Lattice ring = read_lattice(folder / numbers.at("file").get<std::string>());
  const Json& pyat = numbers.at("pyat_0_9");
  const std::string name = "fodo_1gev_6d (AT JSON)";
  table.add(name, "elements", std::abs(static_cast<double>(ring.size()) - pyat.at("elements").get<double>()),
            0.0);
  // 193 additions
  table.add(name, "circumference [m]",
            std::abs(ring.circumference() - pyat.at("circumference_m").get<double>()), 1e-12);
  table.add(name, "remarks", static_cast<double>(ring.description().report.size()), 0.0);
  const auto optics = twiss(ring);
  if (!optics) return table.add(name, "optics: " + optics.error().message, NAN, 0.0);
  // pyAT matched this ring to round numbers
  table.add(name, "tune",
            std::max(std::abs(optics->tune[0] - pyat.at("tune")[0].get<double>()),
                     std::abs(optics->tune[1] - pyat.at("tune")[1].get<double>())),
            1e-8);
  table.add(name, "momentum compaction, relative",
            std::abs(optics->momentum_compaction / pyat.at("momentum_compaction").get<double>() - 1.0), 1e-6);
  // finite differences of pyAT
  table.add(name, "chromaticity",
            std::max(std::abs(optics->chromaticity[0] - pyat.at("chromaticity")[0].get<double>()),
                     std::abs(optics->chromaticity[1] - pyat.at("chromaticity")[1].get<double>())),
            1e-4);
}

}  // namespace

void compare_formats(const Json& golden, const std::filesystem::path& folder, Table& table) {
  compare_at_json(golden, folder, table);
}

}  // namespace courant::verify
