#include "courant/control/transaction.hpp"

#include "courant/base/error.hpp"

#include <cmath>
#include <limits>

#include "world.hpp"

#include "support/catch.hpp"

using namespace courant;
using namespace courant::control;
using courant::control::testing::currents;
using courant::control::testing::World;

namespace {

/// Values written to one address, in order [A].
std::vector<double> written(const World& world, const std::string& address) {
  std::vector<double> values;
  for (const auto& put : world.memory->puts())
    if (put.address == address) values.push_back(put.value);
  return values;
}

}  // namespace

TEST_CASE("Transaction: a committed step stays", "[control][transaction]") {
  World world;
  auto t = world.session->transaction("try");
  CHECK(t.state() == TransactionState::idle);
  REQUIRE(t.step({Setting::by(world.correctors[2], "kick", 2e-4)}));
  CHECK(t.state() == TransactionState::open);
  CHECK(world.current(2) == Approx(2.0));
  REQUIRE(t.commit());
  CHECK(t.state() == TransactionState::committed);
  CHECK(world.current(2) == Approx(2.0));
  CHECK_THROWS_AS(t.step({Setting::by("COR01:SP", 0.1)}), InvalidArgument);
  CHECK_THROWS_AS(t.commit(), InvalidArgument);
  CHECK_THROWS_AS(t.rollback(), InvalidArgument);
}

TEST_CASE("Transaction: preview shows the plan and writes nothing", "[control][transaction]") {
  World world;
  auto t = world.session->transaction("look");
  const auto plan = t.preview({Setting::by(world.correctors[0], "kick", 4e-4), Setting::to("COR02:SP", 0.5)});
  REQUIRE(plan);
  CHECK(plan->items[0].label == "COR01/kick");
  CHECK(plan->items[0].as_found == 1.0);
  CHECK(plan->items[0].target == Approx(3.0));
  CHECK(plan->items[0].delta() == Approx(2.0));
  CHECK(plan->items[0].field_delta() == Approx(4e-4));
  CHECK(plan->items[1].target == 0.5);
  CHECK(plan->sub_steps == 4);  // 2 A in steps of 0.5 A
  CHECK(plan->refusals.empty());
  CHECK(t.state() == TransactionState::idle);
  CHECK(world.memory->puts().empty());
  CHECK(world.journal->kept.entries().empty());
  const auto refused = t.preview({Setting::to("COR02:SP", 50.0)});
  REQUIRE(refused);
  CHECK(refused->refusals[0].rule == "range");
}

TEST_CASE("Transaction: ramps on a straight line within max_step", "[control][transaction]") {
  World world;
  REQUIRE(
      world.session->transaction("ramp").step({Setting::to("COR01:SP", 2.5), Setting::to("COR02:SP", 0.5)}));
  // the transaction was not kept: it went up in three and down in three
  CHECK(written(world, "COR01:SP") == std::vector<double>{1.5, 2.0, 2.5, 2.0, 1.5, 1.0});
  const auto slow = written(world, "COR02:SP");
  REQUIRE(slow.size() == 6);
  CHECK(slow[0] == Approx(1.0 - 0.5 / 3.0));
  CHECK(slow[2] == 0.5);
  CHECK(currents(world) == std::vector<double>(8, 1.0));
}

TEST_CASE("Transaction: keeps the rate of the slowest channel", "[control][transaction]") {
  World world;
  world.memory->add("SLOW", 0.0, "A");
  world.session->add(Field{Channel{.address = {"SLOW"},
                                   .role = Role::setpoint,
                                   .unit = Unit::parse("A"),
                                   .range = Range{-10.0, 10.0},
                                   .rate = 2.0}});
  std::vector<double> times, values;
  world.memory->on_put([&](InMemory& memory, const std::string&, double value) {
    times.push_back(memory.clock().monotonic());
    values.push_back(value);
  });
  auto t = world.session->transaction("slow");
  const double start = world.clock->monotonic();
  REQUIRE(t.step({Setting::to("SLOW", 4.0)}));
  CHECK(world.clock->monotonic() - start == Approx(2.0));  // 4 A at 2 A/s
  for (std::size_t i = 1; i < times.size(); ++i)
    CHECK((values[i] - values[i - 1]) / (times[i] - times[i - 1]) == Approx(2.0));
  REQUIRE(t.commit());
}

