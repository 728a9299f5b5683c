#include "courant/math/scalar.hpp"

#include "courant/math/dual.hpp"
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

TEST_CASE("Scalar: the concept takes number types of motion only", "[math][scalar]") {
  STATIC_REQUIRE(Scalar<double>);
  STATIC_REQUIRE(Scalar<Dual<6>>);
  STATIC_REQUIRE(Scalar<Dual<6, Dual<1>>>);
  STATIC_REQUIRE_FALSE(Scalar<const char*>);
  STATIC_REQUIRE_FALSE(Scalar<Vec6<double>>);
}
