#include "courant/elements/patch.hpp"

#include <cmath>

#include "courant/elements/drift.hpp"
#include "courant/elements/thin_multipole.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/references.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;

namespace {

const Vec6<double> ray{{3e-3, 2e-2, -2e-3, 1e-2, 5e-3, -0.02}};

}  // namespace

TEST_CASE("Patch: a step forwards is an exact drift whose reference clock stands still",
          "[elements][patch]") {
  for (const auto& reference : test::references) {
    Vec6<double> patched = ray, drifted = ray;
    elements::Patch<>{.align = {.ds = 0.4}}.track(patched, reference);
    physics::drift_exact(drifted, 0.4);
    CHECK(std::abs(patched[X] - drifted[X]) < 1e-17);
    // beta c times the flight time, the whole of it: the exact drift counts what exceeds the reference's path
    CHECK_THAT(patched[Z], WithinAbs(drifted[Z] - 0.4, 1e-16));
  }
}

TEST_CASE("Patch: signs of shifts and turns", "[elements][patch]") {
  const auto after = [](const physics::Alignment<>& align) {
    Vec6<double> r;
    elements::Patch<>{.align = align}.track(r, test::references[0]);
    return r;
  };
  CHECK(after({.dx = 1e-3})[X] == -1e-3);  // the new origin lies at +x
  CHECK(after({.dy = 1e-3})[Y] == -1e-3);
  CHECK_THAT(after({.yaw = 0.1})[PX], WithinAbs(-std::sin(0.1), 1e-16));
  CHECK_THAT(after({.pitch = 0.1})[PY], WithinAbs(-std::sin(0.1), 1e-16));
}

TEST_CASE("Thin multipole: its bend of the design orbit is the thin limit of a dipole", "[elements][patch]") {
  // px gains angle delta, z loses angle x; weak focusing angle^2/lrad
  const elements::ThinMultipole<> bend{.angle = 0.01, .lrad = 0.2, .field = [] {
                                         physics::Multipoles<> f;
                                         f.add(0, 0.01, 0.0);
                                         return f;
                                       }()};
  const auto m = test::dual_jacobian([&]<class T>(Vec6<T>& r) { bend.track(r, test::references[0]); }, {});
  CHECK_THAT(m[PX][DELTA], WithinAbs(0.01, 1e-17));
  CHECK_THAT(m[Z][X], WithinAbs(-0.01, 1e-17));
  CHECK_THAT(m[PX][X], WithinAbs(-0.01 * 0.01 / 0.2, 1e-17));
  Vec6<double> r;
  bend.track(r, test::references[0]);
  CHECK(std::abs(r[PX]) < 1e-18);  // field and design orbit cancel on the axis
}
