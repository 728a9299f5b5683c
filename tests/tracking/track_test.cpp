#include "courant/tracking/track.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "courant/base/error.hpp"
#include "courant/tracking/pass.hpp"
#include "support/catch.hpp"
#include "support/rings.hpp"

using namespace courant;
using tracking::Cause;
using tracking::track;

namespace {

std::vector<Vec6<double>> bunch(int n) {
  std::vector<Vec6<double>> out;
  for (int i = 0; i < n; ++i) out.push_back({{1e-5 * i, 1e-6, -2e-5 * i, 0.0, 1e-4, 1e-6 * i}});
  return out;
}

Lattice with_aperture(double half_x) {
  elements::Aperture<> a;
  a.opening.half_x = half_x;
  return lattice::Builder(test::small_ring()).insert(30, "SCRAPER", a).freeze();
}

bool same(const Vec6<double>& a, const Vec6<double>& b) {
  for (int i = 0; i < 6; ++i)
    if (a[i] != b[i] && !(std::isnan(a[i]) && std::isnan(b[i]))) return false;
  return true;
}

}  // namespace

TEST_CASE("Track: a bunch moves as its particles one by one", "[tracking]") {
  const Lattice ring = test::small_ring(0.1, 1e-4);
  auto together = bunch(150);  // more than two blocks, the last one partial
  const auto result = track(ring, together, {.turns = 3});
  CHECK(result.lost.empty());
  const auto start = bunch(150);
  for (std::size_t k = 0; k < start.size(); k += 37) {
    Vec6<double> alone = start[k];
    for (int turn = 0; turn < 3; ++turn) {
      tracking::pass(ring, alone, 0, ring.size(), tracking::Rf::on);
      tracking::advance_clock(alone, tracking::clock_lead(ring), ring.reference());
    }
    for (int i = 0; i < 6; ++i)
      CHECK(together[k][i] == Approx(alone[i]).margin(1e-17));  // contraction may differ
  }
}

TEST_CASE("Track: the chamber of an element acts at its entrance and exit", "[tracking][aperture]") {
  const auto lost = [](double x, double px) {
    const Lattice line = lattice::Builder()
                             .particle(lattice::make_particle("electron", 1e9))
                             .append("D1", elements::Drift<>{1.0})
                             .append("D2", elements::Drift<>{1.0})
                             .aperture("D2", physics::Opening{.x_max = 2e-3})
                             .freeze();
    std::vector<Vec6<double>> rays{{{x, px, 0, 0, 0, 0}}};
    return track(line, rays, {}).lost;
  };
  CHECK(lost(1e-3, 0.0).empty());
  CHECK(lost(-1.0e-1, 0.0).empty());
  const auto at_entrance = lost(1.5e-3, 1e-3), at_exit = lost(-0.5e-3, 1.5e-3);
  for (const auto& one : {at_entrance, at_exit}) {
    REQUIRE(one.size() == 1);
    CHECK(one[0].place == 1);
    CHECK(one[0].cause == Cause::aperture);
  }
  CHECK(at_entrance[0].before[X] == Approx(2.5e-3));
  CHECK(at_exit[0].before[X] == Approx(1e-3));
  CHECK(lost(2.5e-3, -1e-3).empty());  // too far out in D1 alone
}

TEST_CASE("Track: threads change no bit", "[tracking]") {
  auto one = bunch(200), two = bunch(200);
  const Lattice ring = with_aperture(1.2e-3);
  const auto a = track(ring, one, {.turns = 5, .threads = 1}),
             b = track(ring, two, {.turns = 5, .threads = 2});
  for (std::size_t k = 0; k < one.size(); ++k) CHECK(same(one[k], two[k]));
  REQUIRE(a.lost.size() == b.lost.size());
  CHECK_FALSE(a.lost.empty());
}

TEST_CASE("Track: a lost particle is marked with place, turn and cause", "[tracking]") {
  const Lattice ring = with_aperture(1e-3);
  std::vector<Vec6<double>> particles(3);
  particles[1][X] = 0.05;                                      // hits the scraper
  particles[2][X] = std::numeric_limits<double>::quiet_NaN();  // lost before: not listed
  const auto result = track(ring, particles, {.turns = 2});
  REQUIRE(result.lost.size() == 1);
  const auto& lost = result.lost.front();
  CHECK(lost.particle == 1);
  CHECK(lost.turn == 0);
  CHECK(ring[lost.place].name == "SCRAPER");
  CHECK(lost.cause == Cause::aperture);
  CHECK(std::abs(lost.before[X]) > 1e-3);
  CHECK(std::isfinite(particles[0][X]));
  CHECK(std::isnan(particles[1][X]));
  CHECK(std::isnan(particles[2][DELTA]));
}

TEST_CASE("Track: a particle that starts outside is lost at the start", "[tracking]") {
  const double infinite = std::numeric_limits<double>::infinity();
  std::vector<Vec6<double>> particles{{{0.0, 0.0, -5.0}}, {{0.0, infinite}}, {}};
  const auto result = track(test::small_ring(), particles, {});
  REQUIRE(result.lost.size() == 2);
  CHECK(result.lost[0].cause == Cause::amplitude);
  CHECK(result.lost[1].cause == Cause::not_finite);
  for (Index k = 0; k < 2; ++k) {
    const auto& lost = result.lost[static_cast<std::size_t>(k)];
    CHECK(lost.particle == k);
    CHECK(lost.turn == 0);
    CHECK(lost.place == 0);
    CHECK(std::isnan(particles[static_cast<std::size_t>(k)][X]));
  }
  CHECK(result.lost[0].before[Y] == -5.0);
  CHECK(std::isfinite(particles[2][X]));
}

TEST_CASE("Track: amplitude beyond the limit is a loss", "[tracking]") {
  std::vector<Vec6<double>> particles{{{0.02, 0.0, 0.0, 0.0, 0.0, 0.0}}};
  const auto result = track(test::small_ring(), particles, {.max_amplitude = 0.021});
  REQUIRE(result.lost.size() == 1);
  CHECK(result.lost[0].cause == Cause::amplitude);
}

TEST_CASE("Track: states at places are kept turn by turn", "[tracking]") {
  const Lattice ring = test::small_ring();
  auto particles = bunch(70);
  const auto start = particles;
  const auto result = track(ring, particles, {.turns = 2, .at = {0, ring.size()}});
  REQUIRE(result.recorded.size() == 2 * 2 * 70);
  CHECK(same(result.recorded[69], start[69]));           // turn 0, place 0, particle 69
  Vec6<double> end = result.recorded[(1 * 2 + 1) * 70];  // turn 1, end, particle 0
  tracking::advance_clock(end, tracking::clock_lead(ring), ring.reference());
  CHECK(same(end, particles[0]));
}

TEST_CASE("Track: progress can cancel", "[tracking]") {
  auto particles = bunch(10);
  const auto result =
      track(test::small_ring(), particles,
            {.turns = 100, .progress = [](Index done, Index, std::string_view) { return done < 5; }});
  CHECK(result.cancelled);
}

TEST_CASE("Track: bad input is refused", "[tracking]") {
  auto particles = bunch(1);
  CHECK_THROWS_AS(track(Lattice(), particles), InvalidArgument);
  CHECK_THROWS_AS(track(test::small_ring(), particles, {.turns = -1}), InvalidArgument);
  CHECK_THROWS_AS(track(test::small_ring(), particles, {.at = {5000}}), InvalidArgument);
}
