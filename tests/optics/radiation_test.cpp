#include <Eigen/LU>
#include <cmath>
#include <numbers>

#include "courant/base/error.hpp"
#include "courant/optics/closed_orbit.hpp"
#include "courant/optics/energy_loss.hpp"
#include "courant/optics/twiss.hpp"
#include "courant/tracking/pass.hpp"
#include "courant/tracking/track.hpp"
#include "support/catch.hpp"
#include "support/rings.hpp"

using namespace courant;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using optics::Mode;
using physics::Radiation;

namespace {

// The small ring at 1 GeV, where it loses 0.26 permille a turn; the cavity gives four times as much.
Lattice ring_with(Radiation radiation) {
  const Lattice slow = test::small_ring();
  lattice::Builder b(slow);
  b.particle(lattice::make_particle("electron", 1e9)).set("RF", "voltage", 200e3).radiation(radiation);
  const double frequency = 16.0 / tracking::revolution_time(b.freeze());
  return b.set("RF", "frequency", frequency).freeze();
}

}  // namespace

TEST_CASE("Radiation: the turn of an isomagnetic ring costs 88.46 keV E^4/rho", "[optics][radiation]") {
  const Lattice ring = ring_with(Radiation::off);
  const double rho = 1.4 / (std::numbers::pi / 4);
  const double c_gamma = 4.0 * constants::pi / 3.0 * constants::classical_electron_radius /
                         std::pow(constants::electron_rest_energy, 3);
  // Sands, SLAC-121, eq. 4.5; within a bend the energy falls by up to 6e-6, so the loss is 3e-6 lower
  CHECK_THAT(energy_loss(ring), WithinRel(c_gamma * std::pow(1e9, 4) / rho, 4e-6));
  CHECK(energy_loss(ring, optics::Counted::radiating) == 0.0);
  CHECK(energy_loss(ring_with(Radiation::mean), optics::Counted::radiating) == energy_loss(ring));
  const Lattice half = lattice::Builder(ring).superperiods(2).freeze();
  CHECK_THAT(energy_loss(half), WithinRel(2.0 * energy_loss(ring), 1e-15));
}

TEST_CASE("Radiation: 4D motion does not see it", "[optics][radiation]") {
  const auto quiet = twiss(ring_with(Radiation::off)), loud = twiss(ring_with(Radiation::mean));
  REQUIRE(quiet);
  REQUIRE(loud);
  CHECK(loud->tune == quiet->tune);
  CHECK(loud->x.beta == quiet->x.beta);
}

TEST_CASE("Radiation: the 6D closed orbit gets back from the cavity what the magnets take",
          "[optics][radiation]") {
  const Lattice ring = ring_with(Radiation::mean);
  const auto orbit = closed_orbit(ring, {.mode = Mode::six_d});
  REQUIRE(orbit);
  const auto& before = orbit->orbit[static_cast<std::size_t>(ring.size() - 1)];
  const auto& behind = orbit->orbit.back();
  const auto energy = [&](const Vec6<double>& r) {
    return std::hypot((1.0 + r[DELTA]) * ring.reference().p0c(), ring.reference().mass());
  };
  const double gain = energy(behind) - energy(before);
  // the loss on the orbit that closes: as energy_loss but for the energy along the way, some 1e-4
  CHECK_THAT(gain, WithinRel(energy_loss(ring), 1e-3));
  CHECK(orbit->orbit.front()[Z] > 0.0);  // early, as far as the phase asks
  // one turn of plain tracking returns to it
  Vec6<double> r = orbit->orbit.front();
  tracking::pass(ring, r, 0, ring.size(), tracking::Rf::on);
  tracking::advance_clock(r, tracking::clock_lead(ring), ring.reference());
  for (int i = 0; i < 6; ++i)
    CHECK_THAT(r[i], WithinAbs(orbit->orbit.front()[i], 2e-12));  // tolerance of the orbit
}

TEST_CASE("Radiation: the damping rates obey Robinson's sum", "[optics][radiation]") {
  const Lattice ring = ring_with(Radiation::mean);
  const auto orbit = closed_orbit(ring, {.mode = Mode::six_d});
  REQUIRE(orbit);
  // sum of the rates = 4 U0/(2 E T), so det M = exp(-4 U0/E)... of amplitudes: product of the six eigenvalues
  const double sum = -std::log(orbit->one_turn.determinant());
  // beyond first order in U0/E, which is 2.6e-5 here
  CHECK_THAT(sum, WithinRel(4.0 * energy_loss(ring) / ring.reference().energy(), 2e-4));
}

TEST_CASE("Radiation: a tapered ring has its orbit back on the axis", "[optics][radiation]") {
  const Lattice ring = ring_with(Radiation::mean);
  const auto orbit = closed_orbit(ring, {.mode = Mode::six_d});
  const auto kept = tapered(ring);
  REQUIRE(orbit);
  if (!kept) FAIL(kept.error().message);
  const auto flat = closed_orbit(*kept, {.mode = Mode::six_d});
  REQUIRE(flat);
  double before = 0.0, behind = 0.0;
  for (const auto& o : orbit->orbit) before = std::max(before, std::abs(o[X]));
  for (const auto& o : flat->orbit) behind = std::max(behind, std::abs(o[X]));
  CHECK(before > 2e-5);
  CHECK(behind < 0.02 * before);  // what is left: the energy changes within each bend
}

TEST_CASE("Radiation: photons don't depend on the threads and follow the seed", "[tracking][radiation]") {
  const Lattice ring = ring_with(Radiation::quantum);
  const auto run = [&](int threads, std::uint64_t seed, tracking::Rf rf = tracking::Rf::on) {
    std::vector<Vec6<double>> particles(200);
    static_cast<void>(
        tracking::track(ring, particles, {.turns = 3, .rf = rf, .threads = threads, .seed = seed}));
    return particles;
  };
  const auto one = run(1, 1), two = run(2, 1), other = run(1, 2);
  for (std::size_t k = 0; k < one.size(); ++k) {
    CHECK(one[k].v == two[k].v);
    CHECK(one[k].v != other[k].v);
    if (k > 0) CHECK(one[k].v != one[0].v);
  }
  for (const auto& r : run(1, 1, tracking::Rf::off)) CHECK(r[DELTA] == 0.0);
}

TEST_CASE("Radiation: cavities below the loss and rings that don't radiate are named",
          "[optics][radiation][errors]") {
  const Lattice weak = lattice::Builder(ring_with(Radiation::mean)).set("RF", "voltage", 20e3).freeze();
  const auto orbit = closed_orbit(weak, {.mode = Mode::six_d});
  REQUIRE(!orbit);
  CHECK(orbit.error().code == Code::no_convergence);
  CHECK_THAT(orbit.error().message, Contains("the cavities give at most 20"));
  CHECK_THROWS_AS(tapered(ring_with(Radiation::off)), InvalidArgument);
  CHECK_THROWS_AS(tapered(lattice::Builder(ring_with(Radiation::mean)).remove("RF").freeze()),
                  InvalidArgument);
}
