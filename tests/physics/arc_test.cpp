#include "courant/physics/arc.hpp"

#include <cmath>

#include "courant/physics/drift.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using physics::Sector;

namespace {

const Vec6<double> ray{{4e-3, 2e-2, -3e-3, 1e-2, 1e-3, -0.03}};

/// Motion in a uniform field by Runge-Kutta in the curvilinear frame: x' = (1 + h x) px/pz and so on.
Vec6<double> integrated(Vec6<double> r, double h, double b, double length) {
  const auto slope = [&](const Vec6<double>& q) {
    const double p = 1.0 + q[DELTA], pz = std::sqrt(p * p - q[PX] * q[PX] - q[PY] * q[PY]),
                 g = 1.0 + h * q[X];
    return Vec6<double>{{g * q[PX] / pz, h * pz - b * g, g * q[PY] / pz, 0.0, 1.0 - g * p / pz, 0.0}};
  };
  const int steps = 2000;
  const double ds = length / steps;
  const auto moved = [](Vec6<double> q, const Vec6<double>& k, double d) {
    for (int i = 0; i < 6; ++i) q[i] += d * k[i];
    return q;
  };
  for (int n = 0; n < steps; ++n) {
    const auto k1 = slope(r), k2 = slope(moved(r, k1, ds / 2)), k3 = slope(moved(r, k2, ds / 2)),
               k4 = slope(moved(r, k3, ds));
    for (int i = 0; i < 6; ++i) r[i] += ds / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
  }
  return r;
}

}  // namespace

TEST_CASE("Arc: is the solution of the equations of motion in a uniform field", "[physics][arc]") {
  struct {
    double h, b;  // [1/m]
  } const cases[] = {{0.6, 0.6},   {0.6, 0.0}, {0.0, 0.3}, {-0.5, -0.45},
                     {1e-6, 1e-6}, {0.0, 0.0}, {0.3, 1e-9}};
  for (const auto& [h, b] : cases) {
    INFO("h " << h << " b " << b);
    Vec6<double> r = ray;
    physics::turn(r, Sector::arc(h, 1.1), b);
    CHECK(test::distance(r, integrated(ray, h, b, 1.1)) < 2e-14);  // 2000 steps of order 4: (1.1/2000)^4
  }
}

TEST_CASE("Arc: without field and angle it is the exact drift", "[physics][arc]") {
  Vec6<double> drifted = ray, turned = ray;
  physics::drift_exact(drifted, 0.9);
  physics::turn(turned, Sector::arc(0.0, 0.9), 0.0);
  CHECK(test::distance(drifted, turned) < 2e-16);  // z is the difference of paths of 0.9 m
}

TEST_CASE("Arc: pieces add up and the way back is the inverse", "[physics][arc]") {
  Vec6<double> whole = ray, pieces = ray;
  physics::turn(whole, Sector::arc(0.5, 1.2), 0.55);
  for (int i = 0; i < 3; ++i) physics::turn(pieces, Sector::arc(0.5, 0.4), 0.55);
  CHECK(test::distance(whole, pieces) < 5e-16);  // z: three differences of paths of 0.4 m
  physics::turn(whole, Sector::arc(0.5, -1.2), 0.55);
  CHECK(test::distance(whole, ray) < 5e-16);
}

TEST_CASE("Arc: a weak field loses no digits", "[physics][arc]") {
  // Radius 3 km: against b = 0 the ray moves by -b L^2/2 and so on, to first order in b
  const double b = 1.0 / 3000.0;
  Vec6<double> on, off;
  physics::turn(on, Sector::arc(0.0, 2.0), b);
  physics::turn(off, Sector::arc(0.0, 2.0), 0.0);
  const double sine = 2.0 * b;  // px = -b L exactly
  CHECK_THAT(on[PX] - off[PX], WithinAbs(-sine, 1e-18));
  CHECK_THAT(on[X], WithinAbs(-(1.0 - std::sqrt(1.0 - sine * sine)) / b,
                              1e-13));  // the formula on the right cancels
}

TEST_CASE("Arc: every sector and wedge is symplectic", "[physics][arc]") {
  const auto defect = [](const Sector& sector, double b) {
    return test::relative_defect(
        test::dual_jacobian([&]<class T>(Vec6<T>& r) { physics::turn(r, sector, b); }, ray));
  };
  for (const double b : {0.0, 1e-12, 0.4, -0.2}) {
    INFO("b " << b);
    CHECK(defect(Sector::arc(0.4, 1.5), b) < 2e-15);  // round-off
    CHECK(defect(Sector::wedge(0.3), b) < 2e-15);
    CHECK(defect(Sector::arc(0.0, 1.5), b) < 2e-15);
  }
}

TEST_CASE("Arc: a turn in free space and back is nothing", "[physics][arc]") {
  Vec6<double> r = ray;
  physics::turn(r, Sector::wedge(0.4), 0.0);
  CHECK(test::distance(r, ray) > 1e-2);
  physics::turn(r, Sector::wedge(-0.4), 0.0);
  CHECK(test::distance(r, ray) < 2e-17);  // roundings of 2e-2
}
