#include "courant/math/simd_pack.hpp"

#include <array>
#include <limits>
#include <vector>

#include "courant/math/dual.hpp"
#include "courant/math/vec6.hpp"
#include "support/catch.hpp"

using namespace courant;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// A pack of different numbers; `shift` makes a second one that is smaller in some lanes and larger in others.
template <class P>
P sample(double shift = 0.0) {
  P out;
  for (int i = 0; i < P::lanes; ++i)
    out.set(i, static_cast<typename P::Lane>(0.1 + 0.11 * i + (i % 2 ? shift : -shift)));
  return out;
}

/// Every lane of f(a, b) is f(a_i, b_i) to `ulp` units in the last place.
template <class P, class F>
void check_lanes(F f, float ulp = 0) {
  using T = typename P::Lane;
  const P a = sample<P>(), b = sample<P>(0.05), c = f(a, b);
  for (int i = 0; i < P::lanes; ++i) {
    const T single = static_cast<T>(f(a[i], b[i]));
    CHECK(std::abs(c[i] - single) <= ulp * std::numeric_limits<T>::epsilon() * std::abs(single));
  }
}

using Packs = std::tuple<Pack<double, 2>, Pack<double, 4>, Pack<double, 8>, Pack<float, 4>, Pack<float, 8>,
                         Pack<float, 16>>;

}  // namespace

TEMPLATE_LIST_TEST_CASE("Pack: arithmetic acts on each lane alone", "[math][pack]", Packs) {
  using P = TestType;
  STATIC_REQUIRE(Scalar<P>);
  STATIC_REQUIRE(sizeof(P) == P::lanes * sizeof(typename P::Lane));
  check_lanes<P>([](auto a, auto b) { return a + b; });
  check_lanes<P>([](auto a, auto b) { return a - b; });
  check_lanes<P>([](auto a, auto b) { return a * b; });
  check_lanes<P>([](auto a, auto b) { return a / b; });
  check_lanes<P>([](auto a, auto) { return -a; });
  check_lanes<P>([](auto a, auto b) { return a += b; });
  check_lanes<P>([](auto a, auto b) { return a -= b; });
  check_lanes<P>([](auto a, auto b) { return a *= b; });
  check_lanes<P>([](auto a, auto b) { return a /= b; });
}

TEMPLATE_LIST_TEST_CASE("Pack: numbers mix in as the same number in every lane", "[math][pack]", Packs) {
  using P = TestType;
  using T = typename P::Lane;
  const P a = sample<P>(), sum = 2.0 + a, difference = 2.0 - a, product = a * 2.0, ratio = 2.0 / a;
  for (int i = 0; i < P::lanes; ++i) {
    CHECK(sum[i] == T(2) + a[i]);
    CHECK(difference[i] == T(2) - a[i]);
    CHECK(product[i] == a[i] * T(2));
    CHECK(ratio[i] == T(2) / a[i]);
    CHECK(std::signbit(P(-0.0)[i]));
    CHECK(P()[i] == 0);
  }
}

TEMPLATE_LIST_TEST_CASE("Pack: functions are those of a single number in each lane", "[math][pack]", Packs) {
  using P = TestType;
  using namespace std;   // of a lane
  const float libm = 1;  // [ulp]: a compiler that knows the argument rounds better than the library
  check_lanes<P>([](auto a, auto) { return sqrt(a); });
  check_lanes<P>([](auto a, auto) { return abs(a - decltype(a)(0.3)); });
  check_lanes<P>([](auto a, auto) { return sin(a); }, libm);
  check_lanes<P>([](auto a, auto) { return cos(a); }, libm);
  check_lanes<P>([](auto a, auto) { return tan(a); }, libm);
  check_lanes<P>([](auto a, auto) { return asin(a * decltype(a)(0.5)); }, libm);
  check_lanes<P>([](auto a, auto) { return acos(a * decltype(a)(0.5)); }, libm);
  check_lanes<P>([](auto a, auto) { return atan(a); }, libm);
  check_lanes<P>([](auto a, auto) { return sinh(a); }, libm);
  check_lanes<P>([](auto a, auto) { return cosh(a); }, libm);
  check_lanes<P>([](auto a, auto) { return exp(a); }, libm);
  check_lanes<P>([](auto a, auto) { return log(a); }, libm);
}

TEMPLATE_LIST_TEST_CASE("Pack: select chooses lane by lane", "[math][pack]", Packs) {
  using P = TestType;
  const P a = sample<P>(), b = sample<P>(0.05);
  const P smaller = select(a < b, a, b), larger = select(a > b, a, b);
  for (int i = 0; i < P::lanes; ++i) {
    CHECK(smaller[i] == std::min(a[i], b[i]));
    CHECK(larger[i] == std::max(a[i], b[i]));
    CHECK((a < b)[i] == (a[i] < b[i]));
    CHECK(((a < b) & (a > P(0.15)))[i] == (a[i] < b[i] && a[i] > P(0.15)[i]));
    CHECK(((a < b) | (a > P(0.15)))[i] == (a[i] < b[i] || a[i] > P(0.15)[i]));
    CHECK((!(a < b))[i] == !(a[i] < b[i]));
  }
  CHECK(any(a < b));
  CHECK_FALSE(all(a < b));
  CHECK(all(a < P(3.0)));
  CHECK_FALSE(any(a > P(3.0)));
}

