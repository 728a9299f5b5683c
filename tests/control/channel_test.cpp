#include "courant/control/channel.hpp"

#include "courant/base/error.hpp"

#include <cmath>
#include <functional>

#include "support/catch.hpp"

using namespace courant;
using namespace courant::control;

namespace {

Channel corrector() {
  return {
      .address = {"COR:SP"}, .role = Role::setpoint, .unit = Unit::parse("A"), .range = Range{-10.0, 10.0}};
}

}  // namespace

TEST_CASE("Channel: an address is its name and the place in a waveform", "[control][channel]") {
  const Address element = Address::parse("SR:ORB[3]");
  CHECK(element.name == "SR:ORB");
  CHECK(element.index == 3);
  CHECK(element.text() == "SR:ORB[3]");
  CHECK_FALSE(Address::parse("SR:DCCT").index);
  for (const auto* text : {"", "[3]", "A[", "A[]", "A[-1]", "A[1", "A[1]x", "A[1.5]", "A[x]"}) {
    INFO(text);
    CHECK_THROWS_AS(Address::parse(text), InvalidArgument);
  }
}

TEST_CASE("Channel: without range it is read-only", "[control][channel]") {
  Channel channel = corrector();
  CHECK(channel.writable());
  channel.range.reset();
  CHECK_FALSE(channel.writable());
  channel = corrector();
  channel.role = Role::readback;
  CHECK_FALSE(channel.writable());
}

TEST_CASE("Channel: a range holds its ends and no NaN", "[control][channel]") {
  const Range range{-1.0, 2.0};
  CHECK(range.contains(-1.0));
  CHECK(range.contains(2.0));
  CHECK_FALSE(range.contains(2.1));
  CHECK_FALSE(range.contains(std::nan("")));
}

TEST_CASE("Channel: numbers that make no sense are refused", "[control][channel]") {
  CHECK_NOTHROW(corrector().validate());
  const std::vector<std::function<void(Channel&)>> mistakes{
      [](Channel& c) {
        c.range = Range{1.0, 1.0};
      },
      [](Channel& c) {
        c.range = Range{2.0, 1.0};
      },
      [](Channel& c) {
        c.range = Range{0.0, std::nan("")};
      },
      [](Channel& c) {
        c.range = Range{0.0, INFINITY};
      },
      [](Channel& c) { c.max_step = 0.0; },
      [](Channel& c) { c.max_step = std::nan(""); },
      [](Channel& c) { c.rate = -1.0; },
      [](Channel& c) { c.tolerance = -1.0; },
      [](Channel& c) { c.period = std::nan(""); },
      [](Channel& c) { c.settle.timeout = -1.0; },
      [](Channel& c) { c.settle.samples = 0; },
      [](Channel& c) { c.address.name.clear(); },
  };
  for (std::size_t i = 0; i < mistakes.size(); ++i) {
    INFO("mistake " << i);
    Channel channel = corrector();
    mistakes[i](channel);
    CHECK_THROWS_AS(channel.validate(), ConfigError);
  }
  Channel channel = corrector();
  channel.display_unit = Unit::parse("rad");
  CHECK_THROWS_AS(channel.validate(), UnitError);
}

TEST_CASE("Channel: the SI unit keeps the dimension", "[control][channel]") {
  CHECK(si_unit(Unit::parse("nm")) == Unit::parse("m"));
  CHECK(si_unit(Unit::parse("mA/s")) == Unit::parse("A/s"));
  CHECK(si_unit(Unit::parse("GeV")) == Unit::parse("eV"));
}
