#include "courant/elements/dipole.hpp"
#include "courant/elements/quadrupole.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/samples.hpp"

using namespace courant;
using physics::Fringe;

namespace {

const Reference reference(3e9, 0.511e6, -1.0);

// A magnet in two halves with fringes on the outer faces, against the whole: only rounding differs, some
// hundred operations on coordinates of 3e-3.
template <class E>
void check_halves(const E& whole, E entrance, E exit) {
  entrance.fringe = with_ends(whole.fringe, true, false);
  exit.fringe = with_ends(whole.fringe, false, true);
  for (const auto& ray : test::rays) {
    Vec6<double> once = ray, twice = ray, without = ray;
    whole.track(once, reference);
    entrance.track(twice, reference);
    exit.track(twice, reference);
    E plain = whole;
    plain.fringe = Fringe::none;
    plain.track(without, reference);
    double apart = 0.0, effect = 0.0;
    for (int i = 0; i < 6; ++i) {
      apart = std::max(apart, std::abs(once[i] - twice[i]));
      effect = std::max(effect, std::abs(once[i] - without[i]));
    }
    CHECK(apart < 1e-16);
    CHECK(effect > 1e-14);  // the fringes do something
  }
}

}  // namespace

TEST_CASE("Fringe: a quadrupole in halves with outer fringes is the whole one", "[elements][fringe]") {
  elements::Quadrupole<> whole;
  whole.length = 0.4;
  whole.k1 = 2.0;
  whole.steps = 10;
  whole.fringe = Fringe::hard_edge;
  elements::Quadrupole<> half = whole;
  half.length = 0.2;
  half.steps = 5;
  check_halves(whole, half, half);
}

TEST_CASE("Fringe: a soft fringe acts inside the hard edge", "[elements][fringe]") {
  elements::Quadrupole<> whole{
      .length = 0.4, .k1 = 2.0, .steps = 10, .fringe = Fringe::full, .fq1 = -1e-3, .fq2 = 2e-5};
  elements::Quadrupole<> half = whole;
  half.length = 0.2;
  half.steps = 5;
  check_halves(whole, half, half);
  whole.fringe = Fringe::soft_edge;
  check_halves(whole, half, half);
  Vec6<double> by_hand = test::rays[0], tracked = by_hand;
  whole.fringe = Fringe::full_entrance;
  elements::Quadrupole<> body = whole;
  body.fringe = Fringe::none;
  physics::quadrupole_fringe(by_hand, 2.0, 1.0);
  physics::soft_fringe(by_hand, 2.0, -1e-3, 2e-5, 1.0);
  body.track(by_hand, reference);
  whole.track(tracked, reference);
  for (int i = 0; i < 6; ++i) CHECK(tracked[i] == Approx(by_hand[i]).margin(1e-18));
}

TEST_CASE("Fringe: the matrix of AT's fringe of method 2", "[elements][fringe][reference]") {
  // pyAT 0.9.0, StrMPoleSymplectic4Pass, FringeQuadEntrance = FringeQuadExit = 2, I1 = 2e-4 inside and 1e-4 outside,
  // differences of 1e-9 m of a linear map
  const double x[2][2] = {{0.9244704372512783, 0.29270670149729694},
                          {-0.4965872318771362, 0.9244704372512779}};
  const double y[2][2] = {{1.0774803387342364, 0.3073950106014433}, {0.5236385588819654, 1.0774803387342367}};
  const elements::Quadrupole<> q{.length = 0.3, .k1 = 1.7, .steps = 10, .fringe = Fringe::full, .fq1 = -3e-4};
  const auto m = test::dual_jacobian([&]<class T>(Vec6<T>& r) { q.track(r, reference); }, Vec6<double>{});
  for (std::size_t i = 0; i < 2; ++i)
    for (std::size_t j = 0; j < 2; ++j) {
      CHECK(m[i][j] == Approx(x[i][j]).epsilon(2e-15));  // rounding
      CHECK(m[i + 2][j + 2] == Approx(y[i][j]).epsilon(2e-15));
    }
}

TEST_CASE("Fringe: a bend with gradient in halves is the whole one", "[elements][fringe]") {
  elements::Dipole<> whole;
  whole.length = 0.8;
  whole.angle = 0.05;
  whole.k1 = -1.5;
  whole.e1 = whole.e2 = 0.02;
  whole.fringe = Fringe::hard_edge;
  elements::Dipole<> first = whole;
  first.length = 0.4;
  first.angle = 0.025;
  first.steps = 5;
  elements::Dipole<> second = first;
  first.edge2 = second.edge1 = physics::Edge::none;
  check_halves(whole, first, second);
}
