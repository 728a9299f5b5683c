#include "courant/control/device.hpp"

#include "courant/base/error.hpp"

#include <functional>

#include "world.hpp"

#include "support/catch.hpp"

using namespace courant;
using namespace courant::control;
using courant::control::testing::World;

TEST_CASE("Device: hardware and calibrated fields have names, units and slopes", "[control][device]") {
  World world;
  const Device& device = *world.correctors[0];
  CHECK(device.field_names() == std::vector<std::string>{"i", "kick"});
  CHECK(device.unit("i") == Unit::parse("A"));
  CHECK(device.unit("kick") == Unit::parse("rad"));
  CHECK(*device.to_hardware("kick", 2e-4) == Approx(1.0));
  CHECK(*device.from_hardware("kick", 1.0) == Approx(2e-4));
  CHECK(*device.slope("kick", 0.0) == Approx(2e-4));
  CHECK(*device.to_hardware("i", 7.0) == 7.0);
  CHECK(*device.slope("i", 7.0) == 1.0);
  CHECK(device.to_hardware("kick", 1.0).error().code == Code::out_of_domain);
  CHECK_THAT(device.to_hardware("kick", 1.0).error().message, Catch::Contains("COR01/kick"));
  CHECK_THROWS_WITH(device.field("kik"), Catch::Contains("did you mean 'kick'"));
  CHECK_THROWS_AS(device.to_hardware("kik", 0.0), UnknownName);
}

TEST_CASE("Device: a change of energy reaches the strength", "[control][device]") {
  auto rigidity = std::make_shared<Rigidity>(10.0);
  const Channel channel{
      .address = {"Q:I"}, .role = Role::setpoint, .unit = Unit::parse("A"), .range = Range{0.0, 100.0}};
  const auto model = make_calibration("linear", {{"gain", {0.1}}, {"range", {0.0, 100.0}}});
  const Device device({.name = "Q",
                       .fields = {{"i", {.setpoint = channel}}},
                       .calibration = Calibration{"i", "k1l", Unit::parse("1/m"), model, rigidity}});
  CHECK(*device.from_hardware("k1l", 50.0) == Approx(0.5));
  rigidity->set(20.0);
  CHECK(*device.from_hardware("k1l", 50.0) == Approx(0.25));
}

TEST_CASE("Device: a description that contradicts itself is refused", "[control][device]") {
  World world;
  const std::vector<std::function<void(DeviceData&)>> mistakes{
      [](DeviceData& d) { d.name.clear(); },
      [](DeviceData& d) { d.s = std::numeric_limits<double>::quiet_NaN(); },
      [](DeviceData& d) { d.fields["empty"] = {}; },
      [](DeviceData& d) { d.fields["i"].readback->unit = Unit::parse("V"); },
      [](DeviceData& d) { d.fields["i"].setpoint->role = Role::readback; },
      [](DeviceData& d) {
        d.fields["i"].setpoint->range = Range{1.0, 0.0};
      },
      [](DeviceData& d) { d.calibration->hardware.clear(); },
      [](DeviceData& d) { d.calibration->physics = d.calibration->hardware; },
      [](DeviceData& d) { d.calibration->model = nullptr; },
      [](DeviceData& d) { d.calibration->unit = Unit::parse("mrad"); },
  };
  CHECK_NOTHROW(Device(world.correctors[0]->data()));
  for (std::size_t i = 0; i < mistakes.size(); ++i) {
    INFO("mistake " << i);
    DeviceData data = world.correctors[0]->data();
    mistakes[i](data);
    CHECK_THROWS_AS(Device(data), ConfigError);
  }
}
