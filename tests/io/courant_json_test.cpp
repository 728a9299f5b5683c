#include <bit>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <random>

#include "courant/base/error.hpp"
#include "courant/elements/names.hpp"
#include "courant/io/read.hpp"
#include "courant/io/write.hpp"
#include "courant/lattice/builder.hpp"
#include "support/catch.hpp"

using namespace courant;
using lattice::Builder;

namespace {

std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x); }

// All data of an element, numbers as bit patterns.
std::vector<std::uint64_t> data_of(const AnyElement& body) {
  std::vector<std::uint64_t> out{body.index()};
  std::visit(
      [&]<class E>(const E& e) {
        elements::for_each_field<E>([&](auto field) {
          const auto& datum = field.access(e);
          if constexpr (requires { datum[0]; }) {
            for (const double x : datum) out.push_back(bits(x));
          } else if constexpr (std::is_same_v<std::decay_t<decltype(datum)>, double>) {
            out.push_back(bits(datum));
          } else {
            out.push_back(static_cast<std::uint64_t>(datum));
          }
        });
      },
      body);
  return out;
}

void require_same(const Lattice& a, const Lattice& b) {
  REQUIRE(a.size() == b.size());
  for (Index i = 0; i < a.size(); ++i) {
    REQUIRE(a[i].name == b[i].name);
    REQUIRE(data_of(a[i].body) == data_of(b[i].body));
  }
  REQUIRE(a.particle() == b.particle());
  REQUIRE(a.superperiods() == b.superperiods());
  REQUIRE(a.name() == b.name());
  REQUIRE(a.description().text == b.description().text);
  REQUIRE(a.description().citation == b.description().citation);
  REQUIRE(a.description().notes == b.description().notes);
}

// A finite double with random sign, exponent and mantissa.
double any_double(std::mt19937_64& random) {
  for (;;) {
    const auto x = std::bit_cast<double>(random());
    if (std::isfinite(x)) return x;
  }
}

// Element of a type whose every field holds a random, valid value.
AnyElement random_element(const std::string& type, std::mt19937_64& random) {
  AnyElement body = lattice::make_element(type);
  std::visit(
      [&]<class E>(E& e) {
        elements::for_each_field<E>([&](auto field) {
          auto& datum = field.access(e);
          using Datum = std::decay_t<decltype(datum)>;
          if constexpr (requires { datum[0]; }) {
            for (auto& x : datum) x = any_double(random);
          } else if constexpr (elements::Named<Datum>) {
            datum = elements::Names<Datum>::table.back().first;
            if constexpr (std::is_same_v<Datum, physics::Fringe> && !requires { e.fq1; })
              datum = elements::Names<Datum>::table[1].first;  // a soft one is for quadrupoles
          } else if constexpr (std::is_same_v<Datum, int>) {
            datum = static_cast<int>(random() % 100) + 1;
          } else {
            datum = any_double(random);
            if (field.name == "length" || field.name == "frequency" || field.name == "taper" ||
                field.name.starts_with("half_"))
              datum = std::abs(datum);
          }
        });
        if constexpr (requires { e.field.order; }) e.field.order = 20;
        if constexpr (requires { e.grid(); }) {
          e.nx = 3;
          e.ny = 2;
          for (auto* list : {&e.kick_x, &e.kick_y, &e.kick_x1}) {
            list->assign(6, 0.0);  // a last 0 stays
            for (std::size_t i = 0; i < 5; ++i) (*list)[i] = any_double(random);
          }
          e.x_first = -std::abs(e.x_first);
          e.x_last = std::abs(e.x_last);
          e.y_first = -std::abs(e.y_first);
          e.y_last = std::abs(e.y_last);
        }
        if constexpr (requires { e.opening; }) {
          auto& o = e.opening;
          for (auto* limit : {&o.x_min, &o.y_min}) *limit = -std::abs(*limit);
          for (auto* limit : {&o.x_max, &o.y_max}) *limit = std::abs(*limit);
          o.polygon.resize(6);
          for (auto& x : o.polygon) x = any_double(random);
        }
        if constexpr (requires { e.sigma_x; }) {
          e.sigma_x = std::abs(e.sigma_x);
          e.sigma_y = std::abs(e.sigma_y);
        }
        if constexpr (requires { e.period; }) {
          e.period = std::generate_canonical<double, 53>(random);
          e.length = 7.0 * e.period;
        }
        if constexpr (requires {
                        e.active_length;
                      }) {  // a piece within its structure, an energy that stays finite
          const double part = std::generate_canonical<double, 53>(random);
          e.whole = 3.0 + part;
          e.offset = part;
          e.length = 1.0 + part / 3.0;
          e.active_length = 2.0 * part;
          e.voltage = 1e6 * part;
          e.phase = part;
        }
      },
      body);
  return body;
}

