#include <cmath>
#include <numbers>

#include "courant/base/error.hpp"
#include "courant/io/read.hpp"
#include "courant/lattice/field_value.hpp"
#include "reader_support.hpp"
#include "support/catch.hpp"
#include "support/damage.hpp"

using namespace courant;
using test::contains;
using test::Message;
using test::report;

namespace {

Lattice read(const std::string& content, const std::string& line = {}) {
  return io::parse_lattice(content, "ring.lte", {.line = line, .energy = 1e9});
}
// The lattice of one element E.
Lattice one(const std::string& definition) { return read("E: " + definition + "\nL: LINE=(E)\n"); }

double number(const Lattice& lattice, Index i, std::string_view field) {
  return lattice::get_number(lattice[i].body, field);
}
std::string_view type(const Lattice& lattice, Index i = 0) { return elements::type_of(lattice[i].body); }

Message error_of(const std::string& content, const io::ReadOptions& options = {.energy = 1e9}) {
  return test::message_of([&] { return io::parse_lattice(content, "ring.lte", options); });
}

}  // namespace

TEST_CASE("elegant: a ring with expressions, copies and nested lines is read", "[io][elegant]") {
  const test::Seed seed = test::seed("elegant", "ring.lte");
  const Lattice ring = io::parse_lattice(seed.content, seed.file, {.energy = 1e9});
  CHECK(ring.name() == "RING");
  CHECK(ring.size() == 4 * (7 + 4 + 7) + 1);
  const std::vector<std::string> half{"QFH", "D1", "SF", "B", "D2", "QD:1", "M"};
  for (Index i = 0; i < 7; ++i) {
    CHECK(ring[i].name == half[static_cast<std::size_t>(i)]);
    CHECK(ring[17 - i].name == half[static_cast<std::size_t>(i)]);  // the reflected half
  }
  const double phi = std::numbers::pi / 4.0;
  CHECK(number(ring, 0, "length") == 0.15);
  CHECK(number(ring, 5, "k1") == -1.35);
  CHECK(number(ring, 5, "dx") == 1e-4);
  CHECK(number(ring, 3, "angle") == Approx(phi).epsilon(1e-15));  // rounding
  CHECK(number(ring, 3, "e1") == 0.1);
  CHECK(number(ring, 14, "e2") == 0.1);  // faces change places where the line is reflected
  CHECK(number(ring, 14, "e1") == Approx(phi - 0.1).epsilon(1e-15));
  CHECK(number(ring, 3, "gap") == 0.04);
  CHECK(number(ring, 72, "phase") == Approx(std::asin(0.3)).epsilon(1e-14));
  CHECK(number(ring, 4, "length") == 0.5);
  CHECK(ring.length() == Approx(8 * (0.15 + 0.5 + 0.1 + 1.2 + 0.5 + 0.3) + 0.2).epsilon(1e-14));
  CHECK(report(ring).empty());
}

TEST_CASE("elegant: each element has its type and strengths", "[io][elegant]") {
  struct Case {
    std::string definition, type, field;
    double value;
  };
  const auto c = GENERATE(values<Case>({
      {"DRIF,L=1.5", "Drift", "length", 1.5},
      {"CSRDRIF,L=1.5", "Drift", "length", 1.5},
      {"MARKER", "Marker", "", 0.0},
      {"QUAD,L=0.3,K1=1.2,FSE=0.01", "Quadrupole", "k1", 1.212},
      {"QUAD,L=0.3,K1=1.2,HKICK=1e-3,HCALIBRATION=0.5", "Quadrupole", "kick_x", 5e-4},
      {"QUAD,K1=1.2", "Marker", "", 0.0},
      {"kquad,l=0.3,k1=1.2,tilt=0.1", "Quadrupole", "roll", 0.1},
      {"SEXTUPOLE,L=0.1,K2=7", "Sextupole", "k2", 7.0},
      {"KOCT,L=0.1,K3=70", "Octupole", "k3", 70.0},
      {"MULT,L=0.5,KNL=6,ORDER=3", "Multipole", "normal[3]", 2.0},
      {"MULT,KNL=6,ORDER=3", "ThinMultipole", "normal[3]", 1.0},
      {"HKIC,L=0.1,KICK=1e-3", "Corrector", "kick_x", 1e-3},
      {"EVKICK,KICK=1e-3", "Corrector", "kick_y", 1e-3},
      {"KICKER,HKICK=1e-3,VKICK=2e-3", "Corrector", "kick_y", 2e-3},
      {"VMONITOR,L=0.1", "Monitor", "length", 0.1},
      {"SBEND,L=1,ANGLE=0.1,K1=-0.5", "Dipole", "k1", -0.5},
      {"SBEN,L=1,ANGLE=0.1,USE_BN=1,B1=3", "Dipole", "k1", 0.3},
      {"SBEN,L=1,ANGLE=0.1,USE_BN=1,B2=3", "Dipole", "k2", 0.3},
      {"SBEN,L=1,ANGLE=0.1,K3=6", "Dipole", "normal[3]", 1.0},
      {"SBEN,L=1,ANGLE=0.1,FSE=0.02", "Dipole", "dk0", 0.002},
      {"SBEN,L=1,ANGLE=0.1", "Dipole", "fint1", 0.5},
      {"SBEN,L=1,ANGLE=0.1,FINT=0.3,FINT2=0.7", "Dipole", "fint2", 0.7},
      {"RBEND,L=1,ANGLE=0.2,E1=0.05", "Dipole", "e1", 0.15},
      {"RBEND,L=1,ANGLE=0.2", "Dipole", "length", 0.1 / std::sin(0.1)},
      {"RFCA,VOLT=1e6,PHASE=90", "Cavity", "frequency", 500e6},
      {"RFCA,VOLT=1e6,FREQ=3e9,PHASE=120", "Cavity", "phase", std::numbers::pi / 3.0},
      {"ECOL,X_MAX=0.01,Y_MAX=0.02,DX=1e-3", "Aperture", "centre_x", 1e-3},
      {"RCOL,X_MAX=0.01", "Aperture", "half_x", 0.01},
      {"RCOL", "Marker", "", 0.0},
  }));
  INFO(c.definition);
  const Lattice lattice = one(c.definition);
  CHECK(type(lattice) == c.type);
  if (!c.field.empty()) CHECK(number(lattice, 0, c.field) == Approx(c.value).epsilon(1e-14));  // rounding
}

