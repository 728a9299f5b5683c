#include "courant/control/calibration.hpp"

#include "courant/base/error.hpp"

#include <cmath>

#include "support/catch.hpp"

using namespace courant;
using namespace courant::control;

TEST_CASE("Calibration: every kind goes there and back", "[control][calibration]") {
  for (const auto& kind : calibration_kinds()) {
    INFO(kind.name);
    const auto model = make_calibration(kind.name, kind.example);
    CHECK(model->kind() == kind.name);
    // 1e-9 of the range is what the middle layer promises for every kind
    CHECK(round_trip_defect(*model, 1.0) <= 1e-9);
    CHECK(round_trip_defect(*model, -10.0) <= 1e-9);
  }
}

TEST_CASE("Calibration: every kind has the Jacobian of its differences", "[control][calibration]") {
  for (const auto& kind : calibration_kinds()) {
    INFO(kind.name);
    const auto model = make_calibration(kind.name, kind.example);
    const double rigidity = 7.0;
    std::vector<double> middle;
    for (const auto& range : model->domain()) middle.push_back(0.5 * (range.low + range.high));
    const auto jacobian = *model->jacobian(middle, rigidity);
    for (Index j = 0; j < model->inputs(); ++j) {
      auto up = middle, down = middle;
      const double h = 1e-4 * model->domain()[static_cast<std::size_t>(j)].width();
      up[static_cast<std::size_t>(j)] += h;
      down[static_cast<std::size_t>(j)] -= h;
      const auto high = *model->to_physics(up, rigidity), low = *model->to_physics(down, rigidity);
      for (Index i = 0; i < model->outputs(); ++i) {
        const auto k = static_cast<std::size_t>(i);
        const double difference = (high[k] - low[k]) / (2.0 * h);
        // 1e-7: h^2 truncation of the difference at 1e-4 of the range, and round-off 1e-16 / 1e-4
        CHECK(jacobian[static_cast<std::size_t>(i * model->inputs() + j)] ==
              Approx(difference).epsilon(1e-7));
      }
    }
  }
}

TEST_CASE("Calibration: nothing is extrapolated", "[control][calibration]") {
  for (const auto& kind : calibration_kinds()) {
    INFO(kind.name);
    const auto model = make_calibration(kind.name, kind.example);
    for (const double part : {-0.01, 1.01, std::nan("")}) {
      std::vector<double> outside;
      for (const auto& range : model->domain()) outside.push_back(range.low + part * range.width());
      CHECK(model->to_physics(outside, 1.0).error().code == Code::out_of_domain);
      CHECK(model->jacobian(outside, 1.0).error().code == Code::out_of_domain);
    }
  }
}

TEST_CASE("Calibration: linear is gain and offset over rigidity", "[control][calibration]") {
  const LinearCalibration model(0.5, 0.1, {-10.0, 10.0});
  const double amps = 4.0, rigidity = 2.0;
  CHECK(model.to_physics({&amps, 1}, rigidity)->front() == Approx((0.5 * 4.0 + 0.1) / 2.0).epsilon(1e-15));
  const double far = 3.0;  // needs (3 * 2 - 0.1) / 0.5 = 11.8 A
  CHECK(model.to_hardware({&far, 1}, rigidity).error().code == Code::out_of_domain);
  const double nan = std::nan("");
  CHECK(model.to_hardware({&nan, 1}, rigidity).error().code == Code::out_of_domain);
  const LinearCalibration kick(2e-4, 0.0, {-10.0, 10.0}, false);
  CHECK(kick.to_physics({&amps, 1}, rigidity)->front() == Approx(8e-4).epsilon(1e-15));
  const std::vector<double> two{1.0, 2.0};
  CHECK_THROWS_AS(model.to_physics(two, 1.0), MismatchError);
}

TEST_CASE("Calibration: the ends of the domain survive the round trip", "[control][calibration]") {
  const LinearCalibration model(0.1, 0.3, {-0.7, 0.7});
  for (const double end : {-0.7, 0.7}) {
    const auto physics = *model.to_physics({&end, 1}, 3.0);
    const auto back = model.to_hardware(physics, 3.0);
    REQUIRE(back);
    CHECK(model.domain()[0].contains(back->front()));
  }
}

TEST_CASE("Calibration: mistakes in its numbers are errors", "[control][calibration]") {
  CHECK_THROWS_AS(make_calibration("liner", {}), UnknownName);
  CHECK_THROWS_AS(make_calibration("linear", {{"gain", {1.0}}}), CalibrationError);
  CHECK_THROWS_AS(make_calibration("linear", {{"gain", {0.0}}, {"range", {0.0, 1.0}}}), CalibrationError);
  CHECK_THROWS_AS(make_calibration("linear", {{"gain", {1.0}}, {"range", {1.0, 0.0}}}), CalibrationError);
  CHECK_THROWS_AS(make_calibration("linear", {{"gain", {1.0}}, {"range", {0.0}}}), CalibrationError);
  CHECK_THROWS_AS(make_calibration("linear", {{"gian", {1.0}}, {"range", {0.0, 1.0}}}), CalibrationError);
  CHECK_THROWS_AS(make_calibration("linear", {{"gain", {std::nan("")}}, {"range", {0.0, 1.0}}}),
                  CalibrationError);
  // An offset that swamps the gain leaves nothing of the round trip.
  CHECK_THROWS_AS(make_calibration("linear", {{"gain", {1e-9}}, {"offset", {1e6}}, {"range", {0.0, 1.0}}}),
                  CalibrationError);
}

TEST_CASE("Calibration: a rigidity is finite and not zero", "[control][calibration]") {
  Rigidity rigidity(-10.0);
  CHECK(rigidity.value() == -10.0);
  CHECK_THROWS_AS(rigidity.set(0.0), InvalidArgument);
  CHECK_THROWS_AS(Rigidity(std::nan("")), InvalidArgument);
}
