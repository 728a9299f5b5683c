#include "courant/machine/machine.hpp"

#include <cmath>

#include "courant/base/error.hpp"
#include "support/catch.hpp"
#include "support/machines.hpp"

using namespace courant;
using courant::control::Setting;
using courant::machine::Machine;
using courant::machine::Mode;

TEST_CASE("Machine: a lattice alone gives a working design", "[machine]") {
  Machine m(machine::describe(test::small_ring(), "SR"), Mode::design);
  CHECK(m.family_names() == std::vector<std::string>{"BPM", "HCOR", "VCOR", "QUAD", "SEXT", "RF"});
  CHECK(m.energy() == 300e6);
  CHECK(m.rigidity() == Approx(-1.0007).epsilon(1e-4));  // electrons: p/q = -300 MeV/c/e = -1.0007 T m
  CHECK(*m.orbit().get()->max_abs() < 1e-11);
  CHECK(m.family("QUAD").get("k1l", {.setpoint = true}).value()[0] == Approx(0.51));
}

TEST_CASE("Machine: orbit has x of every monitor, then y, and masks the disabled", "[machine]") {
  Machine m(test::small_machine(), Mode::twin);
  const auto& labels = m.orbit().labels();
  REQUIRE(labels.size() == 16);
  CHECK(labels[2] == "BPM3.x");
  CHECK(labels[10] == "BPM3.y");
  m.family("BPM").select("BPM3").disable("test");
  const auto orbit = m.orbit().get();
  REQUIRE(orbit);
  CHECK(orbit->valid_count() == 14);
  CHECK_FALSE(orbit->valid(2));
  CHECK_FALSE(orbit->valid(10));
}

TEST_CASE("Machine: several samples average the noise", "[machine]") {
  Machine m(test::small_machine(), Mode::twin);
  const auto orbit = m.orbit().get({.samples = 16});
  REQUIRE(orbit);
  double sum = 0.0;
  for (const double s : orbit->sigma()) sum += s * s;
  // 0.1 um / sqrt(16), estimated from 16 x 16 samples: within 5 % of one sigma, four times that
  CHECK(std::sqrt(sum / 16.0) == Approx(0.25e-7).epsilon(0.2));
  CHECK_THROWS_AS(m.orbit().get({.samples = 0}), InvalidArgument);
}

TEST_CASE("Machine: settings of a solution go to devices, knobs and RF", "[machine]") {
  Machine m(test::small_machine(), Mode::design);
  const std::vector<std::string> columns{"COR1.kick_x", "tune.QF", "rf"};
  const auto settings = m.settings(columns, std::vector{1e-4, 1e-3, 10.0});
  CHECK(settings.size() == 1 + 8 + 1);
  const double f = m.rf().get()->value()[0];
  auto t = m.transaction("test");
  REQUIRE(t.step(settings));
  REQUIRE(t.commit());
  CHECK(m.family("HCOR").get("kick_x").value()[0] == Approx(1e-4));
  CHECK(m.family("HCOR").get("i").value()[0] == Approx(1.0));  // 0.1 mrad/A
  CHECK(*m.knob("tune.QF").get(*m.session()) == Approx(0.511));
  CHECK(m.rf().get()->value()[0] == Approx(f + 10.0).epsilon(1e-12));
  CHECK_THROWS_AS(m.settings(columns, std::vector{1.0}), MismatchError);
  using Catch::Matchers::Contains;
  CHECK_THROWS_WITH(m.column("COR1.kick_z"), Contains("COR1.kick_x"));
}

TEST_CASE("Machine: knobs know their unit, room and strengths", "[machine][knob]") {
  Machine m(test::small_machine(), Mode::design);
  CHECK(m.knobs("tune.*").size() == 2);
  const auto& knob = m.knob("tune.QF");
  CHECK(knob.unit() == Unit::parse("1/m"));
  const auto room = knob.headroom(*m.session());
  REQUIRE(room);
  CHECK(room->low == Approx(-1.51));
  CHECK(room->high == Approx(0.49));
  const auto strengths = m.strengths(knob);
  REQUIRE(strengths.terms.size() == 8);
  CHECK(strengths.terms[0].field == "k1");
  CHECK(strengths.terms[0].weight == Approx(1.0 / 0.3));
  CHECK_THROWS_AS(m.knobs("chroma.*"), UnknownName);
  CHECK_THROWS_AS(machine::Knob("none", {}), InvalidArgument);
}

