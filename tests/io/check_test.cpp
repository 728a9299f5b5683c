#include "courant/io/check.hpp"

#include <filesystem>
#include <fstream>

#include "courant/base/error.hpp"
#include "support/catch.hpp"

using courant::io::check_lattice;
using courant::io::Finding;

namespace {

// Findings in a Courant JSON file with these elements and this line.
std::vector<Finding> findings(const std::string& elements, const std::string& line) {
  const auto path = std::filesystem::temp_directory_path() / "courant_check_test.json";
  std::ofstream(path) << "{\"schema\": \"courant-lattice/1\",\n"
                         "\"reference\": {\"species\": \"electron\", \"energy\": 1e9},\n"
                         "\"elements\": {\n"
                      << elements << "},\n\"line\": [" << line << "]}\n";
  auto found = check_lattice(path);
  std::filesystem::remove(path);
  return found;
}

}  // namespace

TEST_CASE("Check: each shipped lattice is without a finding") {
  for (const char* name : {"esrf_ebs", "als", "aps_par", "aps_ptb"})
    CHECK(check_lattice(std::string(COURANT_DATA_DIR "/lattices/") + name + ".json").empty());
}

TEST_CASE("Check: all errors of a file are found in one go, each with its line") {
  const auto found = findings(
      "\"A\": {\"type\": \"Monitor\", \"length\": -1.0},\n"
      "\"B\": {\"type\": \"Quadrupol\", \"length\": 1.0},\n"
      "\"C\": {\"type\": \"Quadrupole\", \"length\": 1.0, \"k7\": 1.0}\n",
      "\"A\", \"B\", \"C\", \"D\"");
  REQUIRE(found.size() == 4);
  CHECK(found[0].line == 4);
  CHECK(found[1].line == 5);
  CHECK(found[2].line == 6);
  CHECK(found[3].text.find("names 'D'") != std::string::npos);
  for (const Finding& finding : found) CHECK(finding.error);
}

TEST_CASE("Check: drifts backwards are a remark") {
  const auto found = findings(
      "\"A\": {\"type\": \"Drift\", \"length\": 1.0},\n"
      "\"B\": {\"type\": \"Drift\", \"length\": -0.25}\n",
      "\"A\", \"B\", \"A\"");
  REQUIRE(found.size() == 1);
  CHECK(!found[0].error);
  CHECK(found[0].text.find("a drift of negative length, the first 'B' of -0.25 m") != std::string::npos);
}

TEST_CASE("Check: what the reader left out is a remark and no error") {
  const auto found =
      findings("\"A\": {\"type\": \"Drift\", \"length\": 1.0},\n\"B\": {\"type\": \"Marker\"}\n", "\"A\"");
  REQUIRE(found.size() == 1);
  CHECK_FALSE(found[0].error);
  CHECK(found[0].line == 5);
}

TEST_CASE("Check: a broken syntax, a missing file and an unknown format are told") {
  const auto broken = findings("\"A\": {\"type\": \"Drift\", \"length\": 1.0,,}\n", "\"A\"");
  REQUIRE(broken.size() == 1);
  CHECK(broken[0].line == 4);
  CHECK(check_lattice("/no/such/file.json").size() == 1);
  CHECK_THROWS_AS(check_lattice("/no/such/file.json", {.format = "nothing"}), courant::UnknownName);
}
