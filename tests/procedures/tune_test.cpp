#include "courant/procedures/tune.hpp"

#include <cmath>

#include "courant/base/error.hpp"
#include "support/catch.hpp"
#include "support/machines.hpp"

using namespace courant;
using namespace courant::procedures;
using courant::machine::Mode;

TEST_CASE("Tune: the measured response is that of the model", "[procedures][tune]") {
  Machine design(test::small_machine(), Mode::design);
  const auto measured = measure_tune_response(design);
  const auto model = model_tune_response(design);
  REQUIRE(measured);
  REQUIRE(model);
  // Both ways cancel the second order; the third is (0.005 * 2 pi)^2 of it, 1e-3
  CHECK((measured->values - model->values).norm() < 2e-3 * model->values.norm());
  CHECK(measured->columns[0].label == "tune.QF");
  CHECK(measured->columns[0].unit == "1/m");
  CHECK(measured->values(0, 0) > 0.0);  // a focusing quadrupole raises the horizontal tune
  CHECK(measured->values(1, 0) < 0.0);
}

TEST_CASE("Tune: the twin comes back to the design", "[procedures][tune]") {
  Machine twin(test::small_machine(), Mode::twin);
  const auto done = correct_tune(twin);
  REQUIRE(done);
  CHECK(done->reached);
  for (std::size_t i = 0; i < 2; ++i)
    CHECK(std::abs(done->after[i] - done->target[i]) <= 2e-4);  // the tolerance
  const auto tune = *twin.tune().get();
  CHECK(tune.value()[0] == Approx(done->after[0]).margin(1e-5));  // noise 1e-6
}

TEST_CASE("Tune: a target is reached in steps", "[procedures][tune]") {
  Machine design(test::small_machine(), Mode::design);
  const auto start = *design_tune(design);
  const std::array target{start[0] + 0.05, start[1] - 0.04};
  const auto done = correct_tune(design, {.target = target, .largest_step = 0.02});
  REQUIRE(done);
  CHECK(done->reached);
  CHECK(done->steps >= 4);  // 0.064 in steps of 0.02
  const auto run = design.session()->runs().load(done->run);
  CHECK(run.stream("tune").size() == static_cast<std::size_t>(done->steps) + 1);
}

TEST_CASE("Tune: a step in the wrong direction is rolled back and ends it", "[procedures][tune]") {
  Machine design(test::small_machine(), Mode::design);
  auto wrong = *model_tune_response(design);
  wrong.values *= -1.0;
  const auto start = *design_tune(design);
  const auto before = design.snapshot();
  const auto done = correct_tune(design, {.target = std::array{start[0] + 0.01, start[1]}, .matrix = &wrong});
  REQUIRE(done);
  CHECK_FALSE(done->reached);
  CHECK(done->steps == 0);
  CHECK(before.diff(design.snapshot()).empty());
}

TEST_CASE("Tune: no way across half an integer", "[procedures][tune]") {
  Machine design(test::small_machine(), Mode::design);
  const auto start = *design_tune(design);
  const std::array target{start[0] < 0.5 ? 0.7 : 0.3, start[1]};
  const auto done = correct_tune(design, {.target = target});
  REQUIRE_FALSE(done);
  CHECK(done.error().code == Code::out_of_domain);
  CHECK_THROWS_AS(correct_tune(design, {.target = std::array{1.2, 0.3}}), InvalidArgument);
  CHECK_THROWS_AS(correct_tune(design, {.gain = 0.0}), InvalidArgument);
  CHECK_THROWS_AS(correct_tune(design, {.group = "tunes"}), UnknownName);
}
