#include "courant/lattice/lattice.hpp"

#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "support/catch.hpp"
#include "support/line.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;

TEST_CASE("Lattice: places, names and lengths are those that were appended", "[lattice][lattice]") {
  const Lattice line = test::small_line();
  CHECK(line.size() == 10);
  CHECK(line.name() == "small");
  CHECK(line.names() == std::vector<std::string>{"D", "QF", "M", "B", "S", "C", "D", "QD", "RF", "E"});
  REQUIRE(line.s().size() == 11);
  const double s[]{0, 1, 1.4, 1.4, 2.4, 2.6, 2.7, 3.7, 4.1, 4.7, 4.7};
  for (std::size_t i = 0; i < 11; ++i) CHECK_THAT(line.s()[i], WithinAbs(s[i], 1e-15));  // sums of lengths
  CHECK(line.length() == line.s().back());
  CHECK(elements::type_of(line[3].body) == "Dipole");
  CHECK(elements::length_of(line[3].body) == 1.0);
  CHECK(elements::length_of(line[9].body) == 0.0);
  CHECK(line.particle().species == "electron");
  CHECK(line.reference().energy() == 3e9);
}

TEST_CASE("Lattice: a ring of superperiods is as long as all of them", "[lattice][lattice]") {
  const Lattice ring = lattice::Builder(test::small_line()).superperiods(16).freeze();
  CHECK(ring.size() == 10);
  CHECK(ring.superperiods() == 16);
  CHECK_THAT(ring.circumference(), WithinAbs(16 * 4.7, 1e-13));
  const Lattice whole = lattice::Builder(ring).unroll().freeze();
  CHECK(whole.size() == 160);
  CHECK(whole.superperiods() == 1);
  CHECK_THAT(whole.circumference(), WithinAbs(ring.circumference(), 1e-12));
}

TEST_CASE("Lattice: an edit makes a new one and shares the rest", "[lattice][lattice]") {
  const Lattice before = test::small_line();
  const Lattice after = lattice::Builder(before).set("QF", "k1", 1.3).freeze();
  CHECK(lattice::get_number(before[1].body, "k1") == 1.2);
  CHECK(lattice::get_number(after[1].body, "k1") == 1.3);
  for (std::size_t i = 0; i < 10; ++i) CHECK((before.elements()[i] == after.elements()[i]) == (i != 1));
}

TEST_CASE("Lattice: a default one is empty and has a place zero", "[lattice][lattice]") {
  const Lattice nothing;
  CHECK(nothing.empty());
  CHECK(nothing.length() == 0.0);
  CHECK(nothing.superperiods() == 1);
}

TEST_CASE("Lattice: a repeated name is unique with its number", "[lattice][lattice]") {
  const Lattice line = test::small_line();
  CHECK(line.unique_name(0) == "D#1");
  CHECK(line.unique_name(6) == "D#2");
  CHECK(line.unique_name(1) == "QF");
  for (Index i = 0; i < line.size(); ++i) CHECK(line.find(line.unique_name(i)) == i);
}

TEST_CASE("Lattice: one place is found by name, numbered name or index", "[lattice][lattice]") {
  const Lattice line = test::small_line();
  CHECK(line.find("QD") == 7);
  CHECK(line.find("QD#1") == 7);
  CHECK(line.find("D#2") == 6);
  CHECK(line.find("4") == 4);
  CHECK_THROWS_WITH(line.find("D"),
                    "element 'D' is not one place (it stands 2 times) write 'D#k' with k from 1 to 2");
  CHECK_THROWS_AS(line.find("D"), InvalidArgument);
  CHECK_THROWS_AS(line.find("D#3"), UnknownName);
  CHECK_THROWS_AS(line.find("10"), UnknownName);
  CHECK_THROWS_AS(line.find("-1"), UnknownName);
  CHECK_THROWS_AS(line.find(""), UnknownName);
  CHECK_THROWS_WITH(line.find("QG"), Catch::Contains("did you mean 'QD', 'QF'"));
}
