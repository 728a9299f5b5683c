#include "courant/control/family.hpp"

#include "courant/base/error.hpp"
#include "courant/base/rng.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "world.hpp"

#include "support/catch.hpp"

using namespace courant;
using namespace courant::control;
using courant::control::testing::currents;
using courant::control::testing::World;
using Names = std::vector<std::string>;

TEST_CASE("Family: ordered by s, each device once, never empty", "[control][family]") {
  World world;
  auto devices = world.correctors;
  std::reverse(devices.begin(), devices.end());
  devices.push_back(devices.front());
  const Family family(world.session, devices, "HCOR");
  CHECK(family.names() == world.hcor().names());
  const auto s = family.s();
  CHECK(std::is_sorted(s.begin(), s.end()));
  CHECK_THROWS_AS(Family(world.session, {}), InvalidArgument);
  CHECK_THROWS_AS(Family(nullptr, devices), InvalidArgument);
  devices.push_back(std::make_shared<Device>(DeviceData{.name = "COR01"}));
  CHECK_THROWS_AS(Family(world.session, devices), ConfigError);
}

TEST_CASE("Family: the place in the lattice decides at one s", "[control][family]") {
  World world;
  const auto first = std::make_shared<Device>(DeviceData{.name = "Z", .s = 1.0, .order = 3});
  const auto second = std::make_shared<Device>(DeviceData{.name = "A", .s = 1.0, .order = 4});
  CHECK(Family(world.session, {second, first}).names() == Names{"Z", "A"});
}

TEST_CASE("Family: selections by name, type, tag, cell and removal", "[control][family]") {
  World world;
  const Family cor = world.hcor();
  CHECK(cor.select("COR0[12]").names() == Names{"COR01", "COR02"});
  CHECK(cor.select("cell:C2 & tag:odd").names() == Names{"COR06", "COR08"});
  CHECK(cor.select("type:Corr*").size() == 8);
  CHECK(cor.select("~cell:C1").names() == cor.select("cell:C2").names());
  CHECK(cor.select("cell:C1, ~COR02, COR08").names() == Names{"COR01", "COR03", "COR04", "COR08"});
  CHECK(cor.select({"COR01", "~COR01", "COR01"}).names() == Names{"COR01"});
  CHECK_THROWS_AS(cor.select("COR01, ~COR01"), UnknownName);
  CHECK_THROWS_AS(cor.select("type:Monitor"), UnknownName);
  CHECK_THROWS_WITH(cor.select("COR9"), Catch::Contains("'COR01', 'COR02', 'COR03'"));
  CHECK_THROWS_WITH(cor.at("COR1"), Catch::Contains("did you mean 'COR01'"));
}

TEST_CASE("Family: random set expressions equal brute force", "[control][family]") {
  World world;
  Rng rng(11, "sets");
  const auto random_family = [&](std::set<std::string>& names) {
    std::vector<DevicePtr> devices;
    while (devices.empty())
      for (const auto& device : world.correctors)
        if (rng.uniform() < 0.5) devices.push_back(device);
    for (const auto& device : devices) names.insert(device->name());
    return Family(world.session, devices);
  };
  for (int k = 0; k < 1000; ++k) {
    std::set<std::string> a, b, expected;
    const Family fa = random_family(a), fb = random_family(b);
    const auto operation = rng.integer(3);
    const auto out = std::inserter(expected, expected.end());
    if (operation == 0) std::set_union(a.begin(), a.end(), b.begin(), b.end(), out);
    if (operation == 1) std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), out);
    if (operation == 2) std::set_difference(a.begin(), a.end(), b.begin(), b.end(), out);
    const auto result = [&] { return operation == 0 ? fa | fb : operation == 1 ? fa & fb : fa - fb; };
    if (expected.empty())
      CHECK_THROWS_AS(result(), InvalidArgument);
    else
      CHECK(result().names() == Names(expected.begin(), expected.end()));  // names sort like s here
  }
}

TEST_CASE("Family: families of two sessions don't mix", "[control][family]") {
  World a, b;
  CHECK_THROWS_AS(a.hcor() | b.hcor(), MismatchError);
  CHECK_THROWS_AS(a.hcor() & b.hcor(), MismatchError);
  CHECK_THROWS_AS(a.hcor() - b.hcor(), MismatchError);
}

