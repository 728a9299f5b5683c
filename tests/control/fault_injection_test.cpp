#include "courant/control/fault_injection.hpp"

#include "courant/base/error.hpp"

#include <cmath>

#include "world.hpp"

#include "support/catch.hpp"

using namespace courant;
using namespace courant::control;
using courant::control::testing::World;
using Kind = Fault::Kind;

namespace {

class LiveSystem final : public ControlSystem {
 public:
  Capabilities capabilities() const override { return {.name = "live", .live = true}; }
  Clock& clock() const override { return clock_; }

 protected:
  std::vector<Result<RawReading>> get_raw(std::span<const std::string>, double) override { return {}; }

 private:
  mutable ManualClock clock_;
};

Result<Reading> read(World& world, double timeout = 1.0) {
  const Channel channel{.address = {"COR01:RB"}, .unit = Unit::parse("A")};
  return world.faults->read({&channel, 1}, timeout)[0];
}

}  // namespace

TEST_CASE("FaultInjection: without faults it changes nothing", "[control][faults]") {
  World world;
  CHECK(read(world)->value == 1.0);
  CHECK(world.hcor().set("i", 2.0));
  CHECK(world.current(0) == 2.0);
}

TEST_CASE("FaultInjection: readings go wrong as planned, in their time, at their address",
          "[control][faults]") {
  World world;
  world.faults->add({.kind = Kind::nan, .address = "COR01:*", .start = 1.0, .stop = 2.0});
  world.faults->add(
      {.kind = Kind::wrong_readback, .address = "COR01:RB", .amount = 0.5, .start = 3.0, .stop = 4.0});
  world.faults->add({.kind = Kind::dead, .address = "COR01:RB", .start = 5.0});
  CHECK(read(world)->value == 1.0);
  world.clock->advance(1.5);
  CHECK_FALSE(read(world)->valid());
  world.clock->advance(2.0);
  CHECK(read(world)->value == 1.5);
  world.clock->advance(2.0);
  CHECK(read(world).error().code == Code::disconnected);
  const Channel other{.address = {"COR02:RB"}, .unit = Unit::parse("A")};
  CHECK(world.faults->read({&other, 1})[0]);
  world.faults->clear();
  CHECK(read(world)->value == 1.0);
}

TEST_CASE("FaultInjection: a frozen value keeps its time stamp", "[control][faults]") {
  World world;
  world.faults->add({.kind = Kind::frozen, .address = "COR01:RB"});
  const auto first = read(world);
  world.memory->set("COR01:RB", 9.0);
  world.clock->advance(10.0);
  CHECK(read(world)->value == first->value);
  CHECK(read(world)->time == first->time);
}

TEST_CASE("FaultInjection: a slow address takes its time, at most the budget", "[control][faults]") {
  World world;
  world.faults->add({.kind = Kind::slow, .address = "COR01:RB", .amount = 0.3});
  const double start = world.clock->monotonic();
  CHECK(read(world, 1.0));
  CHECK(world.clock->monotonic() - start == Approx(0.3));
  CHECK(read(world, 0.2).error().code == Code::timeout);
  CHECK(world.clock->monotonic() - start == Approx(0.5));
}

TEST_CASE("FaultInjection: the same seed gives the same faults", "[control][faults]") {
  const auto pattern = [] {
    World world;
    world.faults->add({.kind = Kind::nan, .address = "COR01:RB", .probability = 0.3});
    std::vector<bool> hits;
    for (int i = 0; i < 1000; ++i) hits.push_back(!read(world)->valid());
    return hits;
  };
  const auto hits = pattern();
  CHECK(hits == pattern());
  // Binomial: 300 +- 14.5; five sigma, the seed is fixed
  CHECK(std::abs(std::count(hits.begin(), hits.end(), true) - 300) < 73);
}

TEST_CASE("FaultInjection: never on a live machine", "[control][faults]") {
  CHECK_THROWS_AS(FaultInjection(std::make_shared<LiveSystem>(), {}), InvalidArgument);
  CHECK_THROWS_AS(FaultInjection(nullptr, {}), InvalidArgument);
}
