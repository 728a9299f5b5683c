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

constexpr double degree = std::numbers::pi / 180.0;

Lattice read(const std::string& content) {
  return io::parse_lattice(content, "ring.lat", {.format = "tracy"});
}
lattice::FieldValue field(const Lattice& lattice, std::string_view name, std::string_view field) {
  return lattice::get_field(lattice[lattice.select(name).front()].body, field);
}
double number(const Lattice& lattice, std::string_view name, std::string_view wanted) {
  return std::get<double>(field(lattice, name, wanted));
}
Message error_of(const std::string& content) {
  return test::message_of([&] { return read(content); });
}

}  // namespace

TEST_CASE("Tracy: a cell with variables, both kinds of lines and inversion is read", "[io][tracy]") {
  const test::Seed seed = test::seed("tracy", "cell.lat");
  const Lattice ring = io::parse_lattice(seed.content, seed.file);
  CHECK(report(ring).empty());
  CHECK(ring.name() == "CELL");
  CHECK(ring.superperiods() == 4);
  CHECK(ring.reference().energy() == 2.5e9);
  CHECK(ring.size() == 3 * 8 + 4 + 4);
  CHECK(number(ring, "QF", "steps") == 8.0);
  CHECK(number(ring, "QD", "k1") == -1.3);
  CHECK(std::get<std::string>(field(ring, "QD", "integrator")) == "dkd2");
  CHECK(std::get<std::string>(field(ring, "QF", "integrator")) == "dkd4");
  const auto bends = ring.select("B");
  const auto at = [&](std::size_t i, std::string_view name) {
    return lattice::get_number(ring[bends[i]].body, name);
  };
  CHECK(at(0, "angle") == 22.5 * degree);
  CHECK(at(0, "e1") == 7.5 * degree);
  CHECK(at(1, "e1") == 15.0 * degree);  // INV(HALF)
  CHECK(at(2, "e1") == 15.0 * degree);  // -HALF
  CHECK(at(0, "gap") == 0.03);
  CHECK(at(0, "fint1") == 0.5);
  CHECK(number(ring, "SF", "k2") == 8.0);  // K is B''/2
  CHECK(number(ring, "ST", "normal[2]") == 0.3);
  CHECK(number(ring, "MP", "normal[1]") == 0.1);
  CHECK(number(ring, "MP", "skew[1]") == 0.02);
  CHECK(number(ring, "MP", "normal[3]") == 30.0);
  CHECK(number(ring, "CAV", "voltage") == 1.5e6);
  CHECK(elements::type_of(ring[ring.select("BPM").front()].body) == "Monitor");
}

TEST_CASE("Tracy: content and extension tell the format", "[io][tracy][format]") {
  CHECK(io::parse_lattice("ringtype=1; Energy=1; D: Drift, L=1; CELL: D;", "a.lat").size() == 1);
  CHECK_THROWS_AS(io::parse_lattice("parameter[e_tot] = 1e9", "a.lat"), ParseError);
}

TEST_CASE("Tracy: what is not supported is reported", "[io][tracy]") {
  const auto one = [](const std::string& element) {
    return report(read("Energy=1; E: " + element + "; CELL: E;"));
  };
  CHECK(contains(one("Wiggler, L=1"), "type Wiggler has no counterpart -> it is a drift of its length"));
  CHECK(contains(one("Bending, L=1, T=5, Roll=90"), "a bend rolled by"));
  CHECK(contains(one("Quadrupole, L=1, K=1, Method=5"), "method 5 is not supported"));
  CHECK(contains(one("Quadrupole, L=1, K=1, Colour=5"), "attribute COLOUR of Quadrupole is not used"));
  CHECK(contains(one("Cavity, Frequency=1e8, Voltage=1, phi=3"), "attribute PHI of Cavity is not used"));
}

TEST_CASE("Tracy: each mistake is named with its line", "[io][tracy][errors]") {
  struct Case {
    std::string content;
    Index line;
    std::string part;
  };
  const std::string d = "Energy=1;\nD: Drift, L=1;\n";
  const auto c = GENERATE_COPY(values<Case>({
      {d + "CELL: LINE=D;", 3, "need brackets"},
      {d + "CELL: LINE=(D;", 3, "need brackets"},
      {d + "CELL: INV(D", 3, "';' is missing"},
      {d + "CELL: FOO(D);", 3, "this is no member of a line"},
      {d + "CELL: D, SYMMETRY=0;", 3, "SYMMETRY is 0"},
      {d + "CELL: D, SYMMETRIE=2;", 3, "no type of an element"},
      {d + "Q: Quadrupol, L=1;", 3, "did you mean 'QUADRUPOLE'"},
      {d + "M: Multipole, L=1, HOM=(1,2); CELL: M;", 3, "groups of three"},
      {d + "M: Multipole, L=1, HOM=(30,1,0); CELL: M;", 3, "orders go from 1 to 21"},
      {d + "M: Multipole, L=1, HOM=5; CELL: M;", 3, "must be a list"},
      {d + "B: Bending, T=5; CELL: B;", 3, "bend needs an arc"},
      {d + "Q: Quadrupole, L=1, N=1e9; CELL: Q;", 3, "N is 1000000000"},
      {d + "CELL: \"D\";", 3, "this is no member of a line"},
      {d + "X = \"text;", 3, "closing quote"},
  }));
  INFO(c.content);
  const Message message = error_of(c.content);
  INFO(message.text);
  CHECK(message.line == c.line);
  CHECK(contains(message.text, c.part));
}

TEST_CASE("Tracy: cut and changed texts give a lattice or one error", "[io][tracy][errors]") {
  for (const auto& seed : test::corpus("tracy")) CHECK(test::survives_damage(seed, {.format = "tracy"}) == 0);
}
