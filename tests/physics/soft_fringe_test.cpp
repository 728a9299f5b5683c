#include "courant/physics/fringe.hpp"

#include <cmath>

#include "support/catch.hpp"
#include "support/jacobian.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;

namespace {

const Vec6<double> ray{{3e-3, 4e-4, -3e-3, 3e-4, 1e-3, 2e-2}};
constexpr double ramp = 0.1;                          // length of a fringe that rises in a straight line [m]
constexpr double first_moment = -ramp * ramp / 24.0;  // of it, by hand [m^2]

auto fringe(double k1, double fq1, double fq2, double sign) {
  return [=]<class T>(Vec6<T>& r) { physics::soft_fringe(r, k1, fq1, fq2, sign); };
}

// Half of the transverse plane through a gradient k(s), linear motion, by the midpoint rule in small steps.
struct Ray {
  double q, p;
  template <class K>
  void through(double length, K k) {
    constexpr int steps = 20000;
    const double ds = length / steps;
    for (int i = 0; i < steps; ++i) {
      q += 0.5 * ds * p;
      p -= ds * k((i + 0.5) * ds) * q;
      q += 0.5 * ds * p;
    }
  }
};

// From a length before the edge to one behind it: how far the soft fringe between a drift and a constant gradient is
// from the gradient that rises.
double error_of(double k1) {
  Ray real{1e-3, 2e-4}, model = real;
  real.through(ramp, [&](double s) { return k1 * s / ramp; });
  model.through(0.5 * ramp, [](double) { return 0.0; });
  Vec6<double> r{{model.q, model.p}};
  fringe(k1, first_moment, 0.0, +1.0)(r);
  model = {r[X], r[PX]};
  model.through(0.5 * ramp, [&](double) { return k1; });
  return std::hypot(real.q - model.q, real.p - model.p);
}

}  // namespace

TEST_CASE("Soft fringe: a gradient that rises in a straight line, to first order", "[physics][fringe]") {
  const double effect = 0.2 * std::abs(first_moment) * 1e-3;  // k1 fq1 x of k1 = 0.2
  CHECK(error_of(0.2) < 0.01 * effect);
  CHECK_THAT(error_of(4.0) / error_of(2.0), WithinAbs(4.0, 0.05));  // what is left is of second order
}

TEST_CASE("Soft fringe: the map is symplectic", "[physics][fringe]") {
  for (const double sign : {1.0, -1.0})
    CHECK(test::symplectic_defect(test::dual_jacobian(fringe(2.5, -4e-3, 3e-4, sign), ray)) < 1e-15);
}

TEST_CASE("Soft fringe: the exit undoes the entrance for a ray that turns back", "[physics][fringe]") {
  const auto turned = [](Vec6<double> r) {
    r[PX] = -r[PX];
    r[PY] = -r[PY];
    r[Z] = -r[Z];
    return r;
  };
  Vec6<double> r = ray;
  fringe(2.5, -4e-3, 3e-4, +1.0)(r);
  CHECK(test::distance(r, ray) > 1e-6);
  r = turned(r);
  fringe(2.5, -4e-3, 3e-4, -1.0)(r);
  CHECK(test::distance(turned(r), ray) < 1e-17);  // rounding of 3 mm
}

TEST_CASE("Soft fringe: moments and planes by hand", "[physics][fringe]") {
  Vec6<double> r{{1e-3, 1e-3, 1e-3, 1e-3, 0.0, 1.0}};  // twice the momentum
  fringe(2.0, 0.1, 0.01, +1.0)(r);                     // f1 = 0.1, f2 = 0.01, x' = 5e-4
  CHECK_THAT(r[X], WithinAbs(1e-3 * std::exp(0.1) + 5e-6, 1e-18));
  CHECK_THAT(r[PX], WithinAbs(1e-3 * std::exp(-0.1), 1e-18));
  CHECK_THAT(r[Y], WithinAbs(1e-3 * std::exp(-0.1) - 5e-6, 1e-18));
  CHECK_THAT(r[PY], WithinAbs(1e-3 * std::exp(0.1), 1e-18));
  CHECK(r[DELTA] == 1.0);
}

TEST_CASE("Fringe: names by ends", "[physics][fringe]") {
  using physics::Fringe;
  CHECK(with_ends(Fringe::full, true, false) == Fringe::full_entrance);
  CHECK(with_ends(Fringe::soft_edge_entrance, false, true) == Fringe::soft_edge_exit);
  CHECK(with_ends(Fringe::hard_edge_exit, true, true) == Fringe::hard_edge);
  CHECK(with_ends(Fringe::full, false, false) == Fringe::none);
  CHECK(with_ends(Fringe::none, true, true) == Fringe::none);
  CHECK((is_hard(Fringe::full_exit) && is_soft(Fringe::full_exit) && !has_entrance(Fringe::full_exit)));
  CHECK_FALSE(is_soft(Fringe::hard_edge));
  CHECK_FALSE(is_hard(Fringe::soft_edge));
}
