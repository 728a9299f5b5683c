#include "courant/physics/acceleration.hpp"

#include <cmath>

#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/references.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

const Vec6<double> ray{{3e-3, 2e-3, -2e-3, 1e-3, 5e-3, -0.02}};

}  // namespace

TEST_CASE("Change of reference: momentum and time stay", "[physics][acceleration]") {
  const Reference from(1e9, 0.51099895e6, -1.0), to = physics::accelerated(from, 0.3e9);
  Vec6<double> r = ray;
  physics::change_reference(r, from, to);
  CHECK_THAT(r[PX] * to.p0c(), WithinRel(ray[PX] * from.p0c(), 1e-15));
  CHECK_THAT((1 + r[DELTA]) * to.p0c(), WithinRel((1 + ray[DELTA]) * from.p0c(), 1e-15));
  CHECK(r[X] == ray[X]);
  CHECK(r[Z] == ray[Z]);
  physics::change_reference(r, to, from);
  CHECK(test::distance(r, ray) < 4e-16);  // roundings of 1 in delta
}

TEST_CASE("Cavity end: is symplectic and focuses by half the field over the momentum",
          "[physics][acceleration]") {
  for (const auto& reference : test::references) {
    INFO(reference.name);
    const double gradient = 1e-2 * reference.p0c(), phase = 0.9;
    const auto map = [&]<class T>(Vec6<T>& r) {
      physics::cavity_end(r, -1.0, gradient, 2.856e9, phase, reference);
    };
    CHECK(test::relative_defect(test::dual_jacobian(map, ray)) < 2e-15);  // round-off
    const double charge = std::abs(reference.charge());
    CHECK_THAT(test::dual_jacobian(map, {})[PX][X], WithinRel(-0.5e-2 * charge * std::sin(phase), 1e-14));
  }
}

TEST_CASE("Ponderomotive kick: is symplectic and focuses in both planes", "[physics][acceleration]") {
  const Reference reference(100e6, 0.51099895e6, -1.0);
  const auto map = [&]<class T>(Vec6<T>& r) { physics::ponderomotive_kick(r, 1.0, 20e6, 0.1, reference); };
  CHECK(test::relative_defect(test::dual_jacobian(map, ray)) < 1e-15);  // round-off
  const auto m = test::dual_jacobian(map, {});
  const double k = std::pow(20e6 / reference.p0c(), 2) / 8.0 * 0.1;
  CHECK_THAT(m[PX][X], WithinRel(-k, 1e-14));
  CHECK_THAT(m[PY][Y], WithinRel(-k, 1e-14));
}