TEMPLATE_LIST_TEST_CASE("Pack: a lost lane stays lost and leaves its neighbours alone", "[math][pack]",
                        Packs) {
  using P = TestType;
  P a = sample<P>();
  a.set(1, static_cast<typename P::Lane>(not_a_number));
  const P b = sqrt(a) * 2.0 + abs(a) / (1.0 + a);
  for (int i = 0; i < P::lanes; ++i) CHECK(std::isnan(b[i]) == (i == 1));
  CHECK_FALSE((a < P(1.0))[1]);
  CHECK_FALSE((a > P(1.0))[1]);
  const P c = sqrt(sample<P>() - 0.3);
  for (int i = 0; i < P::lanes; ++i) CHECK(std::isnan(c[i]) == (sample<P>()[i] < 0.3));
  CHECK(std::isinf((1.0 / (a - a[0]))[0]));
  CHECK((1.0 / P(infinity))[0] == 0);
}

TEMPLATE_LIST_TEST_CASE("Pack: zero is zero in every lane", "[math][pack]", Packs) {
  using P = TestType;
  CHECK(is_zero(P(0.0)));
  CHECK(is_zero(P(-0.0)));
  P one_lane;
  one_lane.set(P::lanes - 1, typename P::Lane(1e-30));
  CHECK_FALSE(is_zero(one_lane));
  CHECK_FALSE(std::signbit(abs(P(-0.0))[0]));
  CHECK(math::value(one_lane)[P::lanes - 1] == one_lane[P::lanes - 1]);
}

TEMPLATE_LIST_TEST_CASE("Pack: loads and stores neighbours of any alignment", "[math][pack]", Packs) {
  using P = TestType;
  using T = typename P::Lane;
  std::vector<T> memory(P::lanes + 3, T(-1));
  sample<P>().store(memory.data() + 1);
  CHECK(memory.front() == T(-1));
  CHECK(memory[P::lanes + 1] == T(-1));
  const P back = P::load(memory.data() + 1);
  for (int i = 0; i < P::lanes; ++i) CHECK(back[i] == sample<P>()[i]);
}

TEST_CASE("Pack: packs in dual numbers give the derivatives of each lane", "[math][pack]") {
  using P = Pack<double, 4>;
  STATIC_REQUIRE(Scalar<Dual<2, P>>);
  const auto f = [](const auto& x, const auto& y) {
    using T = std::remove_cvref_t<decltype(x)>;
    return select(x < y, T(sqrt(x) * sin(y) / (1.0 + x * y)), T(2.0 * x + abs(y)));
  };
  const P x = sample<P>(), y = sample<P>(0.05);
  const auto lanes = f(Dual<2, P>::variable(x, 0), Dual<2, P>::variable(y, 1));
  for (int i = 0; i < P::lanes; ++i) {
    const auto single = f(Dual<2>::variable(x[i], 0), Dual<2>::variable(y[i], 1));
    // the same operations in the same order, some fused by the compiler: a few roundings of numbers near 1
    CHECK_THAT(value(lanes)[i], Catch::WithinAbs(single.v, 1e-15));
    CHECK_THAT(lanes.d[0][i], Catch::WithinAbs(single.d[0], 1e-15));
    CHECK_THAT(lanes.d[1][i], Catch::WithinAbs(single.d[1], 1e-15));
  }
}

TEST_CASE("Isa: the levels are ordered and the processor runs the lowest", "[math][isa]") {
  CHECK(isa::runs(isa::Level::baseline));
  CHECK(isa::runs(isa::best_level()));
  CHECK(isa::Level::v3 < isa::Level::v4);
  CHECK(isa::to_string(isa::Level::v4) == "v4");
  CHECK(isa::to_string(isa::Level::v3) == "v3");
  CHECK(isa::to_string(isa::Level::baseline) == "baseline");
  STATIC_REQUIRE_FALSE(std::same_as<Pack<double, 4, isa::V3>, Pack<double, 4>>);
}

TEMPLATE_LIST_TEST_CASE("Pack: one number for all lanes is the largest or the first", "[math][pack]", Packs) {
  using P = TestType;
  P a(0.5);
  a.set(P::lanes - 1, -3);
  CHECK(magnitude(a) == 3.0);
  CHECK(nominal(a) == 0.5);
  CHECK(magnitude(Dual<2, P>(a)) == 3.0);
  CHECK(nominal(Dual<2, P>(a)) == 0.5);
}
