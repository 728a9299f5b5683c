#include "courant/lattice/machine_graph.hpp"

#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "support/catch.hpp"
#include "support/sites.hpp"

using namespace courant;
using lattice::PartPlace;
using Names = std::vector<std::string>;

TEST_CASE("MachineGraph: the path between two points is their elements in order",
          "[lattice][machine_graph]") {
  const MachineGraph site = test::site();
  CHECK(site.path("gun", "linac end").names() == Names{"G1", "G2"});
  CHECK(site.path("gun", "injection").names() == Names{"G1", "G2", "T1", "T2", "T3"});
  CHECK(site.path("injection", "extraction").names() == Names{"SI", "A1", "A2"});
  CHECK(site.path("extraction", "target").names() == Names{"X1"});
  CHECK(site.path("gun", "target").names() == Names{"G1", "G2", "T1", "T2", "T3", "SI", "A1", "A2", "X1"});
  CHECK(site.route("gun", "target") == Names{"gun", "linac", "linac end", "transfer", "fork", "transfer",
                                             "injection", "ring", "extraction", "beamline", "target"});
}

TEST_CASE("MachineGraph: a path through a ring may go over its end", "[lattice][machine_graph]") {
  const MachineGraph site = test::site();
  CHECK(site.path("second injection", "extraction").names() == Names{"SJ", "B1", "A0", "SI", "A1", "A2"});
  CHECK(site.path("injection", "injection").names() == Names{"SI", "A1", "A2", "SE", "SJ", "B1", "A0"});
  CHECK(site.path("positron source", "target").names() ==
        Names{"P1", "SJ", "B1", "A0", "SI", "A1", "A2", "X1"});
}

TEST_CASE("MachineGraph: a path is a lattice of its own", "[lattice][machine_graph]") {
  const Lattice path = test::site().path("gun", "target");
  CHECK(path.name() == "gun to target");
  CHECK(path.superperiods() == 1);
  CHECK(path.particle() == lattice::make_particle("electron", 1e9));
  CHECK_THAT(path.length(), Catch::WithinAbs(9.0, 1e-14));  // nine elements of a metre
  // elements are shared, not copied
  const MachineGraph site = test::site();
  CHECK(site.path("gun", "linac end").elements()[0] == site.part("linac").elements()[0]);
}

TEST_CASE("MachineGraph: all superperiods of a ring are there", "[lattice][machine_graph]") {
  const Lattice cell = lattice::Builder(test::straight({"Q", "D"})).superperiods(3).freeze();
  MachineGraph site;
  site.add_ring("ring", cell, {{"in", "Q#1"}, {"out", "Q#3"}});
  CHECK(site.part("ring").size() == 6);
  CHECK(site.path("in", "out").names() == Names{"Q", "D", "Q", "D"});
  CHECK(site.path("out", "in").names() == Names{"Q", "D"});
}

TEST_CASE("MachineGraph: no path and several paths are errors that say so", "[lattice][machine_graph]") {
  using Catch::Contains;
  MachineGraph site = test::site();
  CHECK_THROWS_AS(site.path("target", "gun"), InvalidArgument);
  CHECK_THROWS_WITH(site.path("target", "gun"), Contains("no path from 'target' to 'gun'"));
  CHECK_THROWS_WITH(site.path("gun", "gun"), Contains("no path"));
  CHECK_THROWS_WITH(site.path("gun", "injektion"), Contains("did you mean 'injection'"));
  CHECK_THROWS_AS(site.path("gun", "ring"), UnknownName);  // a part is no point
  site.add_line("bypass", test::straight({"Y1"}), "fork", "injection");
  CHECK_THROWS_AS(site.path("gun", "target"), InvalidArgument);
  CHECK_THROWS_WITH(site.path("gun", "target"), Contains("several paths") &&
                                                    Contains("fork - transfer - injection") &&
                                                    Contains("fork - bypass - injection"));
  CHECK(site.path("gun", "injection", {.via = {"bypass"}}).names() == Names{"G1", "G2", "T1", "T2", "Y1"});
  CHECK(site.path("gun", "injection", {.via = {"fork", "transfer"}}).names() ==
        Names{"G1", "G2", "T1", "T2", "T3"});
  CHECK_THROWS_WITH(site.path("gun", "injection", {.via = {"beamline"}}), Contains("by way of beamline"));
  CHECK_THROWS_AS(site.path("gun", "injection", {.via = {"nowhere"}}), UnknownName);
}