std::string document(const std::string& elements, const std::string& line = R"(["D1"])") {
  return "{\n \"schema\": \"courant-lattice/1\",\n \"reference\": {\"species\": \"electron\", \"energy\": "
         "3e9},\n"
         " \"elements\": {\n" +
         elements + "\n },\n \"line\": " + line + "\n}\n";
}

struct Message {
  std::string text;
  Index line = 0;
};

Message error_of(const std::string& content) {
  try {
    io::parse_lattice(content, "ring.json");
  } catch (const ParseError& e) {
    CHECK(e.file() == "ring.json");
    return {e.what(), e.line()};
  }
  return {"no error", -1};
}

}  // namespace

TEST_CASE("Courant JSON: every field of every element keeps its bits", "[io][courant_json]") {
  std::mt19937_64 random(1);
  Builder builder;
  for (int copy = 0; copy < 20; ++copy)
    for (const auto& type : lattice::element_types())
      builder.append(type + std::to_string(copy), random_element(type, random));
  builder.particle(lattice::make_particle("electron", 6.04e9)).superperiods(32);
  builder.describe(
      {.name = "r\"1\"", .text = "a\nb", .citation = {"one, 2020", "två"}, .notes = "\t", .report = {}});
  const Lattice before = builder.freeze();
  require_same(before, io::parse_lattice(io::format_lattice(before), "x.json"));
}

TEST_CASE("Courant JSON: extreme doubles keep their bits", "[io][courant_json]") {
  for (const double x : {-0.0, std::numeric_limits<double>::denorm_min(), std::numeric_limits<double>::max(),
                         std::nextafter(1.0, 2.0), 0.1, 1e22, 9007199254740993.0, -1e-310}) {
    elements::Quadrupole<> q;
    q.length = 0.3;
    q.k1 = x;
    const Lattice before =
        Builder().particle(lattice::make_particle("electron", 3e9)).append("Q", q).freeze();
    require_same(before, io::parse_lattice(io::format_lattice(before), "x.json"));
  }
}

TEST_CASE("Courant JSON: an ion of its own keeps mass and charge", "[io][courant_json]") {
  const Lattice before = Builder()
                             .particle(lattice::make_particle("Pb54+", 1.1e9, 0.9315e9, 54.0 / 208.0))
                             .append("D", elements::Drift<>{.length = 1.0})
                             .freeze();
  require_same(before, io::parse_lattice(io::format_lattice(before), "x.json"));
}

TEST_CASE("Courant JSON: only what differs from a new element is written", "[io][courant_json]") {
  elements::Quadrupole<> q;
  q.length = 0.3;
  q.k1 = 2.5;
  const Lattice lattice =
      Builder()
          .particle(lattice::make_particle("electron", 6e9))
          .describe({.name = "cell", .text = "", .citation = {}, .notes = "", .report = {}})
          .append("M", elements::Marker<>{})
          .append("Q", q)
          .append("M", elements::Marker<>{})
          .append("A", elements::Aperture<>{})
          .freeze();
  CHECK(io::format_lattice(lattice) ==
        R"({
 "schema": "courant-lattice/1",
 "name": "cell",
 "reference": {"species": "electron", "energy": 6000000000},
 "elements": {
  "M": {"type": "Marker"},
  "Q": {"type": "Quadrupole", "length": 0.3, "k1": 2.5},
  "A": {"type": "Aperture"}
 },
 "line": [
  "M", "Q", "M", "A"
 ]
}
)");
}

