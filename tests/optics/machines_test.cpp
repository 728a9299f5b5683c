// The machines shipped with the project against pyAT, by the numbers of tests/reference/machines.json.
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "courant/io/read.hpp"
#include "courant/optics/twiss.hpp"
#include "support/catch.hpp"

using namespace courant;

namespace {

nlohmann::json references() {
  std::ifstream file(std::string(COURANT_TEST_DIR) + "/reference/machines.json");
  return nlohmann::json::parse(file)["machines"];
}

}  // namespace

TEST_CASE("Machines: rings have the optics that pyAT gives them", "[optics][reference]") {
  const std::string name = GENERATE("esrf_ebs", "als", "aps_par");
  const auto reference = references()[name];
  const Lattice ring = read_lattice(std::string(COURANT_DATA_DIR) + "/lattices/" + name + ".json");
  const auto t = twiss(ring);
  REQUIRE(t);
  CHECK(ring.description().report.empty());
  CHECK(ring.circumference() == Approx(reference["circumference"].get<double>()).epsilon(1e-12));
  for (std::size_t k = 0; k < 2; ++k) {
    // pyAT differentiates with steps of 3e-8 m and 3e-6: its tunes are good to 1e-8, betas to 1e-6
    CHECK(t->tune[k] == Approx(reference["tune"][k].get<double>()).margin(1e-8));
    // five-point differences in delta with step 2e-4: 1e-6
    const auto& chromaticity = reference.contains("chromaticity")
                                   ? reference["chromaticity"]
                                   : reference["chromaticity_by_edge"]["linear"];
    CHECK(t->chromaticity[k] == Approx(chromaticity[k].get<double>()).margin(1e-6));
  }
  CHECK(t->momentum_compaction == Approx(reference["momentum_compaction"].get<double>()).epsilon(1e-6));
  for (const auto& [element, values] : reference["entrance"].items()) {
    const auto i = static_cast<std::size_t>(ring.find(element));
    CHECK(t->x.beta[i] == Approx(values["beta"][0].get<double>()).epsilon(1e-6));
    CHECK(t->y.beta[i] == Approx(values["beta"][1].get<double>()).epsilon(1e-6));
    CHECK(t->x.alpha[i] == Approx(values["alpha"][0].get<double>()).margin(1e-6 * t->x.beta[i] + 1e-6));
    CHECK(t->x.eta[i] == Approx(values["dispersion"][0].get<double>()).margin(1e-7));
  }
}

TEST_CASE("Machines: the transfer line has the optics that pyAT gives it", "[optics][reference]") {
  const auto reference = references()["aps_ptb"];
  const Lattice line = read_lattice(std::string(COURANT_DATA_DIR) + "/lattices/aps_ptb.json");
  const auto& start = reference["start"];
  optics::TwissInitial initial{
      .beta_x = start["beta"][0], .alpha_x = start["alpha"][0], .beta_y = start["beta"][1]};
  initial.alpha_y = start["alpha"][1];
  initial.eta_x = start["dispersion"][0];
  initial.etap_x = start["dispersion"][1];
  const auto t = twiss(line, {.initial = initial});
  REQUIRE(t);
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j)  // 1e-7: pyAT's finite differences
      CHECK(t->one_turn(i, j) == Approx(reference["matrix_4x4"][i][j].get<double>()).margin(1e-7));
  const auto& exit = reference["exit"];
  CHECK(t->x.beta.back() == Approx(exit["beta"][0].get<double>()).epsilon(1e-6));
  CHECK(t->y.beta.back() == Approx(exit["beta"][1].get<double>()).epsilon(1e-6));
}