TEST_CASE("elegant: neighbours of one bend have no faces between them", "[io][elegant]") {
  const std::string text =
      "B: SBEND,L=1,ANGLE=0.1,E1=0.05,E2=0.05\nM: MARK\nD: DRIF,L=1\nL: LINE=(B,M,B,D,B)\n";
  const Lattice line = read(text);
  const auto edge = [&](Index i, std::string_view field) {
    return std::get<std::string>(lattice::get_field(line[i].body, field));
  };
  CHECK(edge(0, "edge1") == "hard_edge");
  CHECK(edge(0, "edge2") == "none");
  CHECK(edge(2, "edge1") == "none");
  CHECK(edge(2, "edge2") == "hard_edge");
  CHECK(edge(4, "edge1") == "hard_edge");
}

TEST_CASE("elegant: which line is read", "[io][elegant]") {
  const std::string text = "D: DRIF,L=1\nA: LINE=(D)\nB: LINE=(2*A)\n";
  const Lattice last = read(text);
  CHECK(last.name() == "B");
  CHECK(contains(report(last), "no USE chooses among 2 lines"));
  CHECK(read(text, "A").size() == 1);
  CHECK(read(text, "a").size() == 1);
  CHECK(read(text + "USE,A\n").size() == 1);
  CHECK_THROWS_AS(read(text, "C"), UnknownName);
  CHECK(contains(error_of(text + "USE,C\n").text, "USE names the line 'C'"));
}

TEST_CASE("elegant: names in quotes keep their case, others are capitals", "[io][elegant]") {
  CHECK(read("q1: drif,l=1\nL: LINE=(Q1,q1,\"Q1\")\n").size() == 3);
  CHECK(contains(error_of("\"q1\": DRIF,L=1\nL: LINE=(q1)\n").text, "'Q1' is neither an element nor a line"));
}

TEST_CASE("elegant: without an energy the file is refused", "[io][elegant]") {
  CHECK(contains(error_of("D: DRIF,L=1\nA: LINE=(D)\n", {}).text, "the energy of the beam is unknown"));
  const io::ReadOptions proton{.energy = 2e9, .particle = "proton"};
  CHECK(io::parse_lattice("D: DRIF,L=1\nA: LINE=(D)\n", "a.lte", proton).particle().species == "proton");
}

TEST_CASE("elegant: what is not modelled is named with what is done", "[io][elegant]") {
  struct Case {
    std::string definition, remark, type;
  };
  const auto c = GENERATE(values<Case>({
      {"WAKE,INPUTFILE=\"w\"", "type WAKE has no counterpart -> it is a marker", "Marker"},
      {"UKICKMAP,L=2", "type UKICKMAP has no counterpart -> it is a drift of its length", "Drift"},
      {"WATCH,FILENAME=\"%s.w\"", "type WATCH has no counterpart", "Marker"},
      {"QUAD,L=0.3,K1=1,YAW=0.1", "attribute YAW of QUAD is not used", "Quadrupole"},
      {"CSRCSBEN,L=1,ANGLE=0.1,CSR=1,BINS=9", "collective effects of CSRCSBEND", "Dipole"},
      {"SBEN,L=1,ANGLE=0.1,EDGE1_EFFECTS=3", "EDGE1_EFFECTS method 3 is not supported", "Dipole"},
      {"MAXAMP,X_MAX=0.01", "MAXAMP limits all elements behind it", "Aperture"},
      {"KSEXT,K2=3", "a magnet without length", "Marker"},
  }));
  INFO(c.definition);
  const Lattice lattice = one(c.definition);
  INFO(report(lattice));
  CHECK(contains(report(lattice), c.remark));
  CHECK(type(lattice) == c.type);
  REQUIRE(!lattice.description().report.empty());
  CHECK(lattice.description().report[0].line == 1);
  CHECK(lattice.description().report[0].file == "ring.lte");
}