TEST_CASE("MachineGraph: parts of different particles need one for the path", "[lattice][machine_graph]") {
  using Catch::Contains;
  MachineGraph site = test::site();
  site.add_line(
      "spill",
      lattice::Builder(test::straight({"U1"})).particle(lattice::make_particle("electron", 3e9)).freeze(),
      "target", "dump");
  CHECK_THROWS_WITH(site.path("extraction", "dump"),
                    Contains("beamline has electron") && Contains("spill has"));
  const auto top = lattice::make_particle("electron", 3e9);
  CHECK(site.path("extraction", "dump", {.particle = top}).particle() == top);
}

TEST_CASE("MachineGraph: girders and supplies know what they hold, elements who holds them",
          "[lattice][machine_graph]") {
  MachineGraph site = test::site();
  site.add_girder("G-1").add_girder("plinth").add_supply("PS-A").add_supply("mains");
  site.hold("G-1", "ring", "A*")
      .hold("plinth", "G-1")
      .hold("PS-A", "ring", "A1")
      .hold("PS-A", "transfer", "T2");
  site.hold("mains", "PS-A").hold("mains", "ring", "A1");
  CHECK(site.held_by("G-1") == std::vector<PartPlace>{{"ring", 0}, {"ring", 2}, {"ring", 3}});
  CHECK(site.held_by("plinth") == site.held_by("G-1"));
  CHECK(site.held_by("mains") == std::vector<PartPlace>{{"ring", 2}, {"transfer", 1}});
  CHECK(site.holders_of("ring", 2) == Names{"G-1", "PS-A", "mains", "plinth"});
  CHECK(site.holders_of("transfer", 1) == Names{"PS-A", "mains"});
  CHECK(site.holders_of("transfer", 0).empty());
  CHECK(site.girders() == Names{"G-1", "plinth"});
  CHECK(site.supplies() == Names{"PS-A", "mains"});
  CHECK_THROWS_AS(site.hold("G-1", "plinth"), InvalidArgument);  // a circle
  CHECK_THROWS_AS(site.hold("G-1", "G-1"), InvalidArgument);
  CHECK_THROWS_AS(site.hold("G-1", "PS-A"), UnknownName);  // a girder holds no supply
  CHECK_THROWS_AS(site.hold("G-2", "ring", "A1"), UnknownName);
  CHECK_THROWS_AS(site.hold("G-1", "ring", "nothing"), UnknownName);
  CHECK_THROWS_AS(site.hold("G-1", "bring", "A1"), UnknownName);
  CHECK_THROWS_AS(site.held_by("ring"), UnknownName);
  CHECK_THROWS_AS(site.holders_of("ring", 7), InvalidArgument);
}

