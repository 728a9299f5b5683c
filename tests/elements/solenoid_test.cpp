#include "courant/elements/solenoid.hpp"

#include "courant/base/constants.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"

using namespace courant;

TEST_CASE("Solenoid: one with radiation is the same in parts", "[elements][solenoid][radiation]") {
  const Reference electron(6e9, constants::electron_rest_energy, -1.0);
  elements::Solenoid<> whole{.length = 2.0, .ks = 0.4};
  whole.radiation = physics::Radiation::mean;
  elements::Solenoid<> part = whole;
  part.length = 0.02;
  Vec6<double> once{{1e-3, 2e-2, 1e-3, -1e-2, 0.0, 0.0}}, often = once, quiet = once;
  whole.track(once, electron);
  for (int i = 0; i < 100; ++i) part.track(often, electron);
  whole.radiation = physics::Radiation::off;
  whole.track(quiet, electron);
  const double loss = quiet[DELTA] - once[DELTA];
  CHECK(loss > 1e-8);
  CHECK(once[DELTA] == Approx(often[DELTA]).epsilon(1e-6));  // the loss changes the loss by twice itself
  CHECK(test::distance(once, often) < loss * 0.1);  // it stands in the middle: slopes of 0.02 over the turn
}
