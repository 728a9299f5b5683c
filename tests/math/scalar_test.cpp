#include "courant/math/scalar.hpp"

#include <vector>

#include "courant/math/dual.hpp"
#include "courant/math/power_series.hpp"
#include "courant/math/simd_pack.hpp"
#include "courant/math/tps.hpp"
#include "support/catch.hpp"

using namespace courant;

// NaN marks a lost particle: the compiler may not assume that there is none.
#ifdef __FAST_MATH__
#error "the library must be compiled without -ffast-math"
#endif

TEST_CASE("Scalar: fast-math is off", "[math][scalar]") {
  // volatile: the values are known at run time only, as coordinates are
  volatile double zero = 0.0, big = 1e16, one = 1.0, tiny = 1e-310;
  const double nan = zero / zero;
  CHECK(nan != nan);
  CHECK(std::isnan(nan));
  CHECK_FALSE(nan < 1.0);
  CHECK_FALSE(nan > 1.0);
  CHECK(std::isinf(one / zero));
  CHECK(std::isnan(one / zero - one / zero));
  CHECK(std::signbit(-1.0 * zero));  // signed zeros are kept
  CHECK((big + one) - big == 0.0);   // sums are not reordered: 1e16 + 1 rounds to 1e16
  CHECK(tiny / 2.0 > 0.0);           // subnormal numbers are not flushed
  CHECK(std::isnan(std::sqrt(-1.0 * one)));
}

TEST_CASE("Scalar: NaN goes through arithmetic and choice", "[math][scalar]") {
  volatile double zero = 0.0;
  const double nan = zero / zero;
  CHECK(math::select(nan > 1.0, 1.0, 2.0) == 2.0);
  CHECK(std::isnan(math::sqrt(nan) + 1.0));
  const auto dual = Dual<1>::variable(nan, 0) * 2.0;
  CHECK(std::isnan(dual.v));
  CHECK(dual.d[0] == 2.0);
}

TEST_CASE("Scalar: a table is read at the floor of a place, without derivatives", "[math][scalar]") {
  const std::vector<double> table{10.0, 11.0, 12.0};
  const auto read = [&](const auto& where) { return math::gather(table.data(), 3, where); };
  const double nan = std::numeric_limits<double>::quiet_NaN(),
               infinite = std::numeric_limits<double>::infinity();
  for (const auto& [where, number] : {std::pair{0.0, 10.0},
                                      {0.99, 10.0},
                                      {1.0, 11.0},
                                      {2.0, 12.0},
                                      {7.5, 12.0},
                                      {-0.5, 10.0},
                                      {-infinite, 10.0},
                                      {infinite, 12.0},
                                      {nan, 10.0}}) {
    INFO(where);
    CHECK(read(where) == number);
    const auto dual = read(Dual<6, Dual<1>>(Dual<1>::variable(where, 0)));
    CHECK(dual.v.v == number);
    CHECK(dual.v.d[0] == 0.0);
    const auto series = read(Tps<2, 2>::variable(where, 1));
    CHECK(series.c[0] == number);
    CHECK(series.c[2] == 0.0);
    const auto free = read(PowerSeries::variable(SeriesSpace(2, 2), where, 1));
    CHECK(free.is_number());
    CHECK(free.constant() == number);
  }
  Pack<double, 4> places;
  for (int i = 0; i < 4; ++i) places.set(i, i == 3 ? nan : 0.9 * i);
  const auto lanes = read(places);
  CHECK(lanes[0] == 10.0);
  CHECK(lanes[1] == 10.0);
  CHECK(lanes[2] == 11.0);
  CHECK(lanes[3] == 10.0);
  CHECK(read(Pack<float, 4>(1.5))[2] == 11.0f);
}

TEST_CASE("Scalar: the floor is a constant", "[math][scalar]") {
  CHECK(math::floor(-0.5) == -1.0);
  CHECK(math::floor(Dual<2>::variable(2.7, 1)).v == 2.0);
  CHECK(math::floor(Dual<2>::variable(2.7, 1)).d[1] == 0.0);
  CHECK(math::floor(Pack<double, 2>(-1.5))[1] == -2.0);
  CHECK(math::is_zero(math::floor(Tps<2, 2>::variable(2.7, 1)) - 2.0));
  CHECK(math::floor(PowerSeries::variable(SeriesSpace(2, 2), 2.7, 1)).constant() == 2.0);
}

TEST_CASE("Scalar: the concept takes number types of motion only", "[math][scalar]") {
  STATIC_REQUIRE(Scalar<double>);
  STATIC_REQUIRE(Scalar<Dual<6>>);
  STATIC_REQUIRE(Scalar<Dual<6, Dual<1>>>);
  STATIC_REQUIRE_FALSE(Scalar<const char*>);
  STATIC_REQUIRE_FALSE(Scalar<Vec6<double>>);
}
