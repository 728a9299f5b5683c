#include "courant/physics/solenoid.hpp"

#include <cmath>

#include "courant/base/constants.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using physics::Model;

namespace {

const Vec6<double> ray{{3e-3, 2e-2, -2e-3, 1e-2, 5e-3, -0.02}};

}  // namespace

TEST_CASE("Solenoid: its matrix is rotation and focusing by half the angle", "[physics][solenoid]") {
  const double ks = 0.8, length = 1.2, half = 0.5 * ks * length, c = std::cos(half), s = std::sin(half);
  for (const Model model : {Model::expanded, Model::exact}) {
    const auto m =
        test::dual_jacobian([&]<class T>(Vec6<T>& r) { physics::solenoid(r, ks, model, length); }, {});
    const double k = 0.5 * ks, tolerance = 2e-15;  // roundings
    CHECK_THAT(m[X][X], WithinAbs(c * c, tolerance));
    CHECK_THAT(m[X][PX], WithinAbs(s * c / k, tolerance));
    CHECK_THAT(m[X][Y], WithinAbs(s * c, tolerance));
    CHECK_THAT(m[X][PY], WithinAbs(s * s / k, tolerance));
    CHECK_THAT(m[PX][X], WithinAbs(-k * s * c, tolerance));
    CHECK_THAT(m[PY][X], WithinAbs(k * s * s, tolerance));
    CHECK_THAT(m[Y][X], WithinAbs(-s * c, tolerance));
    CHECK_THAT(m[Y][PY], WithinAbs(s * c / k, tolerance));
  }
}

TEST_CASE("Solenoid: keeps the canonical angular momentum and the momentum", "[physics][solenoid]") {
  Vec6<double> r = ray;
  physics::solenoid(r, 1.7, Model::exact, 2.0);
  // x py - y px is a symmetry's constant; 1e-18: roundings of 1e-4
  CHECK_THAT(r[X] * r[PY] - r[Y] * r[PX], WithinAbs(ray[X] * ray[PY] - ray[Y] * ray[PX], 1e-18));
  CHECK(r[DELTA] == ray[DELTA]);
}

TEST_CASE("Solenoid: pieces add up, the way back is the inverse, no field is a drift",
          "[physics][solenoid]") {
  for (const Model model : {Model::expanded, Model::exact}) {
    Vec6<double> whole = ray, pieces = ray, off = ray, drifted = ray;
    physics::solenoid(whole, 0.9, model, 1.5);
    for (int i = 0; i < 3; ++i) physics::solenoid(pieces, 0.9, model, 0.5);
    CHECK(test::distance(whole, pieces) < 3e-17);  // roundings of 3e-2 m
    physics::solenoid(whole, 0.9, model, -1.5);
    CHECK(test::distance(whole, ray) < 3e-17);
    physics::solenoid(off, 0.0, model, 1.5);
    physics::drift(drifted, model, 1.5, Reference{});
    CHECK(test::distance(off, drifted) < 1e-17);
  }
}

TEST_CASE("Solenoid: is symplectic", "[physics][solenoid]") {
  for (const Model model : {Model::expanded, Model::exact})
    CHECK(test::relative_defect(
              test::dual_jacobian([&]<class T>(Vec6<T>& r) { physics::solenoid(r, 2.1, model, 1.5); }, ray)) <
          3e-15);  // round-off
}

TEST_CASE("Solenoid: the thin one between half drifts is a short one, to third order in its length",
          "[physics][solenoid]") {
  const double ks = 0.9;
  const auto error = [&](double length) {
    Vec6<double> thin = ray, thick = ray;
    const double inverse = 1.0 / (1.0 + ray[DELTA]);
    physics::drift_expanded(thin, 0.5 * length, inverse);
    physics::thin_solenoid(thin, ks, ks * length);
    physics::drift_expanded(thin, 0.5 * length, inverse);
    physics::solenoid(thick, ks, Model::expanded, length);
    return test::distance(thin, thick);
  };
  CHECK(error(0.02) < 1e-7);
  CHECK(error(0.02) / error(0.01) == Approx(8.0).epsilon(0.02));  // the next order
  CHECK(test::relative_defect(test::dual_jacobian(
            [&]<class T>(Vec6<T>& r) { physics::thin_solenoid(r, 0.7, 0.3); }, ray)) < 2e-15);  // round-off
}

TEST_CASE("Solenoid: the loss by radiation goes with the momentum across its field",
          "[physics][solenoid][radiation]") {
  const Reference electron(6e9, constants::electron_rest_energy, -1.0);
  const physics::Radiator radiator(physics::Radiation::mean, electron);
  physics::NoPhotons none;
  const double ks = 0.4, ds = 2.0;
  Vec6<double> r{{1e-3, 0.2 + 0.2e-3, 1e-3, -0.2e-3, 0.0, 0.0}};  // kinetic momentum (0.2 + 0.4e-3, -0.4e-3)
  const Vec6<double> before = r;
  physics::radiate_in_solenoid(r, ks, ds, radiator, none);
  const double across = std::pow(0.2 + 0.4e-3, 2) + std::pow(0.4e-3, 2),
               gamma = 6e9 / constants::electron_rest_energy;
  const double by_hand = 2.0 / 3.0 * constants::classical_electron_radius * std::pow(gamma, 3) * ks * ks *
                         across / std::sqrt(1.0 - across) * ds;
  CHECK(-r[DELTA] == Approx(by_hand).epsilon(1e-7));  // beta = 1 there: 1e-8
  CHECK(by_hand > 1e-6);
  // the photon goes along the particle: kinetic momentum shrinks with delta, the place stays
  CHECK((r[PX] + 0.5 * ks * r[Y]) / (0.2 + 0.4e-3) == Approx(1.0 + r[DELTA]).epsilon(1e-15));
  CHECK((r[PY] - 0.5 * ks * r[X]) / -0.4e-3 == Approx(1.0 + r[DELTA]).epsilon(1e-12));
  CHECK((r[X] == before[X] && r[Y] == before[Y]));
}
