#include "courant/math/stumpff.hpp"

#include <cmath>

#include "courant/math/dual.hpp"
#include "support/catch.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

math::Stumpff<double> at(double u) { return math::stumpff(u, math::stumpff_halvings(u)); }

}  // namespace

TEST_CASE("Stumpff: positive arguments are circular, negative ones hyperbolic", "[math][stumpff]") {
  for (const double w : {0.03, 0.4, 1.0, 2.5, 6.0}) {
    INFO("w " << w);
    const auto c = at(w * w), h = at(-w * w);
    // a rounding per doubling of the angle, each up to four times that before: 4^3 eps for w = 6
    const double circular = 1.5e-14, hyperbolic = 1e-14;
    CHECK_THAT(c.c0, WithinAbs(std::cos(w), circular));
    CHECK_THAT(c.c1 * w, WithinAbs(std::sin(w), circular));
    CHECK_THAT(c.c2 * w * w, WithinAbs(2 * std::pow(std::sin(w / 2), 2), circular));
    CHECK_THAT(h.c0, WithinRel(std::cosh(w), hyperbolic));
    CHECK_THAT(h.c1 * w, WithinRel(std::sinh(w), hyperbolic));
    CHECK_THAT(h.c2 * w * w, WithinRel(2 * std::pow(std::sinh(w / 2), 2), hyperbolic));
  }
}

TEST_CASE("Stumpff: at zero they are the inverse factorials", "[math][stumpff]") {
  const auto c = at(0.0);
  CHECK(c.c0 == 1.0);
  CHECK(c.c1 == 1.0);
  CHECK(c.c2 == 0.5);
  CHECK_THAT(c.c3, WithinRel(1.0 / 6.0, 1e-15));
}

TEST_CASE("Stumpff: they obey their recurrence for any number of halvings", "[math][stumpff]") {
  for (const double u : {-20.0, -0.7, 1e-9, 0.3, 9.0}) {
    for (const int more : {0, 1, 3}) {
      INFO("u " << u << ", more halvings " << more);
      const auto c = math::stumpff(u, math::stumpff_halvings(u) + more);
      // c_n = 1/n! - u c_{n+2}; round-off grows fourfold with a halving
      const double size = std::max(1.0, std::abs(c.c0));
      CHECK_THAT(c.c0 + u * c.c2, WithinAbs(1.0, 2e-13 * size));
      CHECK_THAT(c.c1 + u * c.c3, WithinAbs(1.0, 2e-13 * size));
    }
  }
}

TEST_CASE("Stumpff: derivatives come from the same series", "[math][stumpff]") {
  for (const double u : {-3.0, 0.0, 0.5, 7.0}) {
    INFO("u " << u);
    const auto d = math::stumpff(Dual<1>::variable(u, 0), math::stumpff_halvings(u));
    CHECK_THAT(d.c0.d[0], WithinAbs(-0.5 * d.c1.v, 1e-14));  // (cos sqrt u)' = -sin(sqrt u)/(2 sqrt u)
    if (u != 0.0) CHECK_THAT(d.c1.d[0], WithinAbs((d.c0.v - d.c1.v) / (2 * u), 1e-14));
  }
}