TEST_CASE("Courant JSON: different bodies of one name get keys of their own", "[io][courant_json]") {
  Builder builder;
  builder.particle(lattice::make_particle("electron", 6e9));
  builder.append("D", elements::Drift<>{.length = 1.0});
  builder.append("D", elements::Drift<>{.length = 2.0});
  builder.append("D~2", elements::Drift<>{.length = 3.0});
  builder.append("D", elements::Drift<>{.length = 1.0});
  const Lattice before = builder.freeze();
  const std::string text = io::format_lattice(before);
  CHECK(text.find(R"("D~3": {"name": "D", "type": "Drift", "length": 2})") != std::string::npos);
  CHECK(text.find(R"("D", "D~3", "D~2", "D")") != std::string::npos);
  require_same(before, io::parse_lattice(text, "x.json"));
}

TEST_CASE("Courant JSON: equal places share one element", "[io][courant_json]") {
  const Lattice lattice =
      io::parse_lattice(document(R"("D1": {"type": "Drift", "length": 1})", R"(["D1", "D1"])"), "ring.json");
  CHECK(lattice.elements()[0] == lattice.elements()[1]);
  CHECK(lattice.length() == 2.0);
  CHECK(lattice.name() == "ring");  // no name in the file: that of the file
}

TEST_CASE("Courant JSON: an element that stands in no line is reported", "[io][courant_json]") {
  const Lattice lattice = io::parse_lattice(
      document("\"D1\": {\"type\": \"Drift\"},\n\"D2\": {\"type\": \"Drift\"}"), "ring.json");
  REQUIRE(lattice.description().report.size() == 1);
  const auto& remark = lattice.description().report[0];
  CHECK(remark.file == "ring.json");
  CHECK(remark.line == 6);
  CHECK(remark.problem.find("'D2'") != std::string::npos);
}

