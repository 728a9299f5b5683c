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

Lattice read(const std::string& content, const std::string& line = {}) {
  return io::parse_lattice(content, "ring.opa", {.line = line});
}
double number(const Lattice& lattice, std::string_view name, std::string_view field) {
  return lattice::get_number(lattice[lattice.select(name).front()].body, field);
}
Message error_of(const std::string& content) {
  return test::message_of([&] { return read(content); });
}

}  // namespace

TEST_CASE("OPA: a ring with variables and segments is read", "[io][opa]") {
  const test::Seed seed = test::seed("opa", "ring.opa");
  const Lattice ring = io::parse_lattice(seed.content, seed.file);
  CHECK(ring.name() == "ring");
  CHECK(ring.superperiods() == 6);
  CHECK(ring.reference().energy() == 1.5e9);
  CHECK(ring.size() == 2 * (7 + 6 + 7) + 2);
  CHECK(number(ring, "qf", "length") == 0.3);
  CHECK(number(ring, "qf", "k1") == 1.4);
  CHECK(number(ring, "qd", "k1") == -1.4 * 0.98);
  const auto bends = ring.select("b");
  const auto at = [&](std::size_t i, std::string_view field) {
    return lattice::get_number(ring[bends[i]].body, field);
  };
  CHECK(at(0, "angle") == 22.5 * degree);
  CHECK(at(0, "e1") == 8 * degree);
  CHECK(at(1, "e1") == 14.5 * degree);  // the reflected half
  CHECK(at(0, "k1") == -0.1);
  CHECK(at(0, "gap") == Approx(0.04).epsilon(1e-15));  // rounding
  CHECK(at(0, "fint1") == 0.4);
  CHECK(at(1, "fint1") == 0.5);
  CHECK(number(ring, "c", "k2") == 6.0);  // M is B''/2
  CHECK(number(ring, "sf", "k2") == 10.0);
  CHECK(number(ring, "sf", "steps") == 2.0);
  CHECK(number(ring, "st", "normal[2]") == 0.2);
  CHECK(number(ring, "o", "normal[3]") == 10.0);
  CHECK(number(ring, "sk", "skew[1]") == 0.01);
  CHECK(number(ring, "ch", "kick_x") == 1e-4);
  CHECK(number(ring, "cv", "kick_y") == -2e-4);
  CHECK(number(ring, "u", "length") == 1.5);
  CHECK(contains(report(ring), "type UNDULATOR has no counterpart -> it is a drift of its length"));
  CHECK(contains(report(ring), "the chamber (ax, ay) is not supported"));
}

TEST_CASE("OPA: the last segment is read unless another is named", "[io][opa]") {
  const std::string text = "energy=1; d: drift, l=1; a: d; b: 2*a, d;";
  CHECK(read(text).size() == 3);
  CHECK(report(read(text)).empty());
  CHECK(read(text, "A").size() == 1);
  CHECK(contains(report(read(text + "c: d;")), "the last one, 'c', is read"));
  CHECK_THROWS_AS(read(text, "x"), UnknownName);
}

TEST_CASE("OPA: what is not supported is reported", "[io][opa]") {
  const auto one = [](const std::string& element) {
    return report(read("energy=1; e: " + element + "; s: e;"));
  };
  CHECK(contains(one("bending, l=1, t=5, rot=90"), "a bending plane turned by 90 degrees"));
  CHECK(contains(one("bending, l=1, t=5, k2=1"), "second fringe integral K2"));
  CHECK(contains(one("kicker, l=0.5, k=1"), "type KICKER has no counterpart -> it is a drift"));
  CHECK(contains(one("quadrupole, l=1, k=1, colour=3"), "attribute COLOUR of QUADRUPOLE is not used"));
  CHECK(contains(one("opticsmarker, betax=3"), "attribute BETAX of OPTICSMARKER is not used"));
  CHECK(contains(report(read("energy=1; calibration=sls.txt; e: marker; s: e;")), "calibration = sls.txt"));
  CHECK(one("quadrupole, l=1, k=1, rot=45").empty());
}

TEST_CASE("OPA: each mistake is named with its line", "[io][opa][errors]") {
  struct Case {
    std::string content;
    Index line;
    std::string part;
  };
  const std::string d = "energy=1;\nd: drift, l=1;\n";
  const auto c = GENERATE_COPY(values<Case>({
      {"", 0, "the file has no line"},
      {d, 0, "the file has no line"},
      {"d: drift, l=1; s: d;", 0, "the energy of the beam is unknown"},
      {"energy = -1; d: drift, l=1; s: d;", 1, "must be a number above 0"},
      {d + "s: d", 3, "';' is missing"},
      {d + "{ comment", 3, "'}' is missing"},
      {d + "hello;", 3, "'hello' begins no statement"},
      {d + ": drift;", 3, "is no name"},
      {d + "x y: drift;", 3, "'x y' is no name"},
      {d + "d: drift;", 3, "'d' is defined twice"},
      {d + "q: quadrupol, l=1, k=2;", 3, "did you mean 'QUADRUPOLE'"},
      {d + "s: d, e;", 3, "'E' is neither an element nor a line"},
      {d + "s: d e;", 3, "this is no member of a line"},
      {d + "s: 2*;", 3, "this is no member of a line"},
      {d + "s: 99999999999*d;", 3, "out of range"},
      {d + "s: t;\nt: s;", 4, "contains itself"},
      {d + "s: 1000000*d; t: 1000*s;", 3, "more than a million"},
      {d + "s: , ;", 3, "has no element"},
      {d + "s: d, nper=0;", 3, "NPER is 0"},
      {d + "e: drift, l=x+1; s: e;", 3, "name 'x' is unknown"},
      {d + "e: drift,\n l=1/0; s: e;", 4, "division by zero"},
      {d + "e: quadrupole, l=-1, k=1; s: e;", 3, "negative"},
      {d + "e: drift, (l)=1; s: e;", 3, "is no attribute"},
      {d + "e: multipole, n=30, k=1; s: e;", 3, "N is 30"},
      {d + "s: " + std::string(3000, '(') + "d" + std::string(3000, ')') + ";", 3, "nested too deeply"},
      {d + "e: drift, l=" + std::string(3000, '(') + "1; s: e;", 3, "must be a number"},
  }));
  INFO(c.content.substr(0, 200));
  const Message message = error_of(c.content);
  INFO(message.text);
  CHECK(message.line == c.line);
  CHECK(contains(message.text, c.part));
  CHECK(message.text.starts_with("ring.opa"));
}

TEST_CASE("OPA: functions that nest end soon", "[io][opa][errors]") {
  std::string text = "energy=1; x = ";
  for (int i = 0; i < 100'000; ++i) text += "sqr(";
  const auto refused = [&] {
    return contains(error_of(text + "1; d: drift, l=x; s: d;").text, "must be a number");
  };
  CHECK(test::run_limited(refused, 20, rlim_t{1} << 30) == 0);
}

TEST_CASE("OPA: cut and changed texts give a lattice or one error", "[io][opa][errors]") {
  for (const auto& seed : test::corpus("opa")) CHECK(test::survives_damage(seed, {}) == 0);
}
