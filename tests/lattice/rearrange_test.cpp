#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/line.hpp"
#include "support/samples.hpp"

using namespace courant;
using lattice::Builder;

namespace {

const Lattice line = test::small_line();
const Vec6<double> ray{{1e-3, 2e-4, -2e-3, 1e-4, 3e-3, 2e-3}};

Vec6<double> reflected(Vec6<double> r) {
  for (const int i : {PX, PY, Z}) r[i] = -r[i];
  return r;
}

/// Forward, then the reflected state through the reversed lattice, and reflected again.
Vec6<double> there_and_back(const Lattice& lattice, const Vec6<double>& start) {
  Builder back = Builder(lattice).reverse();
  for (Index i = 0; i < lattice.size(); ++i)  // time runs backwards for the field of a cavity
    if (elements::type_of(lattice[i].body).ends_with("Cavity"))
      back.scale(lattice.unique_name(i), "phase", -1.0);
  return reflected(test::passed(back.freeze(), reflected(test::passed(lattice, start))));
}

}  // namespace

TEST_CASE("Reverse: a line passed from its end undoes the line", "[lattice][reverse]") {
  CHECK(test::distance(there_and_back(line, ray), ray) < 1e-15);  // round-off of coordinates of 1e-2
  const Lattice reversed = Builder(line).reverse().freeze();
  CHECK(reversed.names() == std::vector<std::string>{"E", "RF", "QD", "D", "C", "S", "B", "M", "QF", "D"});
  CHECK(lattice::get_number(reversed[6].body, "e1") == 0.08);
  CHECK(lattice::get_number(reversed[6].body, "fint2") == 0.4);
  const Lattice twice = Builder(reversed).reverse().freeze();
  CHECK(test::passed(twice, ray).v == test::passed(line, ray).v);
}

TEMPLATE_LIST_TEST_CASE("Every element: the reversed element undoes it", "[lattice][reverse]",
                        test::AllElements) {
  if (TestType::type == "AcceleratingCavity") return;  // refused, see below
  for (const auto& sample : test::samples<TestType>())
    for (const double energy : {3e9, 0.52e6})
      for (const auto& start : test::rays) {
        INFO(sample.label << ", " << energy << " eV");
        const Lattice one = Builder()
                                .particle(lattice::make_particle("electron", energy))
                                .append("X", sample.element)
                                .freeze();
        // the bound of the design; models whose exit is not the inverse of the entrance say so
        if (energy < 1e6 && TestType::type.ends_with("Cavity")) continue;  // 200 kV would stop the particle
        CHECK(test::distance(there_and_back(one, start), start) <= 1e-13 + sample.irreversible);
      }
}

TEST_CASE("Slice: the map stays the same", "[lattice][slice]") {
  const Lattice sliced = Builder(line).slice("~RF", 2).freeze();
  CHECK(sliced.size() == 17);
  CHECK_THAT(sliced.length(), Catch::WithinAbs(line.length(), 1e-15));
  // ten steps are two times five: the same steps, up to round-off of coordinates of 1e-2
  CHECK(test::distance(test::passed(sliced, ray), test::passed(line, ray)) < 1e-16);
  // three parts of ten steps get four steps each: truncation of the fourth order changes
  const Lattice thirds = Builder(line).slice("~RF", 3).freeze();
  CHECK(test::distance(test::passed(thirds, ray), test::passed(line, ray)) < 1e-9);
}

TEST_CASE("Slice: a cavity of many gaps approaches the one in the middle", "[lattice][slice]") {
  const Lattice sliced = Builder(line).slice("RF", 3).freeze();
  CHECK(sliced.size() == 12);
  // z grows inside the cavity by the path length of the ray: 2 pi f V/(c E) z' l^2 is below 1e-9
  CHECK(test::distance(test::passed(sliced, ray), test::passed(line, ray)) < 1e-8);
}

TEST_CASE("Slice: strengths per length stay, integrated ones are shared", "[lattice][slice]") {
  const Lattice sliced = Builder(line).slice("*", 4).freeze();
  const auto number = [&](std::string_view place, std::string_view field) {
    return lattice::get_number(sliced[sliced.find(place)].body, field);
  };
  CHECK(number("QF#1", "k1") == 1.2);
  CHECK(number("QF#4", "kick_x") == 0.25e-4);
  CHECK(number("QF#1", "length") == 0.1);
  CHECK(number("QF#1", "steps") == 3);  // ten shared by four, rounded up
  CHECK(number("B#2", "angle") == 0.025);
  CHECK(number("C#3", "kick_y") == -0.25e-4);
  CHECK(number("RF#1", "voltage") == 0.5e6);
  CHECK(number("RF#1", "phase") == 0.3);
  const auto edge = [&](std::string_view place, std::string_view field) {
    return std::get<std::string>(lattice::get_field(sliced[sliced.find(place)].body, field));
  };
  CHECK(edge("B#1", "edge1") == "linear");
  CHECK(edge("B#1", "edge2") == "none");
  CHECK(edge("B#2", "edge1") == "none");
  CHECK(edge("B#4", "edge2") == "linear");
}

TEST_CASE("Slice: fringes stay at the ends", "[lattice][slice]") {
  const Lattice whole = Builder(line).set("Q* | B", "fringe", "hard_edge").freeze();
  const Lattice sliced = Builder(whole).slice("Q* | B", 2).freeze();
  const auto fringe = [&](std::string_view place) {
    return std::get<std::string>(lattice::get_field(sliced[sliced.find(place)].body, "fringe"));
  };
  CHECK(fringe("QF#1") == "hard_edge_entrance");
  CHECK(fringe("QF#2") == "hard_edge_exit");
  // the same steps: round-off of coordinates of 1e-2
  CHECK(test::distance(test::passed(sliced, ray), test::passed(whole, ray)) < 1e-16);
  const Lattice again = Builder(sliced).slice("QF", 3).freeze();
  CHECK(std::get<std::string>(lattice::get_field(again[again.find("QF#2")].body, "fringe")) == "none");
  CHECK(std::get<std::string>(lattice::get_field(again[again.find("QF#6")].body, "fringe")) ==
        "hard_edge_exit");
}

TEST_CASE("Slice: a displaced magnet is refused", "[lattice][slice]") {
  CHECK_THROWS_WITH(Builder(line).set("QD", "dx", 1e-4).slice("Q*", 2),
                    Catch::Contains("element 'QD' can't be sliced"));
  CHECK_NOTHROW(Builder(line).set("QD", "dx", 1e-4).slice("QF", 2));
}

TEST_CASE("Slice: tables of kicks are refused", "[lattice][slice]") {
  auto map = test::typical_element<elements::KickMap<>>();
  map.align = {};
  Builder one;
  one.particle(lattice::make_particle("electron", 3e9)).append("ID", map);
  CHECK_THROWS_WITH(one.slice("ID", 2), Catch::Contains("a KickMap can't be sliced"));
}

TEST_CASE("Cycle: another element comes first, the ring is the same", "[lattice][cycle]") {
  const Lattice cycled = Builder(line).cycle(3).freeze();
  CHECK(cycled.names() == std::vector<std::string>{"B", "S", "C", "D", "QD", "RF", "E", "D", "QF", "M"});
  CHECK(Builder(cycled).cycle(7).freeze().names() == line.names());
  CHECK_THAT(cycled.length(), Catch::WithinAbs(line.length(), 1e-15));
}
