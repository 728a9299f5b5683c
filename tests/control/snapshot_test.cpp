#include "courant/control/snapshot.hpp"

#include "courant/base/error.hpp"
#include "courant/base/rng.hpp"

#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "world.hpp"

#include "support/catch.hpp"

using namespace courant;
using namespace courant::control;
using courant::control::testing::currents;
using courant::control::testing::World;
namespace fs = std::filesystem;

namespace {

std::string temporary_path() {
  return (fs::temp_directory_path() / ("courant-snapshot-" + std::to_string(::getpid()) + ".json")).string();
}

}  // namespace

TEST_CASE("Snapshot: holds every setpoint of the session, read in one batch", "[control][snapshot]") {
  World world;
  world.memory->set("COR02:SP", -3.0);
  world.memory->set("COR02:RB", -2.9);
  const Snapshot snapshot = Snapshot::take(*world.session, "before");
  REQUIRE(snapshot.items().size() == 8);
  CHECK(snapshot.items()[1].address == "COR02:SP");
  CHECK(snapshot.items()[1].setpoint == -3.0);
  CHECK(snapshot.items()[1].readback == -2.9);
  CHECK(snapshot.items()[1].unit == Unit::parse("A"));
  CHECK(snapshot.note() == "before");
  CHECK(snapshot.time() == world.clock->now());
  CHECK(world.memory->batches() == 1);
}

TEST_CASE("Snapshot: of families carries the names of their devices", "[control][snapshot]") {
  World world;
  const std::vector<Family> families{world.hcor().select("COR0[1-3]"), world.hcor().select("COR0[3-4]"),
                                     world.bpm()};
  const Snapshot snapshot = Snapshot::take(families);
  REQUIRE(snapshot.items().size() == 4);
  CHECK(snapshot.items()[3].label == "COR04/i");
  CHECK(snapshot.select("COR02/*").items().size() == 1);
  CHECK_THROWS_AS(snapshot.select("QF*"), UnknownName);
}

TEST_CASE("Snapshot: a difference counts in units and in tolerances", "[control][snapshot]") {
  World world;
  const Snapshot before = Snapshot::take(*world.session);
  CHECK(before.diff(before).empty());
  world.memory->set("COR05:SP", 1.05);
  const auto changes = before.diff(Snapshot::take(*world.session));
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].address == "COR05:SP");
  CHECK(changes[0].delta() == Approx(0.05));
  CHECK(changes[0].tolerances == Approx(5.0));
  const Snapshot part = before.select("COR01:SP");
  CHECK(part.diff(before).size() == 7);
  CHECK(std::isnan(part.diff(before)[0].before));
  CHECK(std::isnan(before.diff(part)[0].after));
}

TEST_CASE("Snapshot: 500 random changes are undone, a second restore writes nothing", "[control][snapshot]") {
  World world;
  const Snapshot before = Snapshot::take(*world.session);
  Rng rng(2, "changes");
  for (int k = 0; k < 500; ++k)
    world.memory->set(World::setpoint(static_cast<Index>(rng.integer(8))), rng.uniform(-9.0, 9.0));
  const auto restore = [&] {
    auto t = world.session->transaction("restore");
    REQUIRE(t.step(*before.settings()));
    REQUIRE(t.commit());
  };
  restore();
  CHECK(currents(world) == std::vector<double>(8, 1.0));
  const auto puts = world.memory->puts().size();
  restore();
  CHECK(world.memory->puts().size() == puts);
}

TEST_CASE("Snapshot: what can't be read is missing, and settings say so", "[control][snapshot]") {
  World world;
  world.faults->add({.kind = Fault::Kind::dead, .address = "COR03:SP"});
  world.faults->add({.kind = Fault::Kind::dead, .address = "COR04:RB"});
  const Snapshot snapshot = Snapshot::take(*world.session);
  CHECK(snapshot.missing() == 1);
  CHECK(std::isnan(snapshot.items()[2].setpoint));
  CHECK(std::isnan(snapshot.items()[3].readback));
  CHECK(snapshot.settings().error().code == Code::partial);
  CHECK(snapshot.settings(true)->size() == 7);
}

TEST_CASE("Snapshot: a file gives it back, a damaged one is an error", "[control][snapshot]") {
  World world;
  world.memory->set("COR01:SP", 1.0 / 3.0);
  world.faults->add({.kind = Fault::Kind::dead, .address = "COR03:SP"});
  const Snapshot saved = Snapshot::take(*world.session, "with \"quotes\"");
  const std::string path = temporary_path();
  saved.save(path);
  const Snapshot loaded = Snapshot::load(path);
  CHECK(loaded.note() == saved.note());
  CHECK(loaded.time() == saved.time());
  CHECK(loaded.diff(saved).empty());
  CHECK(loaded.items()[0].setpoint == 1.0 / 3.0);
  CHECK(loaded.missing() == 1);
  CHECK(loaded.items()[1].tolerance == 0.01);

  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{10}, text.str().size() / 2, text.str().size() - 3}) {
    std::ofstream(path, std::ios::trunc) << text.str().substr(0, size);
    CHECK_THROWS_AS(Snapshot::load(path), ParseError);
  }
  std::ofstream(path, std::ios::trunc) << R"({"schema": "courant-lattice"})";
  CHECK_THROWS_WITH(Snapshot::load(path), Catch::Contains("not a snapshot"));
  fs::remove(path);
  CHECK_THROWS_AS(Snapshot::load(path), ParseError);
  CHECK_THROWS_AS(saved.save("/proc/no/snapshot.json"), ConfigError);
}
