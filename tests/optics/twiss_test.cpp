#include "courant/optics/twiss.hpp"

#include <cmath>
#include <numbers>

#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/math/symplectic.hpp"
#include "support/catch.hpp"
#include "support/rings.hpp"

using namespace courant;
using optics::Mode;
using std::numbers::pi;

TEST_CASE("Twiss: thin FODO cell has the textbook optics", "[optics][twiss]") {
  const double length = 2.0, f = 1.6;
  const auto t = twiss(test::thin_fodo(length, f));
  REQUIRE(t);
  // sin(mu/2) = L/(2 f); beta at the lenses L(1 +- sin(mu/2)) 2/sin(mu) with drifts of L (S.Y. Lee, 2004,
  // sec. 2.2)
  const double half = std::asin(length / (2 * f)), mu = 2 * half;
  // 1e-13: round-off of a handful of operations
  CHECK(t->tune[0] == Approx(mu / (2 * pi)).epsilon(1e-13));
  CHECK(t->tune[1] == Approx(mu / (2 * pi)).epsilon(1e-13));
  CHECK(t->x.beta[1] == Approx(2 * length * (1 + std::sin(half)) / std::sin(mu)).epsilon(1e-13));
  CHECK(t->y.beta[1] == Approx(2 * length * (1 - std::sin(half)) / std::sin(mu)).epsilon(1e-13));
  // natural chromaticity of the cell: -tan(mu/2)/pi in both planes
  CHECK(t->chromaticity[0] == Approx(-std::tan(half) / pi).epsilon(1e-12));
  CHECK(t->chromaticity[1] == Approx(-std::tan(half) / pi).epsilon(1e-12));
}

TEST_CASE("Twiss: periodic, and beta gamma - alpha^2 = 1 is kept by the matrices", "[optics][twiss]") {
  const auto t = twiss(test::small_ring());
  REQUIRE(t);
  for (const auto* plane : {&t->x, &t->y}) {
    // 1e-12: round-off of 80 elements
    CHECK(plane->beta.back() == Approx(plane->beta.front()).epsilon(1e-12));
    CHECK(plane->alpha.back() == Approx(plane->alpha.front()).margin(1e-12));
    CHECK(plane->eta.back() == Approx(plane->eta.front()).margin(1e-12));
    // phase advance is the integral of 1/beta: d mu/ds in the drift DC8 from its two ends, analytic in a
    // drift: tan differences: mu = atan((L - alpha ...)) checked through beta at the end
    const std::size_t d = t->s.size() - 3;  // entrance of DC8
    const double l = t->s[d + 1] - t->s[d], b = plane->beta[d], a = plane->alpha[d], g = (1 + a * a) / b;
    CHECK(plane->beta[d + 1] == Approx(b - 2 * a * l + g * l * l).epsilon(1e-12));
    CHECK(plane->mu[d + 1] - plane->mu[d] == Approx(std::atan2(l, b - a * l)).epsilon(1e-12));
  }
}

TEST_CASE("Twiss: a line started with the periodic values is the ring", "[optics][twiss]") {
  const Lattice ring = test::small_ring();
  const auto t = twiss(ring);
  REQUIRE(t);
  const optics::TwissInitial initial{.beta_x = t->x.beta[0],
                                     .alpha_x = t->x.alpha[0],
                                     .beta_y = t->y.beta[0],
                                     .alpha_y = t->y.alpha[0],
                                     .eta_x = t->x.eta[0],
                                     .etap_x = t->x.etap[0]};
  const auto line = twiss(ring, {.initial = initial});
  REQUIRE(line);
  for (std::size_t i = 0; i < t->s.size(); ++i) {
    CHECK(line->x.beta[i] == Approx(t->x.beta[i]).epsilon(1e-12));  // same matrices, round-off
    CHECK(line->x.eta[i] == Approx(t->x.eta[i]).margin(1e-12));
    CHECK(line->y.mu[i] == Approx(t->y.mu[i]).margin(1e-12));
  }
  CHECK(line->tune[0] == Approx(t->tune[0]).epsilon(1e-12));
}

TEST_CASE("Twiss: the phase goes back in a drift of negative length", "[optics][twiss]") {
  lattice::Builder builder;
  builder.particle(lattice::make_particle("electron", 1e9));
  builder.append("THERE", elements::Drift<>{.length = 1.0}).append("BACK", elements::Drift<>{.length = -1.0});
  const auto line = twiss(builder.freeze(), {.initial = optics::TwissInitial{.beta_x = 0.5, .beta_y = 2.0}});
  REQUIRE(line);
  // from the waist: tan mu = s/beta
  CHECK(line->x.mu[1] == Approx(std::atan(2.0)).epsilon(1e-14));
  CHECK(line->y.mu[1] == Approx(std::atan(0.5)).epsilon(1e-14));
  CHECK(std::abs(line->x.mu[2]) < 1e-15);
  CHECK(std::abs(line->y.mu[2]) < 1e-15);
}

