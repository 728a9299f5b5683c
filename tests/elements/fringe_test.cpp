#include "courant/elements/dipole.hpp"
#include "courant/elements/quadrupole.hpp"
#include "support/catch.hpp"
#include "support/samples.hpp"

using namespace courant;
using physics::Fringe;

namespace {

const Reference reference(3e9, 0.511e6, -1.0);

// A magnet in two halves with fringes on the outer faces, against the whole: only rounding differs, some
// hundred operations on coordinates of 3e-3.
template <class E>
void check_halves(const E& whole, E entrance, E exit) {
  entrance.fringe = Fringe::hard_edge_entrance;
  exit.fringe = Fringe::hard_edge_exit;
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
