#include "courant/elements/dipole.hpp"

#include <cmath>

#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/references.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;

namespace {

constexpr double length = 1.2, angle = 0.25, h = angle / length;

elements::Dipole<> converged(elements::Dipole<> bend) {
  bend.integrator = elements::Integrator::dkd6;
  bend.steps = 200;
  return bend;
}

test::Jacobian matrix(const elements::Dipole<>& bend, const Reference& reference = test::references[0]) {
  return test::dual_jacobian([&]<class T>(Vec6<T>& r) { bend.track(r, reference); }, {});
}

constexpr double exact = 5e-14;  // round-off of 200 steps of order 6; truncation is 1e-15

}  // namespace

TEST_CASE("Dipole: the sector bend has its analytic matrix", "[elements][dipole]") {
  const double c = std::cos(angle), s = std::sin(angle);
  for (const auto& reference : test::references) {
    INFO(reference.name);
    const auto m = matrix(converged({.length = length, .angle = angle}), reference);
    CHECK_THAT(m[X][X], WithinAbs(c, exact));
    CHECK_THAT(m[X][PX], WithinAbs(s / h, exact));
    CHECK_THAT(m[PX][X], WithinAbs(-h * s, exact));
    CHECK_THAT(m[PX][PX], WithinAbs(c, exact));
    CHECK_THAT(m[X][DELTA], WithinAbs((1 - c) / h, exact));  // dispersion: higher momentum goes outside
    CHECK_THAT(m[PX][DELTA], WithinAbs(s, exact));
    CHECK_THAT(m[Y][Y], WithinAbs(1.0, exact));  // no focusing in y
    CHECK_THAT(m[Y][PY], WithinAbs(length, exact));
    CHECK_THAT(m[PY][Y], WithinAbs(0.0, exact));
    // z loses the longer path on the outside
    CHECK_THAT(m[Z][X], WithinAbs(-s, exact));
    CHECK_THAT(m[Z][PX], WithinAbs(-(1 - c) / h, exact));
    const double slip = length * reference.inverse_gamma2();  // faster: early
    CHECK_THAT(m[Z][DELTA], WithinAbs(slip - (length - s / h), exact));
  }
}

TEST_CASE("Dipole: a gradient adds to the focusing of the arc", "[elements][dipole]") {
  for (const double k1 : {-1.7, 0.6}) {
    INFO("k1 " << k1);
    const auto m = matrix(converged({.length = length, .angle = angle, .k1 = k1}));
    const double kx = h * h + k1, w = std::sqrt(std::abs(kx)), v = std::sqrt(std::abs(k1));
    const auto c = [](double k, double phi) { return k > 0 ? std::cos(phi) : std::cosh(phi); };
    const auto s = [](double k, double phi) { return k > 0 ? std::sin(phi) : std::sinh(phi); };
    CHECK_THAT(m[X][X], WithinAbs(c(kx, w * length), 10 * exact));  // entries grow to 2.4
    CHECK_THAT(m[X][PX], WithinAbs(s(kx, w * length) / w, 10 * exact));
    CHECK_THAT(m[Y][Y], WithinAbs(c(-k1, v * length), 10 * exact));
    CHECK_THAT(m[Y][PY], WithinAbs(s(-k1, v * length) / v, 10 * exact));
    CHECK_THAT(m[X][DELTA], WithinAbs(h / kx * (1 - c(kx, w * length)), 10 * exact));
  }
}

TEST_CASE("Dipole: a rectangular bend moves the focusing from x to y", "[elements][dipole]") {
  const double e = angle / 2, c = std::cos(angle), s = std::sin(angle), t = std::tan(e);
  const auto m = matrix(converged({.length = length, .angle = angle, .e1 = e, .e2 = e}));
  // parallel faces: a drift of s/h in x, thin lenses -h tan(e) at both ends in y
  CHECK_THAT(m[X][X], WithinAbs(1.0, exact));
  CHECK_THAT(m[X][PX], WithinAbs(s / h, exact));
  CHECK_THAT(m[PX][X], WithinAbs(0.0, exact));
  CHECK_THAT(m[X][DELTA], WithinAbs((1 - c) / h, exact));
  CHECK_THAT(m[PX][DELTA], WithinAbs(s + (1 - c) * t, exact));
  CHECK_THAT(m[Y][Y], WithinAbs(1 - h * t * length, exact));
  CHECK_THAT(m[PY][Y], WithinAbs(-2 * h * t + h * h * t * t * length, exact));
}

TEST_CASE("Dipole: the fringe integral weakens the vertical focusing of the faces", "[elements][dipole]") {
  const double e = angle / 2, fint = 0.5, gap = 0.04;
  const auto m = matrix(converged(
      {.length = length, .angle = angle, .e1 = e, .e2 = e, .fint1 = fint, .fint2 = fint, .gap = gap}));
  const double psi = h * gap * fint * (1 + std::sin(e) * std::sin(e)) / std::cos(e), t = std::tan(e - psi);
  CHECK_THAT(m[PY][Y], WithinAbs(-2 * h * t + h * h * t * t * length, exact));
  CHECK_THAT(m[X][X], WithinAbs(1.0, exact));  // nothing in x
}

TEST_CASE("Dipole: a reverse bend goes the other way", "[elements][dipole]") {
  const auto m = matrix(converged({.length = length, .angle = angle}));
  const auto n = matrix(converged({.length = length, .angle = -angle}));
  CHECK_THAT(n[X][DELTA], WithinAbs(-m[X][DELTA], exact));
  CHECK_THAT(n[Z][X], WithinAbs(-m[Z][X], exact));
  CHECK_THAT(n[X][X], WithinAbs(m[X][X], exact));
}

TEST_CASE("Dipole: more field than the arc needs bends to the inside", "[elements][dipole]") {
  // dk0 L is an angle: with the reference bending by `angle`, the ray leaves by -(1 - c)/h dk0, -s dk0/h
  const double dk0 = 1e-7;
  const auto bend = converged({.length = length, .angle = angle, .dk0 = dk0});
  Vec6<double> r;
  bend.track(r, test::references[0]);
  CHECK_THAT(r[X], WithinAbs(-dk0 * (1 - std::cos(angle)) / (h * h), 1e-14));  // dk0^2
  CHECK_THAT(r[PX], WithinAbs(-dk0 * std::sin(angle) / h, 1e-14));
  // the same kick as steering
  auto steered = converged({.length = length, .angle = angle, .kick_x = -dk0 * length});
  Vec6<double> q;
  steered.track(q, test::references[0]);
  CHECK(test::distance(q, r) < 1e-20);  // dk0 and kick/length differ by one rounding
}

TEST_CASE("Dipole: an off-momentum ray without focusing follows its own circle", "[elements][dipole]") {
  // k1 = -h^2 removes the focusing: x'' (1 + delta) = h delta exactly in the expanded model
  const double delta = 0.01;
  const auto bend = converged({.length = length, .angle = angle, .k1 = -h * h});
  Vec6<double> r{{0, 0, 0, 0, 0, delta}};
  bend.track(r, test::references[0]);
  CHECK_THAT(r[PX], WithinAbs(h * delta * length, 1e-15));  // round-off of 1400 kicks
  CHECK_THAT(r[X], WithinAbs(0.5 * h * delta * length * length / (1 + delta), 1e-15));
}