TEST_CASE("Machine: a snapshot brings everything back", "[machine]") {
  Machine m(test::small_machine(), Mode::design);
  const auto before = m.snapshot("before");
  REQUIRE(m.family("HCOR").step("kick_x", 2e-5));
  const auto moved = *m.orbit().get();
  CHECK(before.diff(m.snapshot()).size() == 8);
  auto t = m.transaction("restore");
  REQUIRE(t.step(*before.settings()));
  REQUIRE(t.commit());
  CHECK(before.diff(m.snapshot()).empty());
  CHECK(*m.orbit().get()->max_abs() < 1e-11);
}

TEST_CASE("Machine: two machines do not see each other", "[machine][isolation]") {
  const auto d = test::small_machine();
  Machine a(d, Mode::design), b(d, Mode::design);
  REQUIRE(a.family("HCOR").step("kick_x", 2e-5));
  a.family("BPM").select("BPM1").disable("test");
  CHECK(*b.orbit().get()->max_abs() < 1e-11);
  CHECK(b.orbit().get()->valid_count() == 16);
}

TEST_CASE("Machine: templates count and format", "[machine][template]") {
  auto d = test::small_machine();
  d.families[0].fields = {{"x", "B{n:03d}:{name} um"}, {"y", "B[{2*(i+1)//2 + 7%4}] um"}};
  Machine m(d, Mode::design);
  CHECK(m.family("BPM").channels("x")[4].address.text() == "B005:BPM5");
  CHECK(m.family("BPM").channels("y")[4].address.text() == "B[8]");
  for (const char* bad : {"{nmae} um", "{i um", "{i/0} um", "{i//0} um", "{i:x} um", "{name}"}) {
    d.families[0].fields["x"] = bad;
    CHECK_THROWS_AS(Machine(d, Mode::design), ConfigError);
  }
}

TEST_CASE("Machine: a description that contradicts the lattice is refused", "[machine]") {
  using Catch::Matchers::Contains;
  const auto refused = [](auto change, const auto& matcher) {
    auto d = test::small_machine();
    change(d);
    CHECK_THROWS_AS(Machine(d, Mode::design), ConfigError);
    CHECK_THROWS_WITH(Machine(d, Mode::design), matcher);
  };
  refused([](auto& d) { d.families[3].from = {"Q1*"}; }, Contains("family 'QF'") && Contains("Q1*"));
  refused([](auto& d) { d.families[3].from = {"QF*", "~QF*"}; }, Contains("leave nothing"));
  refused([](auto& d) { d.families[3].field = "k2l"; }, Contains("has no strength 'k2l'"));
  refused([](auto& d) { d.families[3].setpoint = "{name} 1/m^2"; }, Contains("'k1l'"));
  refused([](auto& d) { d.families[3].range = control::Range{-0.1, 0.1}; }, Contains("outside its range"));
  refused([](auto& d) { d.families[1].calibration = "corr"; }, Contains("'cor'"));
  refused([](auto& d) { d.families[1].range.reset(); }, Contains("no range"));
  refused([](auto& d) { d.families[0].fields["sum"] = "{name}:S 1"; }, Contains("'sum'"));
  refused([](auto& d) { d.knobs["tune"] = {"QF", "BPM"}; }, Contains("moves nothing"));
  refused([](auto& d) { d.families.push_back(d.families[3]); }, Contains("described twice"));
  refused([](auto& d) { d.lattice = {}; }, Contains("no lattice"));
}

TEST_CASE("Machine: a device described alike in two families is one", "[machine]") {
  auto d = test::small_machine();
  auto one = d.families[3];
  one.name = "QF.ARC";
  one.from = {"QF1", "QF2"};
  d.families.push_back(one);
  Machine m(d, Mode::design);
  CHECK(m.family("QF.ARC")[0] == m.family("QF")[0]);
  CHECK((m.family("QF") - m.family("QF.ARC")).size() == 6);
}
