#include "courant/optics/closed_orbit.hpp"

#include "courant/base/error.hpp"
#include "courant/tracking/pass.hpp"
#include "support/catch.hpp"
#include "support/rings.hpp"

using namespace courant;
using Catch::Matchers::Contains;
using optics::Mode;

namespace {

double distance(const Vec6<double>& a, const Vec6<double>& b, int coordinates) {
  double d = 0.0;
  for (int i = 0; i < coordinates; ++i) d = std::max(d, std::abs(a[i] - b[i]));
  return d;
}

}  // namespace

TEST_CASE("Closed orbit: is zero in a perfect ring, without a step", "[optics][closed_orbit]") {
  const auto orbit = closed_orbit(test::small_ring());
  REQUIRE(orbit);
  CHECK(orbit->iterations == 0);
  for (const auto& r : orbit->orbit) CHECK(distance(r, {}, 6) == 0.0);  // no kick anywhere: exactly zero
}

TEST_CASE("Closed orbit: tracking comes back to it", "[optics][closed_orbit]") {
  const Lattice ring = test::small_ring(0.1, 3e-4);
  const Mode mode = GENERATE(Mode::four_d, Mode::six_d);
  const auto orbit = closed_orbit(ring, {.mode = mode, .delta = mode == Mode::four_d ? 2e-3 : 0.0});
  REQUIRE(orbit);
  REQUIRE(orbit->orbit.size() == static_cast<std::size_t>(ring.size() + 1));
  const bool six = mode == Mode::six_d;
  Vec6<double> r = orbit->orbit.front();
  tracking::pass(ring, r, 0, ring.size(), six ? tracking::Rf::on : tracking::Rf::off);
  if (six) tracking::advance_clock(r, tracking::clock_lead(ring), ring.reference());
  // 1e-12: the tolerance of the solver
  CHECK(distance(r, orbit->orbit.front(), six ? 6 : 4) < 1e-12);
  CHECK(orbit->residual < 1e-12);
  if (!six) CHECK(orbit->orbit.front()[DELTA] == 2e-3);
}

TEST_CASE("Closed orbit: in 6D the RF frequency chooses delta", "[optics][closed_orbit]") {
  const Lattice ring = test::small_ring();
  const auto four = closed_orbit(ring, {.delta = 1e-3});
  REQUIRE(four);
  // frequency at which the revolution time of delta = 1e-3 fits: z of the 4D pass is what the clock must take
  // up
  const double z = four->orbit.back()[Z];  // [m]
  const double beta =
      ring.reference().beta() * (1 + physics::relative_beta_minus_one(1e-3, ring.reference()));
  const double turn = tracking::revolution_time(ring);
  const double frequency = 16.0 / (turn - z / (beta * constants::speed_of_light));
  const auto six =
      closed_orbit(lattice::Builder(ring).set("RF", "frequency", frequency).freeze(), {.mode = Mode::six_d});
  REQUIRE(six);
  // 1e-10: Newton stops at 1e-12 m in z; delta follows by the slip, here 0.1 and 48 m
  CHECK(six->orbit.front()[DELTA] == Approx(1e-3).margin(1e-10));
}

TEST_CASE("Closed orbit: failures say why", "[optics][closed_orbit]") {
  SECTION("particle lost") {
    const auto orbit =
        closed_orbit(test::small_ring(), {.guess = (Vector6() << 1e200, 0, 0, 0, 0, 0).finished()});
    REQUIRE_FALSE(orbit);
    CHECK(orbit.error().code == Code::particle_lost);
    CHECK_THAT(orbit.error().message, Contains("lost in 'QF1'"));
  }
  SECTION("integer tune") {
    // one drift with a kick: 1 - M is singular and nothing closes
    const Lattice line = lattice::Builder()
                             .particle(lattice::make_particle("electron", 1e9))
                             .append("D", elements::Drift<>{.length = 1.0})
                             .append("C", elements::Corrector<>{.kick_x = 1e-3})
                             .freeze();
    const auto orbit = closed_orbit(line);
    REQUIRE_FALSE(orbit);
    CHECK(orbit.error().code == Code::no_convergence);
    CHECK_THAT(orbit.error().message, Contains("integer"));
  }
}

TEST_CASE("Closed orbit: bad input is refused", "[optics][closed_orbit]") {
  CHECK_THROWS_AS(closed_orbit(Lattice()), InvalidArgument);
  CHECK_THROWS_AS(closed_orbit(test::small_ring(), {.tolerance = 0.0}), InvalidArgument);
  CHECK_THROWS_AS(closed_orbit(test::small_ring(), {.delta = std::nan("")}), InvalidArgument);
  CHECK_THROWS_AS(closed_orbit(test::thin_fodo(2, 2), {.mode = Mode::six_d}), InvalidArgument);
}
