#include "courant/machine/model_control_system.hpp"

#include <cmath>

#include "courant/base/error.hpp"
#include "courant/base/parallel.hpp"
#include "courant/control/session.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/optics/closed_orbit.hpp"
#include "courant/optics/twiss.hpp"
#include "courant/tracking/pass.hpp"
#include "support/catch.hpp"
#include "support/machines.hpp"

using namespace courant;
using courant::control::Quality;
using courant::control::Setting;
using courant::machine::Machine;
using courant::machine::Mode;
using courant::machine::ModelControlSystem;

namespace {

/// Orbit of a lattice at its monitors, by Newton's method in 6D from the axis: x, then y [m].
std::vector<double> orbit_of(const Lattice& ring) {
  const auto orbit = closed_orbit(ring, {.mode = optics::Mode::six_d, .tolerance = 1e-13});
  REQUIRE(orbit);
  std::vector<double> out;
  for (const int plane : {X, Y})
    for (const Index m : ring.select("type:Monitor"))
      out.push_back(orbit->orbit[static_cast<std::size_t>(m)][plane]);
  return out;
}

double distance(const control::Readings& readings, const std::vector<double>& values) {
  double out = 0.0;
  REQUIRE(readings.size() == static_cast<Index>(values.size()));
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double d = std::abs(readings.value()[i] - values[i]);
    out = std::isnan(d) ? 1.0 : std::max(out, d);
  }
  return out;
}

void set(Machine& machine, const std::string& column, double value) {
  const auto term = machine.column(column);
  auto t = machine.transaction("test");
  REQUIRE(t.step({Setting::to(term.device, term.field, value)}));
  REQUIRE(t.commit());
}

}  // namespace

TEST_CASE("Model: the design reads the closed orbit of its lattice in 6D", "[machine][model]") {
  Machine design(test::small_machine(), Mode::design);
  CHECK(distance(*design.orbit().get(), orbit_of(design.lattice())) < 1e-11);
  set(design, "COR2.kick_x", 1e-4);
  set(design, "COR7.kick_y", -5e-5);
  const Lattice kicked =
      lattice::Builder(design.lattice()).set("COR2", "kick_x", 1e-4).set("COR7", "kick_y", -5e-5).freeze();
  // The warm search ends where the cold one does: both close within 1e-12, the orbit is a few times that.
  CHECK(distance(*design.orbit().get(), orbit_of(kicked)) < 2e-11);
  CHECK(design.model().solutions().first > 0);  // and it needed no derivatives
  set(design, "COR2.kick_x", 0.0);
  set(design, "COR7.kick_y", 0.0);
  CHECK(distance(*design.orbit().get(), orbit_of(design.lattice())) < 2e-11);
}

TEST_CASE("Model: tunes are those of the optics", "[machine][model]") {
  Machine design(test::small_machine(), Mode::design);
  const auto optics = twiss(design.lattice(), {.mode = optics::Mode::six_d});
  REQUIRE(optics);
  const auto tune = design.tune().get();
  REQUIRE(tune);
  // Eigenvalues of one matrix against phase advances along the ring, both exact to rounding of the pass.
  for (std::size_t i = 0; i < 2; ++i)
    CHECK(tune->value()[i] == Approx(optics->tune[i] - std::floor(optics->tune[i])).margin(1e-9));
}

TEST_CASE("Model: the RF frequency moves the orbit", "[machine][model]") {
  Machine design(test::small_machine(), Mode::design);
  const double f = design.rf().get()->value()[0];
  set(design, "rf", f + 500.0);
  const Index cavity = tracking::find_cavity(design.lattice());
  const Lattice moved = lattice::Builder(design.lattice()).set(cavity, "frequency", f + 500.0).freeze();
  CHECK(distance(*design.orbit().get(), orbit_of(moved)) < 2e-11);
  CHECK(*design.orbit().get()->max_abs() > 1e-5);
}

TEST_CASE("Model: the same seed gives the same twin and noise, another one others", "[machine][model]") {
  const auto d = test::small_machine();
  Machine a(d, Mode::twin), b(d, Mode::twin), c(d, Mode::twin, {.seed = 4});
  const auto first = *a.orbit().get(), again = *a.orbit().get();
  const auto same = *b.orbit().get(), other = *c.orbit().get();
  for (std::size_t i = 0; i < first.value().size(); ++i) {
    CHECK(first.value()[i] == same.value()[i]);
    CHECK(first.value()[i] != again.value()[i]);
    CHECK(first.value()[i] != other.value()[i]);
  }
  CHECK(*first.rms() > 1e-5);
}

TEST_CASE("Model: noise has the sigma of its channel", "[machine][model]") {
  auto d = test::small_machine();
  Machine twin(d, Mode::twin);
  double sum = 0.0;
  Index count = 0;
  for (int k = 0; k < 200; ++k) {
    const auto difference = *twin.orbit().get() - *twin.orbit().get();
    for (const double v : difference.value()) {
      sum += v * v;
      ++count;
    }
  }
  // 3200 differences of two: relative error of the sigma 1/sqrt(2 * 3200) = 1.3 %, four times that
  CHECK(std::sqrt(sum / static_cast<double>(count) / 2.0) == Approx(1e-7).epsilon(0.05));
}

