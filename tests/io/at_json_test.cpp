#include "courant/base/error.hpp"
#include "courant/io/format.hpp"
#include "courant/io/read.hpp"
#include "courant/lattice/field_value.hpp"
#include "support/catch.hpp"
#include "support/damage.hpp"

using namespace courant;

namespace {

Lattice read(const std::string& content) { return io::parse_lattice(content, "ring.json"); }

// A file with the elements `list` and the properties `properties`.
std::string file(const std::string& list, const std::string& properties = "\"energy\": 3e9") {
  return "{\"atjson\": 1,\n \"elements\": [" + list + "],\n \"properties\": {" + properties + "}}";
}

const std::string drift = R"({"FamName": "D", "Length": 1.0, "PassMethod": "DriftPass"})";

struct Message {
  std::string text = "no error";
  Index line = -1;
};
Message error_of(const std::string& content) {
  try {
    read(content);
  } catch (const ParseError& e) {
    return {e.what(), e.line()};
  }
  return {};
}

}  // namespace

TEST_CASE("AT JSON: a ring with its properties is read without a remark", "[io][at_json]") {
  const test::Seed seed = test::seed("at_json", "fodo.json");
  const Lattice ring = io::parse_lattice(seed.content, seed.file);
  CHECK(ring.names() == std::vector<std::string>{"QF", "D1", "B", "D1", "QD", "BPM", "RF"});
  CHECK(ring.name() == "FODO");
  CHECK(ring.superperiods() == 32);
  CHECK(ring.reference().energy() == 3e9);
  CHECK(ring.particle().species == "electron");
  CHECK(lattice::get_number(ring[0].body, "k1") == 1.1);
  CHECK(lattice::get_number(ring[2].body, "e2") == 0.09634954084936207);
  CHECK(lattice::get_number(ring[6].body, "voltage") == 1e6);
  CHECK(ring.description().report.empty());
}

TEST_CASE("AT JSON: its content tells it from Courant JSON", "[io][at_json][format]") {
  const std::string text = file(drift);
  CHECK(io::parse_lattice(text, "ring.backup").size() == 1);
  for (const auto* format : io::formats())
    CHECK(format->matches("ring.json", text) == (format->name() == "at_json" || format->name() == "courant"));
  CHECK_FALSE(io::format_named("at_json").matches("ring.json", ""));
  // what pyAT's own encoder leaves out is not needed
  CHECK(read("{\"elements\": [" + drift + "], \"properties\": {\"energy\": 1e9}}").size() == 1);
}

TEST_CASE("AT JSON: lists of rows are matrices", "[io][at_json]") {
  const auto rows = [](const std::string& corner) {
    return R"({"FamName": "Q", "Length": 0.3, "PassMethod": "StrMPoleSymplectic4Pass", "PolynomB": [0, 1], "R1": [)"
           "[1,0,0,0,0," +
           corner + "],[0,1,0,0,0,0],[0,0,1,0,0,0],[0,0,0,1,0,0],[0,0,0,0,1,0],[0,0,0,0,0,1]]}";
  };
  CHECK(read(file(rows("0"))).description().report.empty());
  CHECK(read(file(rows("0.5"))).description().report.size() == 1);
}

TEST_CASE("AT JSON: what is not used is reported with its line", "[io][at_json]") {
  const Lattice ring = read(file(drift, "\"energy\": 3e9,\n\"colour\": 1"));
  REQUIRE(ring.description().report.size() == 1);
  CHECK(ring.description().report[0].line == 4);
  CHECK(ring.description().report[0].problem == "property 'colour' is not used");
}

TEST_CASE("AT JSON: each mistake is named with its line", "[io][at_json][errors]") {
  struct Case {
    std::string content;
    Index line;
    std::string part;
  };
  const auto c = GENERATE(values<Case>({
      {file("5"), 2, "no element"},
      {file(""), 0, "no element"},
      {"{\"atjson\": 1}", 1, "no list of elements"},
      {"{\"atjson\": 1, \"elements\": {}}", 1, "no list of elements"},
      {"{\"atjson\": 1, \"elements\": [" + drift + "], \"properties\": 5}", 1, "must be an object"},
      {file(drift, "\"energy\": \"3 GeV\""), 3, "must be a number"},
      {file(drift, ""), 0, "energy of the ring is unknown"},
      {file(drift, "\"energy\": 3e9, \"periodicity\": 1.5"), 0, "Periodicity"},
      {file(R"({"FamName": "D", "Length": "long", "PassMethod": "DriftPass"})"), 2, "must be one number"},
      {file(R"({"FamName": "D", "Length": [1, 2], "PassMethod": "DriftPass"})"), 2, "must be one number"},
      {file(R"({"FamName": 5, "Length": 1, "PassMethod": "DriftPass"})"), 2, "must be a text"},
      {file(R"({"FamName": "D", "Length": NaN, "PassMethod": "DriftPass"})"), 2, "NaN is no number"},
      {file(drift, "\"energy\": 3e9").substr(0, 60), 2, "ends too early"},
      {"{\"atjson\": 1, \"elements\": " + std::string(10000, '['), 1, "nested too deeply"},
  }));
  INFO(c.content.substr(0, 200));
  const Message message = error_of(c.content);
  INFO(message.text);
  CHECK(message.line == c.line);
  CHECK(message.text.find(c.part) != std::string::npos);
  CHECK(message.text.starts_with("ring.json"));
}

TEST_CASE("AT JSON: cut and changed texts give a lattice or one error", "[io][at_json][errors]") {
  for (const auto& seed : test::corpus("at_json")) CHECK(test::survives_damage(seed, {}) == 0);
}
