// The code of docs/guide/scalars.md: each part between two marks is shown there.
#include "courant/math/power_series.hpp"
#include "courant/math/simd_pack.hpp"
#include "courant/tracking/pass.hpp"
#include "courant/tracking/track_element.ipp"
#include "support/catch.hpp"
#include "support/rings.hpp"

using namespace courant;

TEST_CASE("Guide: the map of a ring as a power series", "[tracking][guide]") {
  const Lattice ring = test::small_ring();
  // [map]
  const SeriesSpace space(6, 4);  // six variables, fourth order
  auto map = math::seed_series(space, Vec6<double>{});
  tracking::pass(ring, map, 0, ring.size(), tracking::Rf::off);

  const double m12 = map[X].at({0, 1, 0, 0, 0, 0});        // first order: d x / d px [m]
  const double t116 = map[X].at({1, 0, 0, 0, 0, 1});       // second: coefficient of x delta [-]
  const double detuning = map[PX].at({3, 0, 0, 0, 0, 0});  // third: of x^3 [1/m^3]
  // [map]
  // [use]
  const PowerSeries slope = derivative(map[X], DELTA);  // d x / d delta, again a series
  const double dispersion = slope.constant();           // of one turn from the axis [m]
  const double x = evaluate(map[X], std::array{1e-3, 0.0, 0.0, 0.0, 0.0, 1e-3});
  const auto twice = math::compose(map, map);  // two turns, the axis is closed
  // [use]
  Vec6<double> r{{1e-3, 0.0, 0.0, 0.0, 0.0, 1e-3}};
  tracking::pass(ring, r, 0, ring.size(), tracking::Rf::off);
  // a millimetre and 1e-3: what the fifth order leaves, 1e-15 times coefficients up to 1e6
  CHECK_THAT(x, Catch::WithinAbs(r[X], 1e-9));
  tracking::pass(ring, r, 0, ring.size(), tracking::Rf::off);
  CHECK_THAT(evaluate(twice[X], std::array{1e-3, 0.0, 0.0, 0.0, 0.0, 1e-3}), Catch::WithinAbs(r[X], 1e-8));
  const auto dual = [&] {
    auto state = math::seed(Vec6<double>{});
    tracking::pass(ring, state, 0, ring.size(), tracking::Rf::off);
    return state;
  }();
  CHECK_THAT(m12, Catch::WithinRel(dual[X].d[PX], 1e-12));
  CHECK_THAT(dispersion, Catch::WithinRel(dual[X].d[DELTA], 1e-12));
  CHECK(std::isfinite(t116 * detuning));
}

TEST_CASE("Guide: particles and variants in lanes", "[tracking][guide]") {
  const Lattice ring = test::small_ring();
  // [lanes]
  using Lanes = Pack<double, 4>;
  Vec6<Lanes> particles;
  for (int i = 0; i < Lanes::lanes; ++i) particles[X].set(i, 1e-3 * (i + 1));  // 1, 2, 3, 4 mm
  tracking::pass(ring, particles, 0, ring.size(), tracking::Rf::on);           // all four at once
  const double second = particles[X][1];
  // [lanes]
  Vec6<double> single{{2e-3, 0.0, 0.0, 0.0, 0.0, 0.0}};
  tracking::pass(ring, single, 0, ring.size(), tracking::Rf::on);
  CHECK_THAT(second, Catch::WithinAbs(single[X], 1e-15));  // round-off of 80 elements, fused or not
  // [variants]
  elements::Quadrupole<Lanes> magnet;  // one strength per lane
  magnet.length = 0.3;
  for (int i = 0; i < Lanes::lanes; ++i) magnet.k1.set(i, 1.7 + 0.01 * i);
  Vec6<Lanes> r;
  r[X] = 1e-3;
  magnet.track(r, ring.reference());
  // [variants]
  CHECK(r[PX][3] < r[PX][0]);  // the stronger one bends more
}
