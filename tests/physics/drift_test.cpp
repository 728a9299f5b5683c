#include "courant/physics/drift.hpp"

#include "courant/math/dual.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/references.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;

namespace {
constexpr double eps = 2.220446049250313e-16;
const Vec6<double> ray{{1e-3, 2e-3, -3e-3, 1e-3, 4e-3, 0.01}};

auto drift(double length, const Reference& reference) {
  return [length, &reference]<class T>(Vec6<T>& r) {
    physics::drift_expanded(r, length, T(1.0 / (1.0 + r[DELTA])));
    physics::slip(r, length, reference);
  };
}
}  // namespace

TEST_CASE("Drift: rays are straight and z loses the longer path", "[physics][drift]") {
  const double length = 1.7;
  for (const auto& reference : test::references) {
    INFO(reference.name);
    Vec6<double> r = ray;
    drift(length, reference)(r);
    const double p = 1 + ray[DELTA];
    CHECK_THAT(r[X], WithinAbs(ray[X] + length * ray[PX] / p, eps * 1e-2));
    CHECK_THAT(r[Y], WithinAbs(ray[Y] + length * ray[PY] / p, eps * 1e-2));
    CHECK(r[PX] == ray[PX]);
    CHECK(r[PY] == ray[PY]);
    CHECK(r[DELTA] == ray[DELTA]);
    const double path = 0.5 * length * (ray[PX] * ray[PX] + ray[PY] * ray[PY]) / (p * p);
    const double lead = length * physics::relative_beta_minus_one(ray[DELTA], reference);
    CHECK_THAT(r[Z], WithinAbs(ray[Z] + lead - path, 4 * eps * (ray[Z] + lead)));
  }
}

TEST_CASE("Drift: R56 is length/gamma^2, a faster particle leads", "[physics][drift]") {
  const Reference proton(943.6e6, 938.272089e6, 1.0);
  const auto m = test::dual_jacobian(drift(3.0, proton), {});
  // dbeta/ddelta = beta/gamma^2 at delta = 0
  CHECK_THAT(m[Z][DELTA], WithinAbs(3.0 / (proton.gamma() * proton.gamma()), 8 * eps * 3));
  CHECK(m[Z][DELTA] > 0.0);
}

TEST_CASE("Drift: two pieces equal the whole and a step back undoes it", "[physics][drift]") {
  for (const auto& reference : test::references) {
    INFO(reference.name);
    Vec6<double> whole = ray, parts = ray, back = ray;
    drift(2.0, reference)(whole);
    drift(0.7, reference)(parts);
    drift(1.3, reference)(parts);
    drift(2.0, reference)(back);
    drift(-2.0, reference)(back);
    CHECK(test::distance(whole, parts) < 8 * eps * 0.05);  // largest coordinate: z after the slip, 0.02 m
    CHECK(test::distance(back, ray) < 8 * eps * 0.05);
  }
}

TEST_CASE("Drift: the map is symplectic", "[physics][drift]") {
  for (const auto& reference : test::references) {
    INFO(reference.name);
    CHECK(test::relative_defect(test::dual_jacobian(drift(2.0, reference), ray)) < 1e-15);  // round-off
  }
}