TEST_CASE("Model: errors of a magnet stay when it is set", "[machine][model]") {
  auto d = test::small_machine();
  d.twin.errors = {{"QF3", "k1_relative", 1e-2}};
  Machine twin(d, Mode::twin);
  REQUIRE(twin.model().errors().size() == 1);
  const double error = twin.model().errors()[0].value;
  set(twin, "QF3.k1l", 0.5);
  const Index place = twin.lattice().find("QF3");
  const auto& now = std::get<elements::Quadrupole<>>(twin.model().lattice()[place].body);
  CHECK(now.k1 == Approx(0.5 / 0.3 * (1.0 + error)).epsilon(1e-14));  // round-off
  const auto readback = twin.family("QF").get("k1l", {.setpoint = true});
  CHECK(readback.value()[2] == Approx(0.5).epsilon(1e-14));  // the setpoint knows nothing of the error
}

TEST_CASE("Model: a lag holds back magnet, readback and beam", "[machine][model]") {
  auto d = test::small_machine();
  d.twin = {.lag = 2.0};
  const auto clock = std::make_shared<ManualClock>(1e9);
  Machine twin(d, Mode::twin, {.clock = clock});
  const auto term = twin.column("COR1.kick_x");
  const auto before = clock->monotonic();
  auto t = twin.transaction("test");
  REQUIRE(t.step({Setting::to(term.device, term.field, 1e-4)}));  // settles when the readback is there
  CHECK(clock->monotonic() - before >= 2.0);
  REQUIRE(t.commit());
  CHECK(*twin.orbit().get()->max_abs() > 1e-5);
}

TEST_CASE("Model: without closed orbit there is no beam, and it comes back", "[machine][model]") {
  Machine design(test::small_machine(), Mode::design);
  CHECK(design.observable("current").get()->value()[0] == Approx(0.2));
  const double found = design.family("QD").get("k1l", {.setpoint = true}).value()[0];
  REQUIRE(design.family("QD").set("k1l", -0.95));  // more than twice as strong: overfocused
  const auto orbit = design.orbit().get();
  REQUIRE_FALSE(orbit);
  CHECK(orbit.error().code == Code::no_valid_data);
  control::Readings raw;
  design.session()->system().get(design.family("BPM").channels("x"), raw);
  CHECK(raw.quality()[0] == Quality::invalid);
  CHECK(std::isnan(raw.value()[0]));
  CHECK(design.observable("current").get()->value()[0] == 0.0);
  CHECK(design.model().beam().error().code == Code::beam_lost);
  REQUIRE(design.family("QD").set("k1l", found));
  CHECK(design.model().beam());
  CHECK(*design.orbit().get()->max_abs() < 1e-11);
}

TEST_CASE("Model: a beam that the RF can't hold makes some turns", "[machine][model]") {
  auto d = test::small_machine();
  d.rf->range = control::Range{90e6, 110e6};
  Machine design(d, Mode::design);
  set(design, "rf", design.rf().get()->value()[0] * 1.05);  // a momentum off by a third
  const auto orbit = design.orbit().get();
  REQUIRE(orbit);
  CHECK(orbit->quality()[0] == Quality::warning);
  CHECK(*orbit->max_abs() < 1e-11);  // at the design momentum
  CHECK(design.observable("current").get()->value()[0] == 0.0);
  CHECK_FALSE(design.model().beam());
}

TEST_CASE("Model: monitors may be parts of one waveform", "[machine][model]") {
  auto d = test::small_machine();
  d.families[0].fields = {{"x", "ORB[{2*i}] nm"}, {"y", "ORB[{2*i+1}] nm"}};
  Machine wave(d, Mode::twin), plain(test::small_machine(), Mode::twin);
  const auto a = *wave.orbit().get(), b = *plain.orbit().get();
  for (std::size_t i = 0; i < a.value().size(); ++i)
    CHECK(a.value()[i] == Approx(b.value()[i]).margin(1e-6));  // the noise has another stream
}

TEST_CASE("Model: many threads read and write at once", "[machine][model]") {
  Machine design(test::small_machine(), Mode::design);
  std::vector<int> good(8);  // no CHECK in a thread
  parallel_for(
      8,
      [&](Index i) {
        const auto& device = design.family("HCOR")[i];
        for (int k = 1; k <= 10; ++k) {
          auto t = design.transaction("thread");
          if (!t.step({Setting::to(device, "kick_x", 1e-6 * k)}) || !t.commit() || !design.orbit().get())
            return;
        }
        good[static_cast<std::size_t>(i)] = 1;
      },
      4);
  CHECK(good == std::vector<int>(8, 1));
  const Lattice kicked = lattice::Builder(design.lattice()).set("COR*", "kick_x", 1e-5).freeze();
  CHECK(distance(*design.orbit().get(), orbit_of(kicked)) < 2e-11);
}

TEST_CASE("Model: bad bindings are refused", "[machine][model]") {
  const Lattice ring = test::small_ring();
  const control::Address a{"A"}, b{"B"};
  using machine::Binding;
  CHECK_THROWS_AS(ModelControlSystem(Lattice(), {}), InvalidArgument);
  CHECK_THROWS_AS(ModelControlSystem(ring, {Binding{.address = a, .quantity = machine::Quantity::current},
                                            Binding{.address = a, .quantity = machine::Quantity::tune_x}}),
                  InvalidArgument);
  CHECK_THROWS_AS(ModelControlSystem(ring, {Binding{.address = a, .follows = "B"}}), InvalidArgument);
  CHECK_THROWS_AS(ModelControlSystem(ring, {}, {.lag = -1.0}), InvalidArgument);
  CHECK_THROWS_AS(ModelControlSystem(ring, {}, {.errors = {{"NOTHING*", "dx", 1e-6}}}), UnknownName);
}
