#include "courant/elements/cavity.hpp"

#include <cmath>

#include "courant/base/constants.hpp"
#include "courant/elements/drift.hpp"
#include "courant/elements/marker.hpp"
#include "courant/elements/monitor.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/references.hpp"

using namespace courant;
using Catch::Matchers::WithinRel;

TEST_CASE("Cavity: off it is a drift", "[elements][cavity]") {
  for (const auto& reference : test::references) {
    INFO(reference.name);
    Vec6<double> a{{1e-3, 2e-4, -2e-3, 1e-4, 3e-3, 0.01}}, b = a;
    elements::Cavity<>{.length = 0.8, .frequency = 500e6}.track(a, reference);
    elements::Drift<>{.length = 0.8}.track(b, reference);
    CHECK(test::distance(a, b) < 1e-17);  // two half drifts, and z to a time and back
  }
}

TEST_CASE("Cavity: its focusing in z is 2 pi f V cos(phase)/(c E)", "[elements][cavity]") {
  const Reference reference(3e9, 0.0, -1.0);
  const elements::Cavity<> cavity{.voltage = 2e6, .frequency = 500e6, .phase = 0.6};
  const auto m = test::dual_jacobian([&]<class T>(Vec6<T>& r) { cavity.track(r, reference); }, {});
  CHECK_THAT(m[DELTA][Z],
             WithinRel(constants::two_pi * 500e6 / constants::speed_of_light * 2e6 / 3e9 * std::cos(0.6),
                       1e-15));  // a few roundings
}

TEST_CASE("Marker and monitor: they change nothing, or are a drift", "[elements][marker]") {
  const Vec6<double> ray{{1e-3, 2e-4, -2e-3, 1e-4, 3e-3, 0.01}};
  const Reference& reference = test::references[3];
  Vec6<double> marked = ray, monitored = ray, drifted = ray;
  elements::Marker<>{}.track(marked, reference);
  elements::Monitor<>{}.track(monitored, reference);
  CHECK(marked.v == ray.v);
  CHECK(monitored.v == ray.v);
  elements::Monitor<> thick;
  thick.length = 0.3;
  thick.track(monitored, reference);
  elements::Drift<>{.length = 0.3}.track(drifted, reference);
  CHECK(monitored.v == drifted.v);
}
