#include "courant/elements/quadrupole.hpp"

#include <cmath>

#include "courant/elements/drift.hpp"
#include "courant/elements/multipole.hpp"
#include "courant/elements/octupole.hpp"
#include "courant/elements/sextupole.hpp"
#include "courant/elements/thin_multipole.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using elements::Integrator;

namespace {

const Reference reference(6e9, 0.0, -1.0);

template <class E>
test::Jacobian matrix(const E& element, double delta) {
  return test::dual_jacobian([&]<class T>(Vec6<T>& r) { element.track(r, reference); },
                             {{0, 0, 0, 0, 0, delta}});
}

// Largest deviation of the transverse blocks from cos/sin and cosh/sinh of sqrt(k/(1 + delta)) L.
double deviation(const elements::Quadrupole<>& quad, double delta) {
  const auto m = matrix(quad, delta);
  double worst = 0.0;
  for (const double sign : {1.0, -1.0}) {
    const double k = sign * quad.k1 / (1 + delta), w = std::sqrt(std::abs(k)), phi = w * quad.length;
    const double c = k > 0 ? std::cos(phi) : std::cosh(phi), s = k > 0 ? std::sin(phi) : std::sinh(phi);
    const std::size_t q = sign > 0 ? X : Y, p = q + 1;
    // momentum px = (1 + delta) x'
    for (const double d : {m[q][q] - c, m[p][p] - c, m[q][p] - s / w / (1 + delta),
                           m[p][q] + (k > 0 ? 1 : -1) * w * s * (1 + delta)})
      worst = std::max(worst, std::abs(d));
  }
  return worst;
}

}  // namespace

TEST_CASE("Quadrupole: the map on the axis is the analytic matrix", "[elements][quadrupole]") {
  const double k1 = GENERATE(0.8, -0.8), delta = GENERATE(0.0, 0.03, -0.05);
  const elements::Quadrupole<> quad{.length = 0.3, .k1 = k1, .steps = 20};
  INFO("k1 " << k1 << ", delta " << delta);
  CHECK(deviation(quad, delta) < 1e-9);  // truncation of fourth order, 20 steps: 8e-10
  auto sixth = quad;
  sixth.integrator = Integrator::dkd6;
  CHECK(deviation(sixth, delta) < 2e-14);  // coefficients of 14 digits and round-off
}

TEST_CASE("Quadrupole: truncation falls with the order of the scheme", "[elements][quadrupole]") {
  // a strong magnet of a fourth-generation source
  const elements::Quadrupole<> quad{.length = 0.4, .k1 = 4.5};
  const Integrator schemes[]{Integrator::dkd2, Integrator::dkd4, Integrator::dkd6};
  for (int i = 0; i < 3; ++i) {
    auto coarse = quad;
    coarse.integrator = schemes[i];
    coarse.steps = 4;
    auto fine = coarse;
    fine.steps = 8;
    const double slope = std::log2(deviation(coarse, 0.0) / deviation(fine, 0.0));
    INFO("scheme " << i << ": " << deviation(coarse, 0.0) << " -> " << deviation(fine, 0.0));
    CHECK_THAT(slope, WithinAbs(2.0 * (i + 1), 0.05));  // next order of the error: (w L/steps)^2 = 0.01
  }
}

TEST_CASE("Quadrupole: the table of truncation errors in the manual holds", "[elements][quadrupole]") {
  // docs/theory/integrators.md, rounded to two digits: 5 %
  const int steps[]{1, 4, 10, 20};
  const double table[3][4]{
      {2.2e-1, 1.6e-2, 2.6e-3, 6.4e-4}, {9.7e-2, 4.8e-4, 1.3e-5, 7.8e-7}, {4.6e-3, 1.2e-6, 5.0e-9, 7.8e-11}};
  const Integrator schemes[]{Integrator::dkd2, Integrator::dkd4, Integrator::dkd6};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 4; ++j) {
      const elements::Quadrupole<> quad{
          .length = 0.4, .k1 = 4.5, .steps = steps[j], .integrator = schemes[i]};
      CHECK_THAT(deviation(quad, 0.0), Catch::WithinRel(table[i][j], 0.05));
    }
}