TEST_CASE("Transaction: the baseline is journalled before the first put", "[control][transaction]") {
  World world;
  auto t = world.session->transaction("journal");
  REQUIRE(t.step({Setting::by("COR01:SP", 0.25)}));
  REQUIRE(t.step({Setting::by("COR01:SP", 0.25), Setting::by("COR02:SP", 0.25)}));
  CHECK(world.journal->unfinished().size() == 2);
  REQUIRE(t.commit());
  CHECK(world.journal->unfinished().empty());
  const auto entries = world.journal->kept.entries();
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].event == JournalEvent::begin);
  CHECK(entries[0].items[0].address == "COR01:SP");
  CHECK(entries[0].items[0].value == 1.0);
  CHECK(entries[1].event == JournalEvent::baseline);
  CHECK(entries[1].items.size() == 1);  // COR01 is known already
  CHECK(entries[1].items[0].address == "COR02:SP");
  CHECK(entries[2].event == JournalEvent::committed);
  CHECK(world.journal->puts_before == std::vector<Index>{0, 1, 3});
}

TEST_CASE("Transaction: what is refused leaves no setpoint written", "[control][transaction]") {
  World world;
  const auto& device = world.correctors[0];
  const Settings good{Setting::by(world.correctors[1], "i", 0.1)};
  const auto check = [&](const Setting& bad, Code code) {
    INFO(bad.label() << " " << bad.number);
    auto t = world.session->transaction("refuse");
    Settings settings = good;
    settings.push_back(bad);
    const auto result = t.step(settings);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == code);
    CHECK(t.state() == TransactionState::refused);
    CHECK(world.memory->puts().empty());
    CHECK(world.journal->kept.entries().empty());
  };
  check(Setting::to(device, "i", 10.1), Code::refused_by_guard);
  check(Setting::to(device, "i", std::nan("")), Code::refused_by_guard);
  check(Setting::by(device, "i", INFINITY), Code::refused_by_guard);
  check(Setting::to(device, "kick", 1.0), Code::out_of_domain);
  check(Setting::to(device, "kick", std::nan("")), Code::out_of_domain);
  world.faults->add({.kind = Fault::Kind::dead, .address = "COR01:SP"});
  check(Setting::to(device, "i", 1.0), Code::disconnected);
  world.faults->clear();
  world.faults->add({.kind = Fault::Kind::nan, .address = "COR01:SP"});
  check(Setting::to(device, "i", 1.0), Code::no_valid_data);
  world.faults->clear();
  device->set_enabled(false, "broken", "tests", 0.0);
  check(Setting::to(device, "i", 1.0), Code::refused_by_guard);
  device->set_enabled(true, "", "tests", 0.0);
  world.memory->set("COR01:SP", 12.0);  // as found outside the range: could not be restored
  check(Setting::to(device, "i", 1.0), Code::refused_by_guard);
}

TEST_CASE("Transaction: bad settings are errors and leave it usable", "[control][transaction]") {
  World world;
  auto t = world.session->transaction("errors");
  const auto& device = world.correctors[0];
  CHECK_THROWS_AS(t.step({}), InvalidArgument);
  CHECK_THROWS_AS(t.step({Setting::by("COR1:SP", 0.1)}), UnknownName);
  CHECK_THROWS_AS(t.step({Setting::by(device, "u", 0.1)}), UnknownName);
  CHECK_THROWS_AS(t.step({Setting::by(world.monitors[0], "x", 0.1)}), InvalidArgument);
  CHECK_THROWS_AS(t.step({Setting::to(device, "i", 0.1), Setting::by(device, "i", 0.1)}), InvalidArgument);
  CHECK_THROWS_AS(t.step({Setting::by(device, "i", 0.1), Setting::by(device, "kick", 1e-5)}),
                  InvalidArgument);
  CHECK(world.memory->puts().empty());
  CHECK(t.step({Setting::by(device, "i", 0.1)}));
}

TEST_CASE("Transaction: differences for one channel add up", "[control][transaction]") {
  World world;
  auto t = world.session->transaction("sum");
  const auto& device = world.correctors[0];
  REQUIRE(t.step({Setting::by(device, "kick", 1e-4), Setting::by(device, "kick", -3e-5)}));
  CHECK(world.current(0) == Approx(1.35));
}

TEST_CASE("Transaction: a journal that fails refuses the step", "[control][transaction]") {
  World world;
  world.journal->broken = true;
  auto t = world.session->transaction("no journal");
  CHECK(t.step({Setting::by("COR01:SP", 0.1)}).error().code == Code::partial);
  CHECK(t.state() == TransactionState::refused);
  CHECK(world.memory->puts().empty());
}

