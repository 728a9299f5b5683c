#include "courant/control/control_system.hpp"

#include "courant/base/error.hpp"

#include <cmath>

#include "world.hpp"

#include "support/catch.hpp"

using namespace courant;
using namespace courant::control;
using courant::control::testing::World;

namespace {

/// Whether anybody can call put; a private member makes the requirement false.
template <class System>
concept PutIsOpen = requires(System& system, std::vector<Channel> channels, std::vector<double> values) {
  system.put(channels, values, 1.0);
};
template <class System>
concept PutRawIsOpen = requires(System& system, std::vector<RawPut> puts) {
  system.put_raw(puts, 1.0);
};

static_assert(!PutIsOpen<ControlSystem> && !PutIsOpen<InMemory> && !PutIsOpen<FaultInjection>);
static_assert(!PutRawIsOpen<ControlSystem> && !PutRawIsOpen<InMemory> && !PutRawIsOpen<FaultInjection>);

Channel reader(std::string name, std::optional<Index> index = {}, const char* unit = "nm") {
  return {.address = {std::move(name), index}, .unit = Unit::parse(unit)};
}

}  // namespace

TEST_CASE("ControlSystem: native units become SI and waveforms are sliced", "[control][system]") {
  World world;
  world.memory->set("ORBIT", std::vector<double>{0.0, 1000.0, -2500.0});
  const std::vector<Channel> channels{reader("ORBIT", 2), reader("ORBIT", 1)};
  Readings r;
  world.session->system().get(channels, r);
  // 4 ulp: one multiplication by 1e-9, which is not a binary number
  CHECK_THAT(r.value()[0], Catch::WithinULP(-2.5e-6, 4));
  CHECK_THAT(r.value()[1], Catch::WithinULP(1e-6, 4));
  CHECK(r.unit() == Unit::parse("m"));
  CHECK(r.label()[0] == "ORBIT[2]");
  CHECK(r.time()[0] == world.clock->now());
}

TEST_CASE("ControlSystem: each address is asked once in one batch", "[control][system]") {
  World world;
  const auto channels = world.bpm().channels("x");
  REQUIRE(channels.size() == 8);
  const auto results = world.session->system().read(channels);
  CHECK(results.size() == 8);
  CHECK(world.memory->batches() == 1);
  CHECK(world.memory->addresses_asked() == 1);
}

TEST_CASE("ControlSystem: a dead channel spoils only its own entry", "[control][system]") {
  World world;
  const std::vector<Channel> channels{reader("COR01:RB", {}, "A"), reader("NOWHERE", {}, "A"),
                                      reader("COR02:RB", {}, "A")};
  const auto results = world.session->system().read(channels);
  CHECK(results[0]);
  REQUIRE_FALSE(results[1]);
  CHECK(results[1].error().code == Code::disconnected);
  CHECK(results[2]);
  Readings r;
  world.session->system().get(channels, r);
  CHECK(r.valid() == std::vector<bool>{true, false, true});
  CHECK(r.quality()[1] == Quality::disconnected);
  CHECK(std::isnan(r.value()[1]));
}

TEST_CASE("ControlSystem: what does not fit the channel fails with its reason", "[control][system]") {
  World world;
  const std::vector<Channel> channels{reader("ORBIT"), reader("ORBIT", 8), reader("COR01:RB", 0, "A"),
                                      reader("COR01:RB", {}, "m")};
  const auto results = world.session->system().read(channels);
  for (const auto& result : results) {
    REQUIRE_FALSE(result);
    CHECK(result.error().code == Code::remote);
  }
  CHECK_THAT(results[3].error().message, Catch::Contains("'A'") && Catch::Contains("'m'"));
  Readings r;
  CHECK_THROWS_AS(
      world.session->system().get(std::vector{reader("ORBIT", 0), reader("COR01:RB", {}, "A")}, r),
      UnitError);
}

TEST_CASE("ControlSystem: an old reading is stale, a bad one is masked", "[control][system]") {
  World world;
  Channel channel = reader("COR01:RB", {}, "A");
  channel.period = 0.1;
  world.faults->add({.kind = Fault::Kind::frozen, .address = "COR01:RB"});
  CHECK(world.session->system().read({&channel, 1})[0]->valid());
  world.clock->advance(0.9);
  CHECK(world.session->system().read({&channel, 1})[0]->valid());
  world.clock->advance(0.2);  // 1.1 s are more than ten periods
  const auto old = world.session->system().read({&channel, 1})[0];
  CHECK(old->quality == Quality::stale);
  CHECK(std::isnan(old->value));
  channel.period = 0.0;  // unknown period: nothing is stale
  CHECK(world.session->system().read({&channel, 1})[0]->valid());

  world.memory->set("COR02:RB", 1.0, Quality::invalid);
  world.memory->set("COR03:RB", std::nan(""));
  const std::vector<Channel> bad{reader("COR02:RB", {}, "A"), reader("COR03:RB", {}, "A")};
  for (const auto& result : world.session->system().read(bad)) {
    CHECK(result->quality == Quality::invalid);
    CHECK(std::isnan(result->value));
  }
}

TEST_CASE("ControlSystem: a monitor tells the first value, each change, and nothing after its end",
          "[control][system]") {
  World world;
  std::vector<double> seen;
  const Channel channel = reader("ORBIT", 1);
  auto subscription = world.memory->monitor({&channel, 1}, [&](Index i, const Reading& r) {
    CHECK(i == 0);
    seen.push_back(r.value);
  });
  REQUIRE(subscription);
  world.memory->set("ORBIT", std::vector<double>{0.0, 2e9});
  world.memory->set("COR01:RB", 5.0);
  REQUIRE(seen.size() == 2);
  CHECK(seen[1] == Approx(2.0));
  subscription->reset();
  world.memory->set("ORBIT", std::vector<double>{0.0, 3e9});
  CHECK(seen.size() == 2);
  const Channel nowhere = reader("NOWHERE");
  CHECK(world.memory->monitor({&nowhere, 1}, [](Index, const Reading&) {}).error().code ==
        Code::disconnected);
}

TEST_CASE("ControlSystem: what a system can't do is unsupported", "[control][system]") {
  World world;
  const Channel channel = reader("ORBIT", 1);
  CHECK(world.memory->history(channel, 0.0, 1.0).error().code == Code::unsupported);
  CHECK(world.faults->monitor({&channel, 1}, [](Index, const Reading&) {}).error().code == Code::unsupported);
}

TEST_CASE("InMemory: addresses are distinct and known", "[control][system]") {
  World world;
  CHECK_THROWS_AS(world.memory->add("ORBIT", 1.0), InvalidArgument);
  CHECK_THROWS_AS(world.memory->set("ORBITT", 1.0), UnknownName);
  CHECK_THROWS_AS(world.memory->number("ORBIT"), InvalidArgument);
  CHECK_THROWS_AS(InMemory(nullptr), InvalidArgument);
}