TEST_CASE("Quadrupole: a skew one is a normal one turned by 45 degrees", "[elements][quadrupole]") {
  const elements::Quadrupole<> skew{.length = 0.3, .k1s = 1.1};
  elements::Quadrupole<> rolled{.length = 0.3, .k1 = 1.1};
  rolled.align.roll = -std::atan(1.0);  // c_1 exp(-2 i roll): -45 degrees makes +i
  for (const Vec6<double>& ray : {Vec6<double>{{1e-3, 2e-4, -2e-3, 1e-4, 0, 0.01}}}) {
    Vec6<double> a = ray, b = ray;
    skew.track(a, reference);
    rolled.track(b, reference);
    CHECK(test::distance(a, b) < 1e-17);  // round-off of coordinates of 1e-3
  }
}

TEST_CASE("Quadrupole: steering is a uniform field, its effect the kick", "[elements][quadrupole]") {
  const elements::Quadrupole<> off{.length = 0.3, .kick_x = 1e-4, .kick_y = -2e-4};
  Vec6<double> r;
  off.track(r, reference);
  CHECK_THAT(r[PX], WithinAbs(1e-4, 1e-19));
  CHECK_THAT(r[PY], WithinAbs(-2e-4, 1e-19));
  CHECK_THAT(r[X], WithinAbs(0.5 * 0.3 * 1e-4, 1e-19));
}

TEST_CASE("Straight magnets: strengths are the derivatives of one multipole field", "[elements][multipole]") {
  const double k1 = 1.3, k2 = 40.0, k3 = 5e3, skew = -0.6;
  elements::Multipole<> q{.length = 0.3}, s{.length = 0.3}, o{.length = 0.3};
  q.field.add(1, k1, skew * k1);
  s.field.add(2, k2 / 2, skew * k2 / 2);
  o.field.add(3, k3 / 6, skew * k3 / 6);
  const Vec6<double> ray{{3e-3, 2e-4, -2e-3, 1e-4, 1e-3, 0.01}};
  const auto tracked = [&](const auto& element) {
    Vec6<double> r = ray;
    element.track(r, reference);
    return r;
  };
  // round-off: k2/2 and k3/6 are formed in the same way, so not a bit differs
  CHECK(tracked(elements::Quadrupole<>{.length = 0.3, .k1 = k1, .k1s = skew * k1}).v == tracked(q).v);
  CHECK(test::distance(tracked(elements::Sextupole<>{.length = 0.3, .k2 = k2, .k2s = skew * k2}),
                       tracked(s)) < 1e-18);
  CHECK(test::distance(tracked(elements::Octupole<>{.length = 0.3, .k3 = k3, .k3s = skew * k3}), tracked(o)) <
        1e-18);
}

TEST_CASE("Sextupole: a short one gives the classical kicks", "[elements][sextupole]") {
  const elements::Sextupole<> sextupole{.length = 1e-6, .k2 = 2e7, .steps = 1};  // k2 L = 20 1/m^2
  Vec6<double> r{{2e-3, 0, 1e-3, 0, 0, 0}};
  sextupole.track(r, reference);
  // px = -k2 L (x^2 - y^2)/2, py = k2 L x y; 1e-10: motion inside a micrometre
  CHECK_THAT(r[PX], WithinAbs(-20 * (4e-6 - 1e-6) / 2, 1e-10));
  CHECK_THAT(r[PY], WithinAbs(20 * 2e-6, 1e-10));
}

TEST_CASE("Thin multipole: a thin lens of its integrated strengths", "[elements][thin_multipole]") {
  elements::ThinMultipole<> lens;
  lens.field.add(1, 0.5, 0.2);
  const auto m = matrix(lens, 0.02);
  CHECK(m[PX][X] == -0.5);
  CHECK(m[PY][Y] == 0.5);
  CHECK(m[PX][Y] == 0.2);
  CHECK(m[PY][X] == 0.2);
  elements::ThinMultipole<> steerer{.kick_x = 1e-3, .kick_y = -2e-3};
  Vec6<double> r;
  steerer.track(r, reference);
  CHECK(r[PX] == 1e-3);
  CHECK(r[PY] == -2e-3);
}

TEST_CASE("Thin multipole: drifts and lens in the middle approach the thick magnet",
          "[elements][thin_multipole]") {
  // second order in the length: a single leapfrog step is the same map
  const elements::Quadrupole<> thick{.length = 0.2, .k1 = 1.5, .steps = 1, .integrator = Integrator::dkd2};
  elements::ThinMultipole<> lens;
  lens.field.add(1, 0.3, 0.0);
  const elements::Drift<> half{.length = 0.1};
  Vec6<double> a{{1e-3, 2e-4, -2e-3, 1e-4, 0, 0.01}}, b = a;
  thick.track(a, reference);
  half.track(b, reference);
  lens.track(b, reference);
  half.track(b, reference);
  CHECK(test::distance(a, b) < 1e-18);  // round-off
}
