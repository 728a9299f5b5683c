#include "courant/physics/electric_field.hpp"

#include <cmath>

#include "courant/physics/drift.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/references.hpp"

using namespace courant;

namespace {

const Vec6<double> ray{{3e-3, 2e-2, -2e-3, 1e-2, 5e-3, -0.02}};

/// x, px, y, py, c t, E/(P0 c) by Runge-Kutta: dp/ds = g E/ps, dx/ds = p/ps, c dt/ds = E/ps.
Vec6<double> integrated(Vec6<double> r, double gx, double gy, double length, const Reference& reference) {
  const double beta0 = reference.beta(), rest2 = 1 / (beta0 * beta0) - 1;
  auto madx = physics::to_madx(r, reference);
  std::array<double, 6> q{r[X], r[PX], r[Y], r[PY], madx.t, madx.pt + 1 / beta0 + gx * r[X] + gy * r[Y]};
  const auto slope = [&](const std::array<double, 6>& v) {
    const double ps = std::sqrt(v[5] * v[5] - rest2 - v[1] * v[1] - v[3] * v[3]);
    return std::array<double, 6>{v[1] / ps,      gx * v[5] / ps,        v[3] / ps,
                                 gy * v[5] / ps, 1 / beta0 - v[5] / ps, (gx * v[1] + gy * v[3]) / ps};
  };
  const int steps = 1000;
  const double ds = length / steps;
  const auto moved = [](std::array<double, 6> v, const std::array<double, 6>& k, double d) {
    for (std::size_t i = 0; i < 6; ++i) v[i] += d * k[i];
    return v;
  };
  for (int n = 0; n < steps; ++n) {
    const auto k1 = slope(q), k2 = slope(moved(q, k1, ds / 2)), k3 = slope(moved(q, k2, ds / 2)),
               k4 = slope(moved(q, k3, ds));
    for (std::size_t i = 0; i < 6; ++i) q[i] += ds / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
  }
  madx.t = q[4];
  madx.pt = q[5] - gx * q[0] - gy * q[2] - 1 / beta0;
  Vec6<double> out{{q[0], q[1], q[2], q[3], 0.0, 0.0}};
  physics::from_madx(out, madx, reference);
  return out;
}

}  // namespace

TEST_CASE("Electric field: solves the equations of motion", "[physics][electric_field]") {
  for (const auto& reference : test::references) {
    INFO(reference.name);
    Vec6<double> r = ray;
    physics::electric_field(r, 3e-2, -2e-2, 1.5, reference);
    // 1000 steps of order 4, and the integration's own round-off of t, 1e-13 at beta = 0.1
    CHECK(test::distance(r, integrated(ray, 3e-2, -2e-2, 1.5, reference)) < 5e-13);
  }
}

TEST_CASE("Electric field: without field it is the exact drift", "[physics][electric_field]") {
  for (const auto& reference : test::references) {
    INFO(reference.name);
    Vec6<double> off = ray, drifted = ray;
    physics::electric_field(off, 0.0, 0.0, 1.5, reference);
    physics::drift(drifted, physics::Model::exact, 1.5, reference);
    CHECK(test::distance(off, drifted) < 1e-16);  // z to a time and back
  }
}

TEST_CASE("Electric field: is symplectic and leaves the total energy", "[physics][electric_field]") {
  for (const auto& reference : test::references) {
    INFO(reference.name);
    const auto map = [&]<class T>(Vec6<T>& r) { physics::electric_field(r, 3e-2, 1e-2, 1.5, reference); };
    CHECK(test::relative_defect(test::dual_jacobian(map, ray)) < 4e-15);  // round-off
    Vec6<double> r = ray;
    map(r);
    CHECK(std::abs(r[DELTA] - ray[DELTA]) < 1e-17);
  }
}
