#include <filesystem>
#include <fstream>

#include "courant/base/error.hpp"
#include "courant/machine/facility.hpp"
#include "support/catch.hpp"

using namespace courant;
using courant::machine::Facility;
namespace fs = std::filesystem;

#ifdef COURANT_HAS_FACILITY_FILES
namespace {

const fs::path data = COURANT_DATA_DIR;

/// A small facility file over the shipped ALS; the test changes a line and loads it.
const std::vector<std::string> good{
    "facility: Test",                                                                              // 1
    "machines:",                                                                                   // 2
    "  SR:",                                                                                       // 3
    "    lattice: als.json",                                                                       // 4
    "    energy: 1.9 GeV",                                                                         // 5
    "    families:",                                                                               // 6
    "      BPM: {from: '*_BPM_*', fields: {x: 'B:{n}:X nm', y: 'B:{n}:Y nm'}, sigma: 0.1 um}",     // 7
    "      HCOR: {from: ['*_HV?', '~*_HV2'], field: kick, setpoint: 'H:{name} A', range: ±10 A,",  // 8
    "             calibration: cor, settle: {delay: 0.2 s, samples: 2}}",                          // 9
    "      VCOR: {like: HCOR, field: vkick, setpoint: 'V:{name} A'}",                              // 10
    "      QF: {from: 'type:Quadrupole & *_QF?', field: k1l, setpoint: '{name} 1/m', range: [0, 2 1/m]}",  // 11
    "    calibrations: {cor: {gain: 0.1 mrad/A}}",                                                // 12
    "    observables: {tune: {x: 'TX 1', y: 'TY 1', sigma: 1e-5}, current: {value: I mA}}",       // 13
    "    rf: {frequency: F Hz, max_step: 50 Hz}",                                                 // 14
    "    knobs: {tune: {families: [QF]}}",                                                        // 15
    "    twin: {seed: 7, errors: [{select: 'type:Quadrupole', field: [dx, dy], sigma: 30 um}]}",  // 16
};

class File {
 public:
  explicit File(const std::vector<std::string>& lines) {
    static int count = 0;
    folder_ = fs::temp_directory_path() / ("courant_facility_" + std::to_string(count++));
    fs::create_directories(folder_);
    fs::copy_file(data / "lattices/als.json", folder_ / "als.json", fs::copy_options::overwrite_existing);
    std::ofstream out(path());
    for (const auto& line : lines) out << line << '\n';
  }
  ~File() { fs::remove_all(folder_); }
  fs::path path() const { return folder_ / "test.yaml"; }

 private:
  fs::path folder_;
};

}  // namespace

TEST_CASE("Facility file: what it says is what the machine has", "[machine][facility]") {
  const File file(good);
  const auto facility = Facility::load(file.path());
  CHECK(facility.name() == "Test");
  const auto& d = facility["SR"].description();
  auto& sr = facility["SR"].design();
  CHECK(sr.energy() == 1.9e9);
  CHECK(sr.family("BPM").size() == 96);
  CHECK(sr.family("BPM").channels("x")[0].address.text() == "B:1:X");
  CHECK(sr.family("HCOR").size() == 12);
  const auto& channel = *sr.family("VCOR")[0]->field("i").setpoint;
  CHECK(channel.address.text() == "V:C01_HV1");
  CHECK(channel.range == control::Range{-10.0, 10.0});
  CHECK(channel.settle.delay == 0.2);
  CHECK(channel.settle.samples == 2);
  CHECK(sr.field_of("VCOR") == "vkick");
  CHECK(*sr.family("HCOR")[0]->from_hardware("kick", 2.0) == Approx(2e-4));
  CHECK(d.tune.sigma == 1e-5);
  CHECK(d.twin.seed == 7);
  REQUIRE(d.twin.errors.size() == 2);
  CHECK(d.twin.errors[1].field == "dy");
  CHECK(d.twin.errors[1].sigma == Approx(30e-6));
  CHECK(facility["SR"].twin().model().errors().size() == 2 * 72);
}