TEST_CASE("Twiss: superperiods agree with the whole ring", "[optics][twiss]") {
  const auto cell = lattice::Builder(test::thin_fodo(2.0, 1.6)).superperiods(7).freeze();
  const auto periodic = twiss(cell), whole = twiss(lattice::Builder(cell).unroll().freeze());
  REQUIRE(periodic);
  REQUIRE(whole);
  for (std::size_t k = 0; k < 2; ++k) {
    CHECK(periodic->tune[k] == Approx(whole->tune[k]).epsilon(1e-12));  // round-off of seven cells
    CHECK(periodic->chromaticity[k] == Approx(whole->chromaticity[k]).epsilon(1e-11));
  }
}

TEST_CASE("Twiss: dispersion, momentum compaction and chromaticity are derivatives by delta",
          "[optics][twiss][agreement]") {
  const Lattice ring = test::small_ring(0.05, 2e-4);
  const auto at = [&](double delta) { return *twiss(ring, {.delta = delta}); };
  const auto t = at(0.0);
  // central differences with steps h and 2 h, extrapolated: h^4 times fifth derivatives and round-off 1e-13/h, 1e-8 each
  const double h = 1e-5;
  const auto p1 = at(h), m1 = at(-h), p2 = at(2 * h), m2 = at(-2 * h);
  const auto slope = [&](auto quantity) {
    const double fine = (quantity(p1) - quantity(m1)) / (2 * h),
                 coarse = (quantity(p2) - quantity(m2)) / (4 * h);
    return (4 * fine - coarse) / 3;
  };
  CHECK(t.x.eta[0] == Approx(slope([](const auto& u) { return u.orbit[0][X]; })).margin(2e-7));
  CHECK(t.y.eta[0] == Approx(slope([](const auto& u) { return u.orbit[0][Y]; })).margin(2e-7));
  CHECK(t.chromaticity[0] == Approx(slope([](const auto& u) { return u.tune[0]; })).margin(1e-6));
  CHECK(t.chromaticity[1] == Approx(slope([](const auto& u) { return u.tune[1]; })).margin(1e-6));
  // path length: z of one turn, lead of the faster particle taken out
  const double path = slope([&](const auto& u) {
    return physics::relative_beta_minus_one(u.delta, ring.reference()) * ring.length() - u.orbit.back()[Z];
  });
  CHECK(t.momentum_compaction == Approx(path / ring.length()).margin(1e-7));
}

TEST_CASE("Twiss: coupled modes keep their names and fill the plane", "[optics][twiss][coupling]") {
  const auto bare = twiss(test::small_ring()), t = twiss(test::small_ring(0.05));
  REQUIRE(bare);
  REQUIRE(t);
  // weak coupling changes optics in second order only
  CHECK(t->tune[0] == Approx(bare->tune[0]).margin(2e-3));
  // gamma^2 = 1 - det C may lie on either side of 1
  CHECK(std::abs(t->coupling[0] - 1.0) > 1e-6);
  CHECK(std::abs(t->coupling[0] - 1.0) < 0.1);
  for (std::size_t i = 0; i < t->s.size(); ++i) {
    CHECK(t->x.beta[i] > 0.0);
    CHECK(t->y.beta[i] > 0.0);
  }
  // the invariant of mode 1 made from Edwards-Teng parameters does not change with the turn: it's the
  // rotation
  CHECK(t->x.beta.back() == Approx(t->x.beta.front()).epsilon(1e-11));  // periodic, round-off
  CHECK(t->coupling.back() == Approx(t->coupling.front()).epsilon(1e-12));
}

TEST_CASE("Twiss: 6D sees the synchrotron motion", "[optics][twiss]") {
  const Lattice ring = test::small_ring();
  const auto four = twiss(ring), six = twiss(ring, {.mode = Mode::six_d});
  REQUIRE(four);
  REQUIRE(six);
  // Q_s^2 = h V |eta_c| cos(phi)/(2 pi beta^2 E), phi = 0, 100 kV, 300 MeV
  const double slip = four->momentum_compaction - ring.reference().inverse_gamma2();
  const double expected = std::sqrt(16 * 100e3 * slip / (2 * pi * 300e6));
  CHECK(six->synchrotron_tune ==
        Approx(expected).epsilon(2e-3));  // formula of small Q_s: relative error Q_s^2 = 1e-4
  CHECK(six->tune[0] == Approx(four->tune[0]).margin(5e-3));  // synchrobetatron coupling at the cavity
  CHECK(math::symplectic_defect(six->one_turn) < 1e-11);      // round-off times |M|^2 of order 1e3
}

TEST_CASE("Twiss: failures and bad input say why", "[optics][twiss]") {
  const auto unstable = twiss(test::thin_fodo(2.0, 0.9));  // L > 2 f
  REQUIRE_FALSE(unstable);
  CHECK(unstable.error().code == Code::unstable);
  CHECK_THAT(unstable.error().message, Catch::Matchers::Contains("plane x"));
  CHECK_THROWS_AS(twiss(test::small_ring(), {.initial = optics::TwissInitial{}}), InvalidArgument);
  CHECK_THROWS_AS(twiss(Lattice()), InvalidArgument);
}