TEST_CASE("Family: neighbours and nearest know the ring", "[control][family]") {
  World world;
  const Family bpm = world.bpm();
  CHECK(bpm.neighbours("BPM03").names() == Names{"BPM02", "BPM04"});
  CHECK(bpm.neighbours("BPM01").names() == Names{"BPM02"});
  CHECK(bpm.neighbours("BPM01", 1, 16.0).names() == Names{"BPM02", "BPM08"});
  CHECK(bpm.nearest(15.5).names() == Names{"BPM08"});
  CHECK(bpm.nearest(15.5, 1, 16.0).names() == Names{"BPM01"});
  CHECK(bpm.nearest(4.1, 3).names() == Names{"BPM02", "BPM03", "BPM04"});
  CHECK_THROWS_AS(bpm.nearest(0.0, 9), InvalidArgument);
  CHECK_THROWS_AS(bpm.neighbours("BPM01", 0), InvalidArgument);
}

TEST_CASE("Family: a field is read in one batch, labelled by device", "[control][family]") {
  World world;
  const Readings x = world.bpm().get("x");
  CHECK(x.label()[7] == "BPM08");
  CHECK(x.unit() == Unit::parse("m"));
  CHECK(*x.rms() == Approx(1e-6));
  CHECK(x.sigma()[0] == 2e-7);
  CHECK(world.memory->batches() == 1);
  CHECK_THROWS_AS(world.bpm().get("y"), UnknownName);
  CHECK_THROWS_AS(world.bpm().channels("x", true), InvalidArgument);
}

TEST_CASE("Family: a calibrated field is read through its hardware", "[control][family]") {
  World world;
  const Readings kick = world.hcor().get("kick");
  CHECK(kick.unit() == Unit::parse("rad"));
  CHECK(kick.value()[0] == Approx(2e-4));
  CHECK(kick.sigma()[0] == Approx(2e-7));  // 2e-4 rad/A times 1 mA
  world.memory->set("COR01:RB", 10.5);     // outside the calibration
  const Readings outside = world.hcor().get("kick");
  CHECK_FALSE(outside.valid(0));
  CHECK(outside.valid_count() == 7);
  CHECK(world.hcor().get("i").value()[0] == 10.5);
}

TEST_CASE("Family: set and step are one transaction for all", "[control][family]") {
  World world;
  const Family cor = world.hcor();
  REQUIRE(cor.set("i", 2.0));
  CHECK(currents(world) == std::vector<double>(8, 2.0));
  REQUIRE(cor.step("kick", 1e-4));
  for (const double i : currents(world)) CHECK(i == Approx(2.5).epsilon(1e-14));
  CHECK(world.journal->kept.entries().size() == 4);  // begin and commit, twice
  std::vector<double> values(8, 0.0);
  values[3] = 11.0;  // out of range: nothing is written
  const auto before = currents(world);
  CHECK(cor.set("i", values).error().code == Code::refused_by_guard);
  CHECK(currents(world) == before);
  CHECK_THROWS_AS(cor.set("i", std::vector<double>{1.0}), MismatchError);
  CHECK_THROWS_AS(world.bpm().set("x", 0.0), InvalidArgument);
}

TEST_CASE("Family: enabling is idempotent, shared and remembered", "[control][family]") {
  World world;
  const Family all = world.bpm(), one = all.select("BPM03");
  CHECK(one.disable("noise") == 1);
  CHECK(one.disable("other reason") == 0);
  CHECK(all.at("BPM03")->state().reason == "noise");
  CHECK(all.at("BPM03")->state().author == "tests");
  CHECK(all.at("BPM03")->state().time == world.clock->now());
  CHECK(all.enabled().size() == 7);
  const Readings x = all.get("x");
  CHECK_FALSE(x.valid(2));
  CHECK(x.quality()[2] == Quality::missing);
  CHECK(one.enable("repaired") == 1);
  CHECK(one.enable() == 0);
  CHECK(all.get("x").valid_count() == 8);
  CHECK(all.at("BPM03")->history().size() == 2);
}

TEST_CASE("Family: a disabled device is never written", "[control][family]") {
  World world;
  world.hcor().select("COR05").disable("broken");
  const auto refused = world.hcor().step("i", 0.5);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::refused_by_guard);
  CHECK_THAT(refused.error().message, Catch::Contains("COR05") && Catch::Contains("broken"));
  CHECK(world.memory->puts().empty());
  CHECK(world.hcor().enabled().step("i", 0.5));
  CHECK(world.current(4) == 1.0);
}