TEST_CASE("Facility file: every mistake is named at its place", "[machine][facility]") {
  struct Mistake {
    std::size_t line;  // that is changed, from 1
    std::string from, to;
    std::string at;      // the text that the message points at
    std::string says;    // a part of the message
    std::size_t on = 0;  // line of it, if it is another one
  };
  const std::vector<Mistake> mistakes{
      {1, "facility", "facilty", "facilty", "did you mean 'facility'"},
      {4, "als.json", "asl.json", "asl.json", "asl.json"},
      {5, "1.9 GeV", "1.9 GV", "1.9", "energy"},
      {6, "families", "familes", "familes", "did you mean 'families'"},
      {7, "nm', y", "nmm', y", "'B:{n}:X", "nmm"},
      {7, "'*_BPM_*'", "'*_BMP_*'", "'*_BMP_*'", "_BMP_"},
      {7, "sigma", "simga", "simga", "did you mean 'sigma'"},
      {7, "0.1 um", "0.1 A", "0.1 A", "a length is needed"},
      {8, "±10 A", "±10 mm", "±10", "a current is needed"},
      {8, "kick", "kik", "kik", "has no strength 'kik'"},
      {9, "cor,", "car,", "{from", "calibration 'car'", 8},
      {9, "0.2 s", "0.2 m", "0.2 m", "a time is needed"},
      {10, "HCOR", "HCRO", "HCRO", "did you mean 'HCOR'"},
      {11, "k1l", "k2l", "k2l", "has no strength 'k2l'"},
      {11, "[0, 2 1/m]", "[0, 0.1 1/m]", "{from", "outside its range"},
      {12, "mrad/A", "m/A", "cor,", "gain in 'm/A'", 9},
      {14, "rf", "fr", "fr", "did you mean 'rf'"},
      {15, "QF", "QG", "[QG]", "did you mean 'QF'"},
      {16, "dx", "dz", "[dz", "has no strength 'dz'"},
      {16, "30 um", "30", "30", "has no unit"},
  };
  for (const auto& mistake : mistakes) {
    auto lines = good;
    auto& line = lines[mistake.line - 1];
    const auto at = line.find(mistake.from);
    REQUIRE(at != std::string::npos);
    line.replace(at, mistake.from.size(), mistake.to);
    const std::size_t on = mistake.on ? mistake.on : mistake.line;
    std::string before = lines[on - 1].substr(0, lines[on - 1].find(mistake.at));
    std::erase_if(before, [](char c) { return (c & 0xc0) == 0x80; });  // columns count characters, not bytes
    const auto place = std::to_string(on) + ":" + std::to_string(before.size() + 1);
    const File file(lines);
    CAPTURE(mistake.line, mistake.to);
    using Catch::Matchers::Contains;
    CHECK_THROWS_AS(Facility::load(file.path()), ConfigError);
    CHECK_THROWS_WITH(Facility::load(file.path()),
                      Contains("test.yaml:" + place + ": ") && Contains(mistake.says));
  }
}

TEST_CASE("Facility file: broken YAML and a missing file are said so", "[machine][facility]") {
  auto lines = good;
  lines[7] += "}}";
  const File file(lines);
  CHECK_THROWS_WITH(Facility::load(file.path()), Catch::Matchers::Contains("the file is no YAML"));
  CHECK_THROWS_AS(Facility::load("/nowhere/at/all.yaml"), ConfigError);
}

TEST_CASE("Facility file: the shipped ones load", "[machine][facility]") {
  const auto facility = Facility::load(data / "facilities/esrf_ebs.yaml");
  auto& sr = facility["SR"].design();
  CHECK(sr.family("BPM").size() == 320);
  CHECK(sr.family("HCOR").size() == 288);
  CHECK(sr.knobs("*").size() == 4);
  CHECK(*sr.orbit().get()->max_abs() < 1e-10);
}
#else
TEST_CASE("Facility file: a build without yaml-cpp says so", "[machine][facility]") {
  CHECK_THROWS_AS(Facility::load("any.yaml"), NotAvailable);
}
#endif