TEST_CASE("Courant JSON: each mistake is named with its line", "[io][courant_json][errors]") {
  struct Case {
    std::string content;
    Index line;
    std::string part;
  };
  const std::string d1 = R"("D1": {"type": "Drift", "length": 1})";
  const auto one = GENERATE_COPY(values<Case>({
      {document("\"D1\": {\"type\": \"Drift\",\n \"lenth\": 1}"), 6, "did you mean 'length'"},
      {document("\"D1\": {\"type\": \"Drif\"}"), 5, "did you mean 'Drift'"},
      {document("\"D1\": {\"type\": \"Drift\",\n \"length\": \"1 m\"}"), 6, "takes a number"},
      {document("\"D1\": {\"type\": \"Drift\",\n \"length\": true}"), 6, "can't be true or false"},
      {document("\n\"D1\": {\"type\": \"Monitor\", \"length\": -1}"), 6, "negative"},
      {document("\"D1\": {\"type\": \"Quadrupole\",\n \"k1\": NaN}"), 6, "NaN"},
      {document("\"D1\": {\"type\": \"Quadrupole\",\n \"k1\": -Infinity}"), 6, "-Inf"},
      {document("\"D1\": {\"type\": \"Quadrupole\",\n \"k1\": 1e999}"), 6, "range of a double"},
      {document("\"D1\": {\"type\": \"Quadrupole\", \"length\": 1,\n \"steps\": 2.5}"), 6, "whole number"},
      {document("\"D1\": {\"type\": \"Quadrupole\", \"length\": 1,\n \"steps\": 0}"), 5, "steps"},
      {document("\"D1\": {\"type\": \"Dipole\", \"length\": 1,\n \"edge1\": \"lineal\"}"), 6,
       "did you mean 'linear'"},
      {document("\"D1\": {\"type\": \"Multipole\", \"length\": 1,\n \"normal\": [0, \"a\"]}"), 6,
       "each term"},
      {document("\"D1\": {\"length\": 1}"), 5, "no type"},
      {document("\"D1\": 5"), 5, "must be an object"},
      {document(d1 + ",\n" + d1), 6, "'D1' stands twice"},
      {document("\"D1\": {\"type\": \"Drift\", \"length\": 1,\n \"length\": 2}"), 6, "'length' stands twice"},
      {document(d1, "[\n\"D1\",\n\"D11\"]"), 9, "did you mean 'D1'"},
      {document(d1, "[]"), 7, "empty"},
      {document(d1, "[5]"), 7, "must be a text"},
      {document(d1, "[\"D1\"],\n \"lines\": 1"), 8, "did you mean 'line'"},
      {document(d1, "[\"D1\"],\n \"superperiods\": 0"), 8, "0 superperiods"},
      {document(d1, "[\"D1\"],\n \"superperiods\": 1.5"), 8, "whole number"},
      {document(d1, "[\"D1\"],\n \"citation\": \"one\""), 8, "must be a list"},
      {"{\"schema\": \"courant-lattice/2\"}", 1, "as new as the file"},
      {"{\"schema\": \"courant-facility/1\"}", 1, "no lattice file"},
      {"{}", 1, "'schema' is missing"},
      {"[]", 1, "must be an object"},
      {"{\n \"schema\": \"courant-lattice/1\"\n}", 1, "'reference' is missing"},
      {"{\n \"schema\": \"courant-lattice/1\",\n \"reference\": {\"species\": \"electron\",\n \"energy\": "
       "0}}",
       4, "positive"},
      {"{\n \"schema\": \"courant-lattice/1\",\n \"reference\": {\"species\": \"electron\",\n \"energy\": "
       "5e5}}",
       4, "rest energy"},
      {"{\n \"schema\": \"courant-lattice/1\",\n \"reference\": {\"species\": \"electrn\",\n \"energy\": "
       "3e9}}",
       4, "did you mean 'electron'"},
      {"{\n \"schema\": \"courant-lattice/1\",\n \"reference\": {\"species\": \"X\", \"mass\": 1e9,\n "
       "\"energy\": 3e9}}",
       3, "charge is missing"},
      {"{\n \"schema\" \"courant-lattice/1\"}", 2, "broken"},
      {"{\n \"schema\": \"courant-lattice/1\",\n", 3, "ends too early"},
      {"", 1, "ends too early"},
      {std::string(100, '['), 1, "nested too deeply"},
  }));
  const Message message = error_of(one.content);
  INFO(one.content);
  INFO(message.text);
  CHECK(message.line == one.line);
  CHECK(message.text.find(one.part) != std::string::npos);
}

TEST_CASE("Courant JSON: a cut file never counts as whole", "[io][courant_json][errors]") {
  const std::string text = document(R"("D1": {"type": "Drift", "length": 1})");
  for (std::size_t n = 0; n + 2 < text.size(); ++n)  // the last two characters are "}\n"
    REQUIRE_THROWS_AS(io::parse_lattice(text.substr(0, n), "ring.json"), ParseError);
}

TEST_CASE("Courant JSON: flipped bits give a lattice or one ParseError", "[io][courant_json][errors]") {
  const std::string text = document(
      R"("D1": {"type": "Dipole", "length": 1.5, "angle": 0.1, "edge1": "at_e2", "normal": [0, 0, 1e3]})");
  std::mt19937 random(7);
  Index whole = 0, refused = 0;
  for (int i = 0; i < 5000; ++i) {
    std::string broken = text;
    broken[random() % broken.size()] ^= static_cast<char>(1U << (random() % 8));
    try {
      whole += io::parse_lattice(broken, "ring.json").size();
    } catch (const ParseError&) {
      ++refused;
    }
  }
  CHECK(whole + refused == 5000);  // nothing else came out
  CHECK(refused > 2500);           // most characters of this text matter
}

TEST_CASE("Courant JSON: the machines of the project read without a remark", "[io][courant_json]") {
  Index count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(COURANT_DATA_DIR "/lattices")) {
    if (entry.path().extension() != ".json") continue;
    INFO(entry.path());
    const Lattice lattice = io::read_lattice(entry.path());
    CHECK(lattice.description().report.empty());
    require_same(lattice, io::parse_lattice(io::format_lattice(lattice), "x.json"));
    ++count;
  }
  CHECK(count > 0);
}