TEST_CASE("elegant: each mistake is named with its line", "[io][elegant][errors]") {
  struct Case {
    std::string content;
    Index line;
    std::string part;
  };
  const std::string d = "D: DRIF,L=1\n";
  const auto c = GENERATE_COPY(values<Case>({
      {"", 0, "the file has no line"},
      {d, 0, "the file has no line"},
      {d + "E: QUAT,L=1\n", 2, "did you mean 'QUAD'"},
      {d + "E: \n", 2, "has no type"},
      {d + ": DRIF\n", 2, "a name is missing"},
      {d + "hello\n", 2, "'hello' begins no statement"},
      {d + "E: QUAD,L=1 K1=2\nL: LINE=(E)\n", 2, "attribute L must be a number"},
      {d + "E: QUAD,L\n", 2, "is no attribute"},
      {d + "E: QUAD,&\n  L=1,&\n  K1=\"1 2 foo\"\nL: LINE=(E)\n", 4,
       "word 'foo' of an expression is unknown"},
      {d + "E: QUAD,L=\"1\n", 2, "a quote is not closed"},
      {d + "E: QUAD,L=\"1\"2\n", 2, "is not expected here"},
      {d + d, 2, "'D' is defined twice (first in ring.lte:1)"},
      {d + "D: LINE=(D)\n", 2, "defined twice"},
      {d + "% 1 2 foo\n", 2, "word 'foo'"},
      {d + "L: LINE=(D,E)\n", 2, "'E' is neither an element nor a line"},
      {d + "L: LINE=(D,&\nD1)\n", 3, "did you mean 'D'"},
      {d + "L: LINE=(D\n", 2, "')' is missing"},
      {d + "L: LINE=(D)),\n", 2, "is not expected behind line"},
      {d + "L: LINE=D\n", 2, "need brackets"},
      {d + "L: LINE(D)\n", 2, "has no '='"},
      {d + "L: LINE=(2*)\n", 2, "a name is missing"},
      {d + "L: LINE=(-)\n", 2, "a name is missing"},
      {d + "L: LINE=(D \"D\")\n", 2, "is neither an element nor a line"},
      {d + "L: LINE=(\"D\" D)\n", 2, "is not expected behind"},
      {d + "L: LINE=(99999999999*D)\n", 2, "out of range"},
      {d + "L: LINE=()\n", 2, "line 'L' has no element"},
      {d + "L: LINE=(M)\nM: LINE=(N)\nN: LINE=(L)\n", 4, "contains itself"},
      {d + "L: LINE=(1000000*D)\nM: LINE=(1000*L)\n", 2, "more than a million"},
      {d + "L: LINE=" + std::string(1000, '('), 2, "nested too deeply"},
      {"D: QUAD,L=-1\nL: LINE=(D)\n", 1, "negative"},
      {"D: DRIF,L=1e999\nL: LINE=(D)\n", 1, "must be a number"},
      {"D: SBEN,ANGLE=0.1\nL: LINE=(D)\n", 1, "bend needs an arc"},
      {"D: MULT,KNL=1,ORDER=21\nL: LINE=(D)\n", 1, "ORDER 21"},
      {d + "USE\n", 2, "USE names no line"},
      {d + "#INCLUDE: /no/such/file\n", 2, "can't be included"},
      {d + "#FOO\n", 2, "includes a file"},
  }));
  INFO(c.content.substr(0, 200));
  const Message message = error_of(c.content);
  INFO(message.text);
  CHECK(message.line == c.line);
  CHECK(contains(message.text, c.part));
  CHECK(message.text.starts_with("ring.lte"));
}

TEST_CASE("elegant: lines that double at each level end soon", "[io][elegant][errors]") {
  const auto doubling = [](const std::string& inner) {
    std::string text = "D: DRIF,L=1\nL0: LINE=(" + inner + ")\n";
    for (int i = 1; i < 60; ++i)
      text += "L" + std::to_string(i) + ": LINE=(L" + std::to_string(i - 1) + ",L" + std::to_string(i - 1) +
              ")\n";
    return text;
  };
  const auto refused = [&] {
    return contains(error_of(doubling("D")).text, "too long") &&
           contains(error_of(doubling("")).text, "too long");
  };
  CHECK(test::run_limited(refused, 10, rlim_t{1} << 30) == 0);
}

TEST_CASE("elegant: a file that includes itself is refused", "[io][elegant][errors]") {
  const auto path =
      std::filesystem::temp_directory_path() / ("courant-include-" + std::to_string(::getpid()) + ".lte");
  std::ofstream(path) << "#INCLUDE: " << path.filename().string() << "\n";
  std::string text;
  try {
    read_lattice(path, {.energy = 1e9});
  } catch (const ParseError& e) {
    text = e.what();
  }
  std::filesystem::remove(path);
  CHECK(contains(text, "files are nested too deeply"));
}

TEST_CASE("elegant: cut and changed texts give a lattice or one error", "[io][elegant][errors]") {
  for (const auto& seed : test::corpus("elegant")) CHECK(test::survives_damage(seed, {.energy = 1e9}) == 0);
}
