#include "courant/physics/radiation.hpp"

#include <cmath>

#include "courant/physics/photons.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using physics::Multipoles;
using physics::NoPhotons;
using physics::Radiation;
using physics::Radiator;

namespace {

const Reference electron(6e9, constants::electron_rest_energy, -1.0);
const double h = 1.0 / 25.0;

Vec6<double> after(const Radiator& radiator, Vec6<double> r, const Multipoles<>& field, double curvature,
                   double ds) {
  NoPhotons none;
  radiator.around(r, field, curvature, ds, ds, none, [] {});
  return r;
}

}  // namespace

TEST_CASE("Radiation: the loss in a bend is C_gamma E^4/(2 pi) h^2 per metre", "[physics][radiation]") {
  const Radiator radiator(Radiation::mean, electron);
  const double ds = 0.3;
  const auto r = after(radiator, {}, {}, h, ds);
  // C_gamma = 4 pi/3 r_e/(m c^2)^3 (Sands, SLAC-121, eq. 4.2); beta = 1 there: 1e-8
  const double c_gamma = 4.0 * constants::pi / 3.0 * constants::classical_electron_radius /
                         std::pow(constants::electron_rest_energy, 3);
  const double loss = c_gamma * std::pow(6e9, 4) / constants::two_pi * h * h * ds;
  CHECK_THAT(-r[DELTA] * electron.p0c(), WithinRel(loss, 2e-8));
  CHECK_THAT(c_gamma * 1e27 * 1e3, WithinRel(8.846e-5 * 1e3, 1e-4));  // the known 8.846e-5 m/GeV^3
}

TEST_CASE("Radiation: slopes stay and a fast particle loses with the square of its momentum",
          "[physics][radiation]") {
  const Radiator radiator(Radiation::mean, electron);
  const Vec6<double> start{{0.0, 2e-4, 0.0, -1e-4, 0.0, 0.01}};
  const auto r = after(radiator, start, {}, h, 0.3);
  CHECK_THAT(r[PX] / (1 + r[DELTA]), WithinAbs(start[PX] / 1.01, 1e-19));
  CHECK_THAT(r[PY] / (1 + r[DELTA]), WithinAbs(start[PY] / 1.01, 1e-19));
  const double on_axis = after(radiator, {}, {}, h, 0.3)[DELTA];
  // the path is longer by half the square of the slopes, 2.5e-8; the field along the slope does not act, 4e-8
  CHECK_THAT((r[DELTA] - 0.01) / on_axis, WithinRel(1.01 * 1.01, 1e-7));
}

TEST_CASE("Radiation: a quadrupole takes from particles off axis, in proportion to the square",
          "[physics][radiation]") {
  const Radiator radiator(Radiation::mean, electron);
  Multipoles<> field;
  field.add(1, 2.0, 0.0);
  const double one = after(radiator, {{1e-3, 0, 0, 0, 0, 0}}, field, 0.0, 0.4)[DELTA];
  const double two = after(radiator, {{0, 0, 2e-3, 0, 0, 0}}, field, 0.0, 0.4)[DELTA];
  CHECK(one < 0.0);
  CHECK_THAT(two / one, WithinRel(4.0, 1e-14));
  CHECK(after(radiator, {}, field, 0.0, 0.4)[DELTA] == 0.0);
}

TEST_CASE("Radiation: the momentum of a slow particle goes down at fixed time", "[physics][radiation]") {
  const Reference slow(1e6, constants::electron_rest_energy, -1.0);
  const Radiator radiator(Radiation::mean, slow);
  const Vec6<double> start{{0, 0, 0, 0, 0.02, 0}};
  const auto r = after(radiator, start, {}, 2e4, 1.0);  // a field no magnet has, for a loss that shows
  REQUIRE(r[DELTA] < -1e-7);
  const double before = 1.0 + physics::relative_beta_minus_one(start[DELTA], slow);
  const double behind = 1.0 + physics::relative_beta_minus_one(r[DELTA], slow);
  CHECK_THAT(r[Z] / behind, WithinRel(start[Z] / before, 1e-15));
}

TEST_CASE("Radiation: dual numbers see the damping", "[physics][radiation]") {
  const Radiator radiator(Radiation::mean, electron);
  const auto m = test::dual_jacobian(
      [&]<class T>(Vec6<T>& r) {
        NoPhotons none;
        radiator.around(r, Multipoles<>{}, h, 0.3, 0.3, none, [] {});
      },
      {});
  const double loss = -after(radiator, {}, {}, h, 0.3)[DELTA];
  CHECK_THAT(1 - m[DELTA][DELTA], WithinRel(2 * loss, 1e-8));  // loss as p^2
  CHECK_THAT(1 - m[PX][PX], WithinRel(loss, 1e-10));           // slopes stay
  CHECK_THAT(-m[DELTA][X], WithinRel(loss * h, 1e-12));        // a longer way outside
}

TEST_CASE("Radiation: photons take the mean loss and its known spread", "[physics][radiation]") {
  const Radiator quantum(Radiation::quantum, electron);
  const double ds = 0.5, mean = -after(quantum, {}, {}, h, ds)[DELTA];
  constexpr int n = 200'000;
  Rng rng(7, "radiation");
  physics::Photons photons(rng);
  double sum = 0.0, squares = 0.0;
  for (int i = 0; i < n; ++i) {
    Vec6<double> r{};
    quantum.around(r, Multipoles<>{}, h, ds, ds, photons, [] {});
    sum -= r[DELTA];
    squares += r[DELTA] * r[DELTA];
  }
  const double spread = std::sqrt(squares / n - (sum / n) * (sum / n));
  CHECK_THAT(sum / n, WithinAbs(mean, 4 * spread / std::sqrt(n)));
  // N <u^2> = 55/(24 sqrt 3) r_e hbar c/(m c^2)... gamma^5 h^3 ds (Sands, eq. 5.42, 5.44), relative to E^2
  const double gamma = electron.gamma(),
               reduced = constants::classical_electron_radius / constants::fine_structure;
  const double variance = 55.0 / (24.0 * std::sqrt(3.0)) * constants::classical_electron_radius * reduced *
                          std::pow(gamma, 5) * std::pow(h, 3) * ds;
  CHECK_THAT(spread * spread, WithinRel(variance, 0.03));  // its statistical error is 0.7 %
  Vec6<double> between{};
  quantum.around(between, Multipoles<>{}, h, ds, 0.0, photons,
                 [] {});  // no photons but in the middle of a step
  CHECK(between[DELTA] == 0.0);
}

TEST_CASE("Radiation: off does nothing, mass 0 radiates as an electron", "[physics][radiation]") {
  CHECK(!Radiator().on());
  CHECK(!Radiator(Radiation::off, electron).on());
  const auto light = after(Radiator(Radiation::mean, Reference(6e9, 0.0, -1.0)), {}, {}, h, 0.3);
  CHECK_THAT(light[DELTA],
             WithinRel(after(Radiator(Radiation::mean, electron), {}, {}, h, 0.3)[DELTA], 1e-15));
}
