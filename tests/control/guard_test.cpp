#include "courant/control/guard.hpp"

#include "courant/base/error.hpp"

#include <cmath>
#include <stdexcept>

#include "world.hpp"

#include "support/catch.hpp"

using namespace courant;
using namespace courant::control;
using courant::control::testing::World;

namespace {

Plan plan_of(double as_found, double target) {
  PlanItem item{.label = "COR01/i", .field = "i", .setpoint = World::current_channel(0)};
  item.as_found = item.field_found = as_found;
  item.target = item.field_target = target;
  return {.items = {item}};
}

class Throwing final : public Guard {
 public:
  std::string name() const override { return "throwing"; }
  Verdict before(const Plan&) const override { throw std::runtime_error("no beam current"); }
};

class Aborting final : public Guard {
 public:
  std::string name() const override { return "aborting"; }
  Verdict before(const Plan&) const override { return Verdict::abort({"aborting", "stop"}); }
};

}  // namespace

TEST_CASE("RangeGuard: refuses with rule, value and limit", "[control][guard]") {
  const RangeGuard guard;
  CHECK(guard.before(plan_of(0.0, 10.0)).decision == Decision::accept);
  const Verdict verdict = guard.before(plan_of(0.0, 12.0));
  REQUIRE(verdict.decision == Decision::refuse);
  REQUIRE(verdict.refusals.size() == 1);
  CHECK(verdict.refusals[0].rule == "range");
  CHECK(verdict.refusals[0].value == 12.0);
  CHECK(verdict.refusals[0].limit == 10.0);
  CHECK(guard.before(plan_of(0.0, -12.0)).refusals[0].limit == -10.0);
  CHECK_THAT(verdict.refusals[0].text, Catch::Contains("COR01/i") && Catch::Contains("12 A"));
}

TEST_CASE("RangeGuard: what it can't judge or restore is refused", "[control][guard]") {
  const RangeGuard guard;
  CHECK(guard.before(plan_of(0.0, std::nan(""))).decision == Decision::refuse);
  CHECK(guard.before(plan_of(11.0, 0.0)).decision == Decision::refuse);  // could not go back to 11 A
  Plan read_only = plan_of(0.0, 1.0);
  read_only.items[0].setpoint.range.reset();
  CHECK(guard.before(read_only).refusals[0].rule == "read_only");
}

TEST_CASE("StepGuard: limits the change of a field", "[control][guard]") {
  const StepGuard guard({{"i", 0.5}});
  CHECK(guard.before(plan_of(1.0, 1.5)).decision == Decision::accept);
  CHECK(guard.before(plan_of(1.0, 0.4)).refusals[0].rule == "step");
  CHECK(guard.before(plan_of(1.0, std::nan(""))).decision == Decision::refuse);
  CHECK(StepGuard({{"kick", 0.1}}).before(plan_of(1.0, 9.0)).decision == Decision::accept);
  CHECK(StepGuard({{"*", 0.1}}).before(plan_of(1.0, 9.0)).decision == Decision::refuse);
  CHECK_THROWS_AS(StepGuard({{"i", 0.0}}), ConfigError);
  CHECK_THROWS_AS(StepGuard({{"i", std::nan("")}}), ConfigError);
}

TEST_CASE("AllGuards: all are asked, the strictest wins, one that throws refuses", "[control][guard]") {
  const auto range = std::make_shared<RangeGuard>();
  const AllGuards guards({range, nullptr, std::make_shared<Throwing>(), std::make_shared<Aborting>()});
  const Verdict verdict = guards.before(plan_of(0.0, 12.0));
  CHECK(verdict.decision == Decision::abort);
  REQUIRE(verdict.refusals.size() == 3);
  CHECK_THAT(verdict.refusals[1].text, Catch::Contains("could not decide: no beam current"));
  CHECK(AllGuards({range}).before(plan_of(0.0, 1.0)).decision == Decision::accept);
  CHECK(guards.name() == "range & throwing & aborting");
}
