#include "courant/physics/misalignment.hpp"

#include <cmath>
#include <numbers>

#include "courant/physics/drift.hpp"
#include "courant/physics/multipoles.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using physics::Alignment;

namespace {

const Alignment<> displaced{1e-3, -2e-3, 3e-3, 0.2, 0.03, -0.05};
const Vec6<double> ray{{4e-3, 2e-2, -3e-3, -1e-2, 1e-3, 0.02}};
constexpr double length = 0.7;

/// Field-free motion without expansion: straight line, z loses the whole path but gains the reference's.
template <class T>
void exact_drift(Vec6<T>& r, double ds) {
  COURANT_USING_MATH;
  const T p = 1.0 + r[DELTA], along = physics::longitudinal_momentum(r);
  r[X] += ds * r[PX] / along;
  r[Y] += ds * r[PY] / along;
  r[Z] += ds * (1.0 - p / along);
}

/// `body` in the frame of the displaced magnet.
template <class T, class S, class Body>
void aligned(Vec6<T>& r, const Alignment<S>& alignment, double magnet_length, Body body) {
  const physics::Displacement displacement(alignment, magnet_length);
  displacement.enter(r);
  body(r);
  displacement.leave(r);
}

/// Thin multipole of order n in the middle of `length`.
template <class T>
void kicked(Vec6<T>& r, int n, double normal, double skew) {
  physics::Multipoles<> field;
  field.add(n, normal, skew);
  exact_drift(r, 0.5 * length);
  physics::multipole_kick(r, field, 1.0);
  exact_drift(r, 0.5 * length);
}

}  // namespace

TEST_CASE("Misalignment: a displaced field-free magnet is the exact drift", "[physics][misalignment]") {
  Vec6<double> straight = ray, through = ray;
  exact_drift(straight, length);
  aligned(through, displaced, length, [](Vec6<double>& r) { exact_drift(r, length); });
  CHECK(test::distance(through, straight) < 4e-16);  // roundings of lengths of 0.7 m
}

TEST_CASE("Misalignment: entering and leaving a magnet without length cancel", "[physics][misalignment]") {
  Vec6<double> r = ray;
  physics::Displacement(displaced, 0.0).enter(r);
  CHECK(test::distance(r, ray) > 1e-3);
  physics::Displacement(displaced, 0.0).leave(r);
  CHECK(test::distance(r, ray) < 1e-17);  // roundings of coordinates of 1e-2
}

TEST_CASE("Misalignment: no displacement leaves no rounding", "[physics][misalignment]") {
  Vec6<double> r = ray;
  aligned(r, Alignment<>{}, length, [](Vec6<double>&) {});
  CHECK(r.v == ray.v);
}

TEST_CASE("Misalignment: the change of frame is symplectic", "[physics][misalignment]") {
  const auto enter = []<class T>(Vec6<T>& r) { physics::Displacement(displaced, length).enter(r); };
  const auto leave = []<class T>(Vec6<T>& r) { physics::Displacement(displaced, length).leave(r); };
  CHECK(test::relative_defect(test::dual_jacobian(enter, ray)) < 1e-15);  // round-off
  CHECK(test::relative_defect(test::dual_jacobian(leave, ray)) < 1e-15);
}

