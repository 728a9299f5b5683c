#include "courant/physics/fringe.hpp"

#include "courant/math/dual.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;

namespace {

const Vec6<double> ray{{3e-3, 4e-4, -3e-3, 3e-4, 1e-3, 2e-3}};
constexpr double k1 = 2.5;  // [1/m^2]

auto fringe(double sign) {
  return [sign]<class T>(Vec6<T>& r) { physics::quadrupole_fringe(r, k1, sign); };
}

// Generator of the hard-edge fringe (Forest 1998, p. 390).
template <class T>
T generator(const Vec6<T>& r) {
  const T &x = r[X], &y = r[Y];
  return (k1 / 12.0) / (1.0 + r[DELTA]) *
         ((x * x * x + 3.0 * x * y * y) * r[PX] - (y * y * y + 3.0 * x * x * y) * r[PY]);
}

}  // namespace

TEST_CASE("Fringe: the map is its generator to first order in the gradient", "[physics][fringe]") {
  const auto f = generator(math::seed(ray));
  for (const double sign : {1.0, -1.0}) {
    Vec6<double> r = ray;
    fringe(sign)(r);
    for (int q = 0; q < 6; q += 2) {  // dq = df/dp, dp = -df/dq for each pair
      const auto i = static_cast<std::size_t>(q);
      CHECK_THAT(r[q] - ray[q], WithinAbs(sign * f.d[i + 1], 1e-18));  // rounding of 3 mm
      CHECK_THAT(r[q + 1] - ray[q + 1], WithinAbs(-sign * f.d[i], 1e-18));
    }
  }
}

TEST_CASE("Fringe: the defect is of second order in the gradient", "[physics][fringe]") {
  const double defect = test::symplectic_defect(test::dual_jacobian(fringe(1.0), ray));
  INFO("defect " << defect);
  CHECK(defect < 4e-11);  // the bound of the design: 3 mm
  const auto weak = [&]<class T>(Vec6<T>& r) { physics::quadrupole_fringe(r, 0.1 * k1, 1.0); };
  const double reduced = test::symplectic_defect(test::dual_jacobian(weak, ray));
  // a tenth of the gradient: a hundredth of the defect, up to round-off of 1
  CHECK_THAT(reduced, WithinAbs(0.01 * defect, 5e-16));
}

TEST_CASE("Fringe: entrance and exit cancel up to the fourth power of the amplitude", "[physics][fringe]") {
  Vec6<double> r = ray;
  fringe(1.0)(r);
  fringe(-1.0)(r);
  CHECK(test::distance(r, ray) < 1e-13);  // (k1 x^2/4)^2 x = 1e-13
  CHECK(test::distance(r, ray) > 0.0);
}

TEST_CASE("Fringe: there is no effect on the axis", "[physics][fringe]") {
  const auto m = test::dual_jacobian(fringe(1.0), {{0, 0, 0, 0, 0, 0.01}});
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) CHECK(m[i][j] == (i == j ? 1.0 : 0.0));
}
