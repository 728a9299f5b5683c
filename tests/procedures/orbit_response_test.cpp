#include "courant/procedures/orbit_response.hpp"

#include <cmath>

#include "courant/base/error.hpp"
#include "courant/control/fault_injection.hpp"
#include "support/catch.hpp"
#include "support/machines.hpp"

using namespace courant;
using namespace courant::procedures;
using courant::machine::Mode;

namespace {

std::shared_ptr<control::FaultInjection> faults;

/// A machine behind a fault injector, which `faults` is then.
machine::ModeOptions with_faults() {
  machine::ModeOptions options;
  options.wrap = [](std::shared_ptr<control::ControlSystem> system) {
    faults = std::make_shared<control::FaultInjection>(std::move(system), std::vector<control::Fault>{});
    return faults;
  };
  return options;
}

}  // namespace

TEST_CASE("Orbit response: measured on the design it is that of the model", "[procedures][response]") {
  Machine design(test::small_machine(), Mode::design);
  const auto measured = measure_orbit_response(design);
  REQUIRE(measured);
  const auto model = model_orbit_response(design);
  REQUIRE(model);
  REQUIRE(measured->matrix.columns.size() == 17);
  CHECK(measured->matrix.columns[9].label == "COR2.kick_y");
  CHECK(measured->matrix.columns[16].label == "rf");
  for (Index j = 0; j < 17; ++j) {
    CHECK(model->columns[static_cast<std::size_t>(j)].label ==
          measured->matrix.columns[static_cast<std::size_t>(j)].label);
    const double scale = model->values.col(j).cwiseAbs().maxCoeff();
    // Both ways cancel the second order; what is left of sextupoles is (30 um k2l beta)^2, below 1e-7. The
    // setpoint goes through A and back: 1e-12.
    CHECK((measured->matrix.values.col(j) - model->values.col(j)).cwiseAbs().maxCoeff() < 1e-6 * scale);
  }
  CHECK(*design.orbit().get()->max_abs() < 1e-11);  // put back
}

TEST_CASE("Orbit response: noise of the twin is what sigma says", "[procedures][response]") {
  auto d = test::small_machine();
  d.twin.errors.clear();  // the same optics as the model: what differs is noise
  Machine twin(d, Mode::twin);
  const auto measured = measure_orbit_response(twin);
  REQUIRE(measured);
  const auto model = model_orbit_response(twin);
  const Eigen::MatrixXd pull =
      (measured->matrix.values - model->values).cwiseQuotient(measured->matrix.sigma);
  // 272 normal numbers: the rms is 1 within 1/sqrt(2 * 272) = 4.3 %, four times that
  CHECK(pull.norm() / std::sqrt(272.0) == Approx(1.0).margin(0.18));
}

TEST_CASE("Orbit response: the record has one event per column", "[procedures][response]") {
  Machine design(test::small_machine(), Mode::design);
  const auto measured = measure_orbit_response(design, {.steering = {.vertical = "", .rf = false}});
  REQUIRE(measured);
  const auto run = design.session()->runs().load(measured->run);
  CHECK(run.status() == control::RunStatus::success);
  CHECK(run.start.procedure == "measure_orbit_response");
  CHECK(run.start.mode == "design");
  REQUIRE(run.stream("response").size() == 8);
  CHECK(run.stream("response")[3].value()[5] == measured->matrix.values(5, 3));
}

TEST_CASE("Orbit response: cancelled, everything is as found and the record says aborted",
          "[procedures][response]") {
  Machine design(test::small_machine(), Mode::design);
  const auto before = design.snapshot();
  const auto measured = measure_orbit_response(
      design, {}, {.progress = [](Index done, Index, std::string_view) { return done < 5; }});
  REQUIRE_FALSE(measured);
  CHECK(measured.error().code == Code::cancelled);
  CHECK(before.diff(design.snapshot()).empty());
  const auto run = design.session()->runs().load(design.session()->runs().list().back());
  CHECK(run.status() == control::RunStatus::aborted);
  CHECK(run.stream("response").size() == 5);
}

TEST_CASE("Orbit response: a write that fails restores the setpoint", "[procedures][response]") {
  Machine design(test::small_machine(), Mode::design, with_faults());
  const auto before = design.snapshot();
  faults->add({.kind = control::Fault::Kind::lost_write, .address = "COR4:kick_x:SP"});
  const auto measured = measure_orbit_response(design);
  REQUIRE_FALSE(measured);
  CHECK(measured.error().code == Code::verify_mismatch);
  faults->clear();
  CHECK(before.diff(design.snapshot()).empty());
}

TEST_CASE("Orbit response: a dead monitor has no rows, a disabled corrector no column",
          "[procedures][response]") {
  Machine design(test::small_machine(), Mode::design, with_faults());
  faults->add({.kind = control::Fault::Kind::dead, .address = "BPM3:*"});
  design.family("VCOR").select("COR5").disable("test");
  const auto measured = measure_orbit_response(design);
  REQUIRE(measured);
  CHECK(measured->matrix.columns.size() == 16);
  for (std::size_t i = 0; i < 16; ++i) CHECK(measured->matrix.rows[i].enabled == (i != 2 && i != 10));
  CHECK(measured->matrix.values.allFinite());
}

TEST_CASE("Orbit response: bad wishes are refused", "[procedures][response]") {
  Machine design(test::small_machine(), Mode::design);
  CHECK_THROWS_AS(measure_orbit_response(design, {.peak_orbit = 0.0}), InvalidArgument);
  CHECK_THROWS_AS(measure_orbit_response(design, {.samples = 0}), InvalidArgument);
  CHECK_THROWS_AS(measure_orbit_response(design, {.steering = {.horizontal = "HCORR"}}), UnknownName);
  CHECK_THROWS_AS(model_orbit_response(design, {.horizontal = "", .vertical = "", .rf = false}),
                  InvalidArgument);
  CHECK_THROWS_AS(model_orbit_response(design, {.horizontal = "QF"}), InvalidArgument);
}