TEST_CASE("Misalignment: shifts and small angles have the documented signs", "[physics][misalignment]") {
  const double a = 1e-6;  // second order: 1e-12
  const auto entered = [&](const Alignment<>& alignment) {
    Vec6<double> r;
    physics::Displacement(alignment, length).enter(r);
    return r;
  };
  const auto near = [](const Vec6<double>& r, double x, double px, double y, double py) {
    CHECK_THAT(r[X], WithinAbs(x, 1e-11));
    CHECK_THAT(r[PX], WithinAbs(px, 1e-11));
    CHECK_THAT(r[Y], WithinAbs(y, 1e-11));
    CHECK_THAT(r[PY], WithinAbs(py, 1e-11));
  };
  const double half = 0.5 * length * a;
  near(entered({.dx = a}), -a, 0, 0, 0);  // a magnet at +x sees the beam at -x
  near(entered({.dy = a}), 0, 0, -a, 0);
  near(entered({.yaw = a}), half, -a, 0, 0);  // exit to +x: entrance at -x, axis points to +x
  near(entered({.pitch = a}), 0, 0, half, -a);
  Vec6<double> r{{1e-3, 0, 0, 0, 0, 0}};  // a particle at +x sits at -y of a magnet rolled from x to y
  physics::Displacement(Alignment<>{.roll = a}, length).enter(r);
  near(r, 1e-3, 0, -1e-9, 0);
  Vec6<double> inclined{{0, 1e-3, 0, 0, 0, 0}};  // the entrance of a magnet shifted by ds comes later
  physics::Displacement(Alignment<>{.ds = a}, length).enter(inclined);
  near(inclined, 1e-9, 1e-3, 0, 0);
}

TEST_CASE("Misalignment: a roll turns b_n + i a_n by (n + 1) times the angle", "[physics][misalignment]") {
  // field seen from outside: c_n exp(-i (n + 1) roll)
  const double roll = 0.3, b = 1.0, a = 0.4;
  for (const int n : {0, 1, 2, 3}) {
    const double size = std::pow(50.0, n), angle = (n + 1) * roll;
    Vec6<double> rolled = ray, turned = ray;
    aligned(rolled, Alignment<>{.roll = roll}, length,
            [&](Vec6<double>& r) { kicked(r, n, 1e-3 * b * size, 1e-3 * a * size); });
    kicked(turned, n, 1e-3 * size * (b * std::cos(angle) + a * std::sin(angle)),
           1e-3 * size * (a * std::cos(angle) - b * std::sin(angle)));
    INFO("n = " << n);
    CHECK(test::distance(rolled, turned) < 1e-16);  // round-off of coordinates of 2e-2
  }
}

TEST_CASE("Misalignment: a quarter turn makes normal skew", "[physics][misalignment]") {
  const auto same = [](double roll, int n, double normal, double skew) {
    Vec6<double> rolled = ray, expected = ray;
    aligned(rolled, Alignment<>{.roll = roll}, length, [&](Vec6<double>& r) { kicked(r, n, 2.0, 0.0); });
    kicked(expected, n, normal, skew);
    return test::distance(rolled, expected) < 1e-15;
  };
  const double quarter = std::numbers::pi / 2;
  CHECK(same(quarter, 0, 0.0, -2.0));
  CHECK(same(quarter, 1, -2.0, 0.0));      // a quadrupole changes sign
  CHECK(same(quarter, 2, 0.0, 2.0));       // a sextupole becomes skew
  CHECK(same(quarter / 2, 1, 0.0, -2.0));  // a quadrupole becomes skew at 45 degrees
}

TEST_CASE("Misalignment: a roll of a quarter turn makes a horizontal kick vertical",
          "[physics][misalignment]") {
  Vec6<double> r;
  aligned(r, Alignment<>{.roll = std::numbers::pi / 2}, 0.0, [](Vec6<double>& s) { s[PX] += 1e-3; });
  CHECK_THAT(r[PY], WithinAbs(1e-3, 1e-18));
  CHECK_THAT(r[PX], WithinAbs(0.0, 1e-18));
}

TEST_CASE("Misalignment: a displacement is a differentiable strength", "[physics][misalignment]") {
  const auto through = [](auto dx) {
    using S = decltype(dx);
    Alignment<S> alignment;
    alignment.dx = dx;
    auto r = math::convert<S>(ray);
    aligned(r, alignment, length, [](Vec6<S>& s) { kicked(s, 1, 2.0, 0.0); });
    return r;
  };
  const auto dual = through(Dual<1>::variable(1e-3, 0));
  const double h = 1e-5;
  const auto plus = through(1e-3 + h), minus = through(1e-3 - h);
  // central differences: round-off 1e-16/h, third derivative h^2
  for (int i = 0; i < 6; ++i) CHECK_THAT(dual[i].d[0], WithinAbs((plus[i] - minus[i]) / (2 * h), 1e-9));
}
