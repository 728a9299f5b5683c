#include "courant/procedures/chromaticity.hpp"

#include <cmath>

#include "courant/base/error.hpp"
#include "courant/control/fault_injection.hpp"
#include "support/catch.hpp"
#include "support/machines.hpp"

using namespace courant;
using namespace courant::procedures;
using courant::machine::Mode;

TEST_CASE("Chromaticity: measured on the design it is that of the optics", "[procedures][chromaticity]") {
  Machine design(test::small_machine(), Mode::design);
  const auto wanted = *design_chromaticity(design);
  const auto found = measure_chromaticity(design, {.largest_delta = 2e-4, .order = 3});
  REQUIRE(found);
  // The momentum follows the frequency through the linear slip factor; its second order and the fifth of the
  // tune are 1e-3 of the slope at this delta.
  for (std::size_t i = 0; i < 2; ++i)
    CHECK(found->value[i] == Approx(wanted[i]).margin(5e-3 * std::abs(wanted[0])));
  CHECK(found->delta.front() == -2e-4);
  CHECK(*design.orbit().get()->max_abs() < 1e-11);  // the RF is back
}

TEST_CASE("Chromaticity: sigma is the error that noise makes", "[procedures][chromaticity]") {
  auto d = test::small_machine();
  d.twin.errors.clear();
  d.tune.sigma = 1e-5;
  Machine twin(d, Mode::twin), design(d, Mode::design);
  const ChromaticityMeasurement scan{.largest_delta = 5e-4, .order = 1};
  const auto exact = measure_chromaticity(design, scan);
  double sum = 0.0, sigma = 0.0;
  for (int k = 0; k < 20; ++k) {
    const auto found = measure_chromaticity(twin, scan);
    REQUIRE(found);
    for (std::size_t i = 0; i < 2; ++i)
      sum += std::pow((found->value[i] - exact->value[i]) / found->sigma[i], 2);
    sigma = found->sigma[0];
  }
  CHECK(sigma ==
        Approx(1e-5 / (5e-4 * std::sqrt(2.5))).epsilon(1e-6));  // 1e-5 over the rms lever of five points
  // 40 pulls: rms 1 within 1/sqrt(80) = 11 %, four times that
  CHECK(std::sqrt(sum / 40.0) == Approx(1.0).margin(0.45));
}

TEST_CASE("Chromaticity: two families bring it to its target", "[procedures][chromaticity]") {
  Machine design(test::small_machine(), Mode::design);
  const auto start = *design_chromaticity(design);
  const std::array target{start[0] + 0.5, start[1] - 0.3};
  const auto done = correct_chromaticity(design, {.target = target});
  REQUIRE(done);
  CHECK(done->reached);
  for (std::size_t i = 0; i < 2; ++i)
    CHECK(std::abs(done->after.value[i] - target[i]) <= 0.05);  // the tolerance
  CHECK(done->columns == std::vector<std::string>{"chromaticity.SF", "chromaticity.SD"});
}

TEST_CASE("Chromaticity: a failed scan puts the RF back", "[procedures][chromaticity]") {
  std::shared_ptr<control::FaultInjection> faults;
  machine::ModeOptions options;
  options.wrap = [&](std::shared_ptr<control::ControlSystem> system) {
    return faults =
               std::make_shared<control::FaultInjection>(std::move(system), std::vector<control::Fault>{});
  };
  Machine twin(test::small_machine(), Mode::twin, options);
  const auto before = twin.snapshot();
  faults->add({.kind = control::Fault::Kind::dead, .address = "SMALL:tune_y"});
  const auto found = measure_chromaticity(twin);
  REQUIRE_FALSE(found);
  CHECK(found.error().code == Code::no_valid_data);
  CHECK(before.diff(twin.snapshot()).empty());
  CHECK_THROWS_AS(measure_chromaticity(twin, {.largest_delta = 5e-3}), InvalidArgument);
  CHECK_THROWS_AS(measure_chromaticity(twin, {.points = 3, .order = 3}), InvalidArgument);
}
