#include "courant/elements/corrector.hpp"

#include <cmath>

#include "courant/base/constants.hpp"
#include "courant/elements/drift.hpp"
#include "courant/elements/multipole.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/references.hpp"

using namespace courant;

namespace {

const Vec6<double> ray{{1e-3, 2e-4, -2e-3, 1e-4, 3e-3, 0.01}};

template <class E>
Vec6<double> tracked(const E& element, const Reference& reference) {
  Vec6<double> r = ray;
  element.track(r, reference);
  return r;
}

}  // namespace

TEST_CASE("Corrector: its closed form is the converged uniform field", "[elements][corrector]") {
  for (const auto& reference : test::references) {
    INFO(reference.name);
    const elements::Corrector<> corrector{.length = 0.4, .kick_x = 3e-4, .kick_y = -5e-4};
    // a uniform force: a fourth-order scheme has no truncation error (the third derivative vanishes)
    const elements::Multipole<> uniform{.length = 0.4, .steps = 3, .kick_x = 3e-4, .kick_y = -5e-4};
    CHECK(test::distance(tracked(corrector, reference), tracked(uniform, reference)) < 5e-18);  // round-off
  }
}

TEST_CASE("Corrector: a kick is the sum of its slices", "[elements][corrector]") {
  for (const auto& reference : test::references) {
    INFO(reference.name);
    const elements::Corrector<> whole{.length = 0.4, .kick_x = 3e-4, .kick_y = -5e-4},
        part{.length = 0.1, .kick_x = 0.75e-4, .kick_y = -1.25e-4};
    Vec6<double> r = ray;
    for (int i = 0; i < 4; ++i) part.track(r, reference);
    CHECK(test::distance(r, tracked(whole, reference)) < 1e-17);  // round-off of z, 7e-3 m
  }
}

TEST_CASE("Corrector: without length it changes momenta only", "[elements][corrector]") {
  const elements::Corrector<> thin{.kick_x = 3e-4, .kick_y = -5e-4};
  const auto r = tracked(thin, test::references[1]);
  CHECK(r[PX] == ray[PX] + 3e-4);
  CHECK(r[PY] == ray[PY] - 5e-4);
  for (const int i : {X, Y, Z, DELTA}) CHECK(r[i] == ray[i]);
}

TEST_CASE("Corrector: without kick it is a drift", "[elements][corrector]") {
  for (const auto& reference : test::references) {
    INFO(reference.name);
    const auto a = tracked(elements::Corrector<>{.length = 0.4}, reference);
    const auto b = tracked(elements::Drift<>{.length = 0.4}, reference);
    CHECK(test::distance(a, b) < 2e-18);  // products in another order
  }
}

TEST_CASE("Corrector: it radiates as a magnet of its field", "[elements][corrector][radiation]") {
  const Reference electron(6e9, constants::electron_rest_energy, -1.0);
  elements::Corrector<> corrector{.length = 0.4, .kick_x = 3e-4, .kick_y = -5e-4};
  corrector.radiation = physics::Radiation::mean;
  elements::Multipole<> uniform{.length = 0.4, .steps = 200, .kick_x = 3e-4, .kick_y = -5e-4};
  uniform.radiation = physics::Radiation::mean;
  const auto once = tracked(corrector, electron), many = tracked(uniform, electron);
  elements::Corrector<> quiet = corrector;
  quiet.radiation = physics::Radiation::off;
  const double loss = tracked(quiet, electron)[DELTA] - once[DELTA];
  CHECK(loss > 1e-9);
  // the loss stands in the middle instead of all along: an error of the loss times a kick
  CHECK(test::distance(once, many) < loss * 1e-3);
  // (2/3) r0 gamma^3 kick^2/length, beta = 1 there: 1e-8; slopes 4e-4: 2e-7
  const double gamma = 6e9 / constants::electron_rest_energy;
  const double by_hand = 2.0 / 3.0 * constants::classical_electron_radius * std::pow(gamma, 3) *
                         (3e-4 * 3e-4 + 5e-4 * 5e-4) / 0.4 * 1.01 * 1.01;
  CHECK(loss == Approx(by_hand).epsilon(1e-6));
  corrector.length = 0.0;  // no field: nothing to radiate
  CHECK(tracked(corrector, electron)[DELTA] == ray[DELTA]);
}
