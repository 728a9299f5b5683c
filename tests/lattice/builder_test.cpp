#include "courant/lattice/builder.hpp"

#include <cmath>

#include "courant/base/error.hpp"
#include "support/catch.hpp"
#include "support/line.hpp"

using namespace courant;
using lattice::Builder;
using lattice::get_number;

namespace {

const Lattice line = test::small_line();

double k1(const Lattice& lattice, std::string_view name) {
  return get_number(lattice[lattice.find(name)].body, "k1");
}

}  // namespace

TEST_CASE("Builder: set and scale change what is selected", "[lattice][builder]") {
  const Lattice set = Builder(line).set("Q*", "k1", 0.7).freeze();
  CHECK(k1(set, "QF") == 0.7);
  CHECK(k1(set, "QD") == 0.7);
  CHECK(k1(set, "B") == -0.3);
  const Lattice scaled = Builder(line).scale("type:Quadrupole", "k1", 2.0).freeze();
  CHECK(k1(scaled, "QF") == 2.4);
  CHECK(k1(scaled, "QD") == -2.2);
  const Lattice added = Builder(line).add(7, "k1", 0.5).set(1, "normal[2]", 3.0).freeze();
  CHECK(k1(added, "QD") == -1.1 + 0.5);
  CHECK(get_number(added[1].body, "normal[2]") == 3.0);
  const Lattice model = Builder(line).set("QF", "fringe", "hard_edge").freeze();
  CHECK(std::get<std::string>(lattice::get_field(model[1].body, "fringe")) == "hard_edge");
}

TEST_CASE("Builder: elements are inserted, removed and replaced", "[lattice][builder]") {
  const Lattice inserted = Builder(line).insert(1, "X", elements::Drift<>{.length = 0.5}).freeze();
  CHECK(inserted.size() == 11);
  CHECK(inserted[1].name == "X");
  CHECK(inserted[2].name == "QF");
  CHECK(inserted.length() == Approx(5.2).epsilon(1e-15));
  const Lattice removed = Builder(line).remove("D | type:Marker").freeze();
  CHECK(removed.names() == std::vector<std::string>{"QF", "M", "B", "S", "C", "QD", "RF"});
  const Lattice replaced = Builder(line).replace("Q*", elements::Drift<>{.length = 0.4}).freeze();
  CHECK(replaced.select("type:Drift") == std::vector<Index>{0, 1, 6, 7});
  CHECK(replaced[1].name == "QF");
  const Lattice twice = Builder(line).append(line).freeze();
  CHECK(twice.size() == 20);
  CHECK(twice.unique_name(11) == "QF#2");
}

TEST_CASE("Builder: a step that fails changes nothing", "[lattice][builder]") {
  Builder builder(line);
  CHECK_THROWS_AS(builder.set("Q* | M", "k1", 0.7), UnknownName);  // the monitor has no k1
  CHECK_THROWS_AS(builder.scale("Q* | RF", "k1", 2.0), UnknownName);
  CHECK_THROWS_AS(builder.replace("Q*", elements::Solenoid<>{.length = -1.0}), InvalidArgument);
  CHECK_THROWS_AS(builder.remove("nothing"), UnknownName);
  CHECK_THROWS_AS(builder.set(1, "k1", std::nan("")), InvalidArgument);
  CHECK_THROWS_AS(builder.slice("Q*", 0), InvalidArgument);
  CHECK_THROWS_AS(builder.insert(1, "X", elements::Solenoid<>{.length = -1.0}), InvalidArgument);
  const Lattice after = builder.freeze();
  REQUIRE(after.size() == line.size());
  for (std::size_t i = 0; i < 10; ++i) CHECK(after.elements()[i] == line.elements()[i]);
}

TEST_CASE("Builder: places outside, unnamed and missing things are refused", "[lattice][builder]") {
  Builder builder(line);
  CHECK_THROWS_AS(builder.insert(11, "X", elements::Drift<>{}), InvalidArgument);
  CHECK_THROWS_AS(builder.insert(-1, "X", elements::Drift<>{}), InvalidArgument);
  CHECK_THROWS_AS(builder.append("", elements::Drift<>{}), InvalidArgument);
  CHECK_THROWS_AS(builder.append(lattice::ElementPtr{}), InvalidArgument);
  CHECK_THROWS_AS(builder.append(std::make_shared<const lattice::Element>(
                      lattice::Element{"X", elements::Solenoid<>{.length = -1.0}})),
                  InvalidArgument);
  CHECK_THROWS_AS(builder.set(10, "k1", 1.0), InvalidArgument);
  CHECK_THROWS_AS(builder.add(-1, "k1", 1.0), InvalidArgument);
  CHECK_THROWS_AS(builder.add(1, "fringe", 1.0), InvalidArgument);
  CHECK_THROWS_AS(builder.cycle(10), InvalidArgument);
  CHECK_THROWS_AS(builder.superperiods(0), InvalidArgument);
}

TEST_CASE("Builder: nothing freezes without elements or reference particle", "[lattice][builder]") {
  CHECK_THROWS_WITH(Builder().freeze(),
                    "the lattice has no element (nothing was appended) append at least one");
  CHECK_THROWS_WITH(Builder().append("D", elements::Drift<>{.length = 1.0}).freeze(),
                    Catch::Contains("no reference particle"));
  CHECK_THROWS_AS(Builder(line).remove("*").freeze(), InvalidArgument);
}