TEST_CASE("Transaction: a refused second step leaves the first one open", "[control][transaction]") {
  World world;
  auto t = world.session->transaction("two",
                                      std::make_shared<StepGuard>(std::map<std::string, double>{{"*", 0.3}}));
  REQUIRE(t.step({Setting::by("COR01:SP", 0.25)}));
  CHECK(t.step({Setting::by("COR01:SP", 0.5)}).error().code == Code::refused_by_guard);
  CHECK(t.state() == TransactionState::open);
  CHECK(world.current(0) == 1.25);
  REQUIRE(t.step({Setting::by("COR01:SP", 0.25)}));
  CHECK(t.report().steps == 2);
  REQUIRE(t.rollback());
  CHECK(world.current(0) == 1.0);
}

TEST_CASE("Transaction: a wish for the value as found writes nothing", "[control][transaction]") {
  World world;
  auto t = world.session->transaction("same");
  REQUIRE(t.step({Setting::to("COR01:SP", 1.0)}));
  REQUIRE(t.commit());
  CHECK(world.memory->puts().empty());
  CHECK(world.journal->kept.entries().empty());
}

TEST_CASE("Transaction: waits for the readback, with enough fresh samples", "[control][transaction]") {
  World world;
  const auto add = [&](const std::string& name, double lag, double period, Index samples) {
    world.memory->add(name + ":SP", 0.0, "A");
    world.memory->add(name + ":RB", 0.0, "A");
    world.memory->follow(name + ":RB", name + ":SP", 1.0, lag);
    Channel setpoint = World::current_channel(0);
    setpoint.address = {name + ":SP"};
    setpoint.max_step = setpoint.rate = std::numeric_limits<double>::infinity();
    setpoint.settle = {.delay = 0.2, .samples = samples, .timeout = 3.0};
    world.session->add(
        Field{setpoint, Channel{.address = {name + ":RB"}, .unit = Unit::parse("A"), .period = period}});
  };
  add("LAG", 1.0, 0.1, 3);
  add("DEAD", 10.0, 0.1, 1);
  const double start = world.clock->monotonic();
  auto t = world.session->transaction("settle");
  REQUIRE(t.step({Setting::to("LAG:SP", 2.0)}));
  const double needed = world.clock->monotonic() - start;
  CHECK(needed >= 1.2 - 1e-6);  // arrives at 1.0 s, two more samples 0.1 s apart
  CHECK(needed <= 1.5);
  CHECK(t.report().channels[0].readback == 2.0);
  const auto late = t.step({Setting::to("DEAD:SP", 2.0)});
  CHECK(late.error().code == Code::not_settled);
  CHECK_THAT(late.error().message, Catch::Contains("DEAD:SP reads 0 A"));
  CHECK(t.state() == TransactionState::restored);
  CHECK(world.memory->number("LAG:SP") == 0.0);
  CHECK(world.memory->number("DEAD:SP") == 0.0);
}

TEST_CASE("Transaction: a setpoint without readback settles on time alone and says so",
          "[control][transaction]") {
  World world;
  world.memory->add("RF", 5e8, "Hz");
  world.session->add(Field{Channel{.address = {"RF"},
                                   .role = Role::setpoint,
                                   .unit = Unit::parse("Hz"),
                                   .range = Range{4.999e8, 5.001e8},
                                   .settle = {.delay = 0.7}}});
  auto t = world.session->transaction("rf");
  const Settings settings{Setting::by("RF", 100.0)};
  CHECK(t.preview(settings)->notes == std::vector<std::string>{"RF settles on time alone"});
  const double start = world.clock->monotonic();
  REQUIRE(t.step(settings));
  CHECK(world.clock->monotonic() - start == Approx(0.7));
}

TEST_CASE("Transaction: the default guard of the session is asked, another one replaces it",
          "[control][transaction]") {
  World world(std::make_shared<StepGuard>(std::map<std::string, double>{{"i", 0.1}}));
  CHECK(world.hcor().step("i", 0.2).error().code == Code::refused_by_guard);
  auto wide = std::make_shared<StepGuard>(std::map<std::string, double>{{"i", 100.0}});
  auto t = world.session->transaction("wide", wide);
  CHECK(t.step({Setting::by(world.correctors[0], "i", 0.2)}));
  // the range of the channel stays, whatever the guard
  CHECK(t.step({Setting::by(world.correctors[0], "i", 20.0)}).error().code == Code::refused_by_guard);
}
