#include "courant/physics/wiggler.hpp"

#include <numbers>

#include "courant/physics/integrate.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using physics::Integrator;
using physics::WigglerField;

namespace {

constexpr double period = 0.1, kw = 2 * std::numbers::pi / period, kx = 9.0, length = 0.5;
const WigglerField<double> field({0.15, 0.0, -0.02}, kw, kx);
const Vec6<double> ray{{2e-3, 3e-4, -1.5e-3, -2e-4, 1e-3, 4e-3}};

template <class T>
void through(Vec6<T>& r, const WigglerField<double>& f, double from, double l, int steps,
             Integrator integrator = Integrator::dkd4) {
  double s = from;
  physics::integrate(
      integrator, l, steps, [&](double ds) { s += ds; }, [&](double ds) { f.flow(r, s, ds); });
}

}  // namespace

TEST_CASE("Wiggler: the transverse field is the curl of its potential", "[physics][wiggler]") {
  const double s = 0.0137, h = 1e-5;
  const auto here = field.at(ray, s), before = field.at(ray, s - h), behind = field.at(ray, s + h);
  // B_y = dA_x/ds, B_x = -dA_y/ds; central differences: error kw^2 h^2/6 = 7e-8 of the field, round-off 1e-12
  CHECK_THAT((behind.ax - before.ax) / (2 * h), WithinRel(here.by, 1e-6));
  CHECK_THAT(-(behind.ay - before.ay) / (2 * h), WithinRel(here.bx, 1e-6));
}

TEST_CASE("Wiggler: the potential is zero at the ends of whole periods", "[physics][wiggler]") {
  for (const double s : {0.0, period, length}) {
    const auto end = field.at(ray, s);
    CHECK_THAT(end.ax, WithinAbs(0.0, 1e-16));
    CHECK_THAT(end.ay, WithinAbs(0.0, 1e-18));
  }
}

TEST_CASE("Wiggler: on the axis the particle comes out on the axis, late by K^2", "[physics][wiggler]") {
  Vec6<double> r{};
  const WigglerField<double> pure({0.15}, kw, 0.0);
  through(r, pure, 0.0, length, 100);
  // on the midplane of wide poles every step is exact but for the sum over the phase, exact for whole periods
  CHECK_THAT(r[PX], WithinAbs(0.0, 1e-17));
  CHECK_THAT(r[X], WithinAbs(0.0, 1e-16));
  CHECK_THAT(r[Z], WithinRel(-length * 0.15 * 0.15 / (4 * kw * kw), 1e-12));  // mean of (b sin/kw)^2/2
}

TEST_CASE("Wiggler: it focuses vertically with the mean square of its field", "[physics][wiggler]") {
  const WigglerField<double> pure({0.15}, kw, 0.0);
  const auto m = test::dual_jacobian([&](auto& r) { through(r, pure, 0.0, length, 200); }, {});
  // k = b^2/2 without roll-off; terms of b^4 are 1e-4 of it
  const double k = 0.15 * 0.15 / 2, a = std::sqrt(k) * length;
  CHECK_THAT(m[PY][Y], WithinRel(-std::sqrt(k) * std::sin(a), 1e-3));
  CHECK_THAT(m[X][PX], WithinRel(length, 1e-12));
  CHECK_THAT(m[PX][X], WithinAbs(0.0, 1e-14));
}

TEST_CASE("Wiggler: it is symplectic and converges in the order of the scheme", "[physics][wiggler]") {
  for (const auto& [integrator, order] : {std::pair{Integrator::dkd2, 2}, std::pair{Integrator::dkd4, 4}}) {
    CHECK(test::symplectic_defect(test::dual_jacobian(
              [&, which = integrator](auto& r) { through(r, field, 0.0, length, 50, which); }, ray)) < 5e-15);
    Vec6<double> exact = ray, coarse = ray, fine = ray;
    through(exact, field, 0.0, length, 800, Integrator::dkd6);
    through(coarse, field, 0.0, length, 80, integrator);
    through(fine, field, 0.0, length, 160, integrator);
    CHECK_THAT(std::log2(test::distance(coarse, exact) / test::distance(fine, exact)), WithinAbs(order, 0.2));
  }
}
