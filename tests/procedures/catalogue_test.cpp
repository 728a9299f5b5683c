#include <set>

#include "courant/base/error.hpp"
#include "courant/procedures/procedure.hpp"
#include "support/catch.hpp"
#include "support/machines.hpp"

using namespace courant;
using namespace courant::procedures;
using courant::machine::Mode;

TEST_CASE("Catalogue: every procedure plans and runs with its defaults", "[procedures][catalogue]") {
  std::set<std::string_view> names;
  for (const auto& procedure : catalogue()) {
    CAPTURE(procedure->name());
    CHECK(names.insert(procedure->name()).second);
    Machine twin(test::small_machine(), Mode::twin);
    const auto before = twin.snapshot();
    const auto forecast = procedure->plan(twin, {});
    REQUIRE(forecast);
    CHECK_FALSE(forecast->setpoints.empty());
    CHECK(forecast->steps > 0);
    CHECK(before.diff(twin.snapshot()).empty());  // a plan writes nothing
    const auto outcome = run(twin, procedure->name());
    REQUIRE(outcome);
    CHECK_FALSE(outcome->summary.empty());
    const auto record = twin.session()->runs().load(outcome->run);
    CHECK(record.start.procedure == procedure->name());
    CHECK(record.status() == control::RunStatus::success);
    CHECK(twin.session()->runs().list().size() == 1);  // one run, one record
    const auto changes = before.diff(twin.snapshot());
    CHECK(static_cast<Index>(changes.size()) <= static_cast<Index>(forecast->setpoints.size()));
  }
}

TEST_CASE("Catalogue: parameters are words with units", "[procedures][catalogue]") {
  Machine design(test::small_machine(), Mode::design);
  const auto outcome = run(design, "measure_orbit_response",
                           {{"peak_orbit", "10 um"}, {"vertical", ""}, {"rf", "no"}, {"samples", "2"}});
  REQUIRE(outcome);
  CHECK(outcome->matrix->columns.size() == 8);
  const auto record = design.session()->runs().load(outcome->run);
  CHECK(record.start.parameters.at("peak_orbit") == "10 um");
}

TEST_CASE("Catalogue: what is not understood is refused with the nearest", "[procedures][catalogue]") {
  Machine design(test::small_machine(), Mode::design);
  using Catch::Matchers::Contains;
  CHECK_THROWS_WITH(run(design, "correct_orbti"), Contains("correct_orbit"));
  CHECK_THROWS_WITH(run(design, "correct_orbit", {{"gian", "0.5"}}), Contains("gain"));
  CHECK_THROWS_WITH(run(design, "correct_orbit", {{"gain", "high"}}), Contains("gain"));
  CHECK_THROWS_AS(run(design, "measure_orbit_response", {{"peak_orbit", "30 A"}}), UnitError);
  CHECK_THROWS_AS(run(design, "measure_orbit_response", {{"samples", "1.5"}}), InvalidArgument);
  CHECK_THROWS_AS(run(design, "correct_orbit", {{"rf", "maybe"}}), InvalidArgument);
  CHECK_THROWS_AS(run(design, "correct_tune", {{"target_x", "0.3"}}), InvalidArgument);
}
