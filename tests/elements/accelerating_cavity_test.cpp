#include "courant/elements/accelerating_cavity.hpp"

#include <cmath>

#include "courant/elements/all.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using elements::AcceleratingCavity;

namespace {

const Reference start(50e6, 0.51099895e6, -1.0);
constexpr double crest = 0.5 * constants::pi;

AcceleratingCavity<> structure(double phase = crest, double standing = 0.0) {
  return {.length = 3.0,
          .active_length = 3.0,
          .voltage = 60e6,
          .frequency = 2.856e9,
          .phase = phase,
          .standing_wave = standing,
          .kicks = 2000};
}

test::Jacobian matrix(const AcceleratingCavity<>& cavity) {
  return test::dual_jacobian([&]<class T>(Vec6<T>& r) { cavity.track(r, start); }, {});
}

}  // namespace

TEST_CASE("Accelerating cavity: the reference gains V sin(phase) and stays at zero",
          "[elements][acceleration]") {
  for (const double phase : {crest, 1.0, 2.0}) {
    const auto cavity = structure(phase);
    CHECK_THAT(elements::reference_after(AnyElement(cavity), start).energy(),
               WithinRel(50e6 + 60e6 * std::sin(phase), 1e-14));
    Vec6<double> r;
    cavity.track(r, start);
    for (int i = 0; i < 6; ++i) CHECK(std::abs(r[i]) < 1e-13);  // 2000 kicks of rounding in delta
  }
}

TEST_CASE("Accelerating cavity: phase space shrinks by the momentum", "[elements][acceleration]") {
  const auto m = matrix(structure(1.2, 1.0));
  const double ratio = start.p0c() / elements::reference_after(AnyElement(structure(1.2)), start).p0c();
  CHECK_THAT(m[X][X] * m[PX][PX] - m[X][PX] * m[PX][X], WithinRel(ratio, 1e-12));  // 2000 kicks of rounding
  CHECK_THAT(m[Y][Y] * m[PY][PY] - m[Y][PY] * m[PY][Y], WithinRel(ratio, 1e-12));
}

TEST_CASE("Accelerating cavity: a travelling wave on crest has the closed matrix",
          "[elements][acceleration]") {
  // without ends: x'' + (p'/p) x' = 0, so x = x0 + px0/P0' ln(p1/p0); electrons far above their mass: p' = const up to
  // (m/p)^2 = 1e-4 of the difference between beta and 1
  auto cavity = structure();
  cavity.end_focusing = 0.0;
  const double p0 = start.p0c(), p1 = elements::reference_after(AnyElement(cavity), start).p0c(),
               g = 60e6 / 3.0;
  const auto m = matrix(cavity);
  CHECK_THAT(m[X][X], WithinAbs(1.0, 1e-12));
  CHECK_THAT(m[X][PX], WithinRel(p0 / g * std::log(p1 / p0), 1e-4));
  CHECK_THAT(m[PX][PX], WithinRel(p0 / p1, 1e-12));
  // the ends: -g/(2 p0) in front, g/(2 p1) behind
  const auto with_ends = matrix(structure());
  const double l = m[X][PX], front = -g / (2 * p0), back = g / (2 * p1);
  CHECK_THAT(with_ends[X][X], WithinAbs(1.0 + l * front, 1e-12));
  CHECK_THAT(with_ends[PX][PX], WithinAbs(p0 / p1 + back * l, 1e-12));
}

TEST_CASE("Accelerating cavity: a standing wave has the matrix of Rosenzweig and Serafini",
          "[elements][acceleration]") {
  // eq. (13), on crest, eta = 1: body and ends together, u = sqrt(1/8) ln(g1/g0)
  const auto m = matrix(structure(crest, 1.0));
  const double e0 = 50e6, e1 = 110e6, g = 60e6 / 3.0, u = std::log(e1 / e0) / std::sqrt(8.0);
  const double c = std::cos(u), s = std::sin(u), root2 = std::sqrt(2.0);
  // 3e-4: beta = 1 in the formula, (m/p)^2 = 1e-4 at the entrance
  CHECK_THAT(m[X][X], WithinAbs(c - root2 * s, 3e-4));
  CHECK_THAT(m[X][PX], WithinAbs(std::sqrt(8.0) * e0 / g * s, 3e-4 * 4.0));
  CHECK_THAT(m[PX][X], WithinAbs(-(g / e1) * (1.0 / root2 + std::sqrt(1.0 / 8.0)) * s, 3e-4));
  CHECK_THAT(m[PX][PX], WithinAbs(e0 / e1 * (c + root2 * s), 3e-4));
}

TEST_CASE("Accelerating cavity: pieces are the whole", "[elements][acceleration]") {
  const auto whole = structure(1.1, 0.4);
  const Vec6<double> ray{{1e-3, 2e-4, -2e-3, 1e-4, 1e-3, 1e-3}};
  Vec6<double> at_once = ray, in_parts = ray;
  whole.track(at_once, start);
  Reference now = start;
  double offset = 0.0;
  for (const double length : {0.5, 1.3, 0.0, 1.2}) {
    auto piece = whole;
    piece.length = length;
    piece.whole = 3.0;
    piece.offset = offset;
    offset += length;
    piece.track(in_parts, now);
    now = elements::reference_after(AnyElement(piece), now);
  }
  CHECK_THAT(now.energy(), WithinRel(elements::reference_after(AnyElement(whole), start).energy(), 1e-14));
  CHECK(test::distance(at_once, in_parts) <
        1e-11);  // the backward wave's kicks fall at other places at two borders
}

TEST_CASE("Accelerating cavity: derivatives by voltage and phase are at the design reference",
          "[elements][acceleration]") {
  using S = Dual<1>;
  const Vec6<double> ray{{1e-3, 2e-4, -2e-3, 1e-4, 1e-3, 1e-3}};
  const auto cavity = structure(1.1, 0.4);
  const Reference end = elements::reference_after(AnyElement(cavity), start);
  const auto tracked = [&](double voltage, double phase) {
    auto changed = cavity;
    changed.voltage = voltage;
    changed.phase = phase;
    Vec6<double> r = ray;
    changed.track(r, start);
    physics::change_reference(r, elements::reference_after(AnyElement(changed), start), end);
    return r;
  };
  auto dual = elements::with_strength<AcceleratingCavity, S>(cavity);
  dual.voltage = S::variable(cavity.voltage, 0);
  auto r = math::convert<S>(ray);
  dual.track(r, start);
  const double h = 1e3;  // [V]
  const auto plus = tracked(cavity.voltage + h, cavity.phase),
             minus = tracked(cavity.voltage - h, cavity.phase);
  // delta of the ray itself: the reference's own time of flight moves with its energy, a part of 1/gamma^2 in z
  CHECK_THAT(r[DELTA].d[0], WithinRel((plus[DELTA] - minus[DELTA]) / (2 * h), 1e-3));
}