TEST_CASE("MachineGraph: what can't be joined is refused and changes nothing", "[lattice][machine_graph]") {
  MachineGraph site = test::site();
  const auto points = site.points(), parts = site.parts();
  const Lattice line = test::straight({"Z1", "Z2"});
  CHECK_THROWS_AS(site.add_line("ring", line, "a", "b"), InvalidArgument);    // a used name
  CHECK_THROWS_AS(site.add_line("gun", line, "a", "b"), InvalidArgument);     // of a point
  CHECK_THROWS_AS(site.add_line("new", line, "ring", "b"), InvalidArgument);  // a part is no point
  CHECK_THROWS_AS(site.add_line("new", line, "a", "a"), InvalidArgument);     // closed
  CHECK_THROWS_AS(site.add_line("new", line, "new", "b"), InvalidArgument);   // its own name
  CHECK_THROWS_AS(site.add_line("", line, "a", "b"), InvalidArgument);
  CHECK_THROWS_AS(site.add_line("new", line, "", "b"), InvalidArgument);
  CHECK_THROWS_AS(site.add_line("new", Lattice(), "a", "b"), InvalidArgument);
  CHECK_THROWS_AS(site.add_line("new", line, "a", "b", {{"c", "Z3"}}), UnknownName);
  CHECK_THROWS_AS(site.add_line("new", line, "a", "b", {{"c", "Z1"}}), InvalidArgument);  // where a is
  CHECK_THROWS_AS(site.add_line("new", line, "a", "b", {{"a", "Z2"}}), InvalidArgument);  // twice
  CHECK_THROWS_AS(site.add_ring("new", line, {}), InvalidArgument);
  CHECK_THROWS_AS(site.add_ring("new", Lattice(), {{"c", "Z1"}}), InvalidArgument);
  CHECK_THROWS_AS(site.add_girder("ring"), InvalidArgument);
  CHECK_THROWS_AS(site.part("gun"), UnknownName);
  CHECK(site.points() == points);
  CHECK(site.parts() == parts);
}

TEST_CASE("MachineGraph: a copy goes its own way", "[lattice][machine_graph]") {
  const MachineGraph site = test::site();
  MachineGraph copy = site;
  copy.add_girder("G-1");
  CHECK(site.girders().empty());
  CHECK(copy.girders().size() == 1);
  CHECK(copy.path("gun", "target").size() == site.path("gun", "target").size());
  copy = MachineGraph();
  CHECK(copy.points().empty());
}

TEST_CASE("MachineGraph: a ladder of branches is searched in bounded time", "[lattice][machine_graph]") {
  MachineGraph site;
  const auto name = [](int i) { return "p" + std::to_string(i); };
  for (int i = 0; i < 40; ++i)
    for (const char* side : {"left ", "right "})
      site.add_line(side + std::to_string(i), test::straight({"D"}), name(i), name(i + 1));
  CHECK_THROWS_WITH(site.path("p0", "p40"), Catch::Contains("several paths"));  // of 2^40
  lattice::PathOptions left;
  for (int i = 0; i < 40; ++i) left.via.push_back("left " + std::to_string(39 - i));  // in the wrong order
  CHECK_THROWS_WITH(site.path("p0", "p40", left), Catch::Contains("too many ways"));
}

TEST_CASE("MachineGraph: the example of the guide", "[lattice][machine_graph]") {
  using test::straight;
  const Lattice linac = straight({"GUN", "ACC"}), transfer = straight({"Q1", "Q2"}),
                positrons = straight({"SRC"}), ring = straight({"QF", "SEPTUM", "QD", "KICKER"}),
                beamline = straight({"U20"});
  // [join]
  MachineGraph site;
  site.add_line("linac", linac, "gun", "linac end");
  site.add_line("transfer", transfer, "linac end", "injection");
  site.add_line("positrons", positrons, "source", "injection");  // a second line to the same point
  site.add_ring("ring", ring, {{"injection", "SEPTUM"}, {"extraction", "KICKER"}});
  site.add_line("beamline", beamline, "extraction", "target");

  const Lattice way = site.path("gun", "target");            // all elements from the gun to the target
  const Lattice turn = site.path("injection", "injection");  // one turn, from the septum
  // [join]
  // [hold]
  site.add_girder("girder 1").hold("girder 1", "ring", "Q*");
  site.add_supply("PS-QF").hold("PS-QF", "ring", "QF").hold("PS-QF", "transfer", "Q1");
  for (const auto& [part, place] : site.held_by("PS-QF")) {
    const std::string name = site.part(part).unique_name(place);  // QF of the ring, Q1 of the transfer line
    CHECK((name == "QF" || name == "Q1"));
  }
  // [hold]
  CHECK(way.names() == Names{"GUN", "ACC", "Q1", "Q2", "SEPTUM", "QD", "U20"});
  CHECK(turn.names() == Names{"SEPTUM", "QD", "KICKER", "QF"});
  CHECK(site.holders_of("ring", 0) == Names{"PS-QF", "girder 1"});
}
