#include "courant/physics/crab_kick.hpp"

#include <cmath>

#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/references.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("Crab kick: is symplectic", "[physics][crab_kick]") {
  const Vec6<double> ray{{3e-3, 2e-3, -2e-3, 1e-3, 5e-3, -0.02}};
  for (const auto& reference : test::references) {
    INFO(reference.name);
    const double voltage = 1e-3 * reference.p0c();
    const auto map = [&]<class T>(Vec6<T>& r) { physics::crab_kick(r, voltage, 400e6, 0.3, reference); };
    CHECK(test::relative_defect(test::dual_jacobian(map, ray)) < 2e-15);  // round-off
  }
}

TEST_CASE("Crab kick: tilts a bunch by 2 pi f V/(c pc) and heads the particle aside",
          "[physics][crab_kick]") {
  const Reference reference(7e12, 938.27208816e6, 1.0);
  const double voltage = 3e6, frequency = 400e6;
  const auto m = test::dual_jacobian(
      [&]<class T>(Vec6<T>& r) { physics::crab_kick(r, voltage, frequency, 0.0, reference); }, {});
  const double k = constants::two_pi * frequency / constants::speed_of_light * voltage / reference.p0c();
  CHECK_THAT(m[PX][Z], WithinRel(k / reference.beta(), 1e-15));
  CHECK_THAT(m[DELTA][X], WithinRel(k / reference.beta(), 1e-14));  // the same by symplecticity
}

TEST_CASE("Crab kick: at the crest it is a corrector of V/pc", "[physics][crab_kick]") {
  const Reference reference(3e9, 0.51099895e6, -1.0);
  Vec6<double> r;
  physics::crab_kick(r, 2e6, 500e6, 0.5 * constants::pi, reference);
  CHECK_THAT(r[PX], WithinRel(2e6 / reference.p0c(), 1e-15));
  CHECK(r[DELTA] == 0.0);
}
