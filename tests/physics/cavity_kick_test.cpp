#include "courant/physics/cavity_kick.hpp"

#include <cmath>
#include <numbers>

#include "courant/base/constants.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/references.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;

namespace {

constexpr double eps = 2.220446049250313e-16;
constexpr double frequency = 352e6;  // [Hz]

// Energy gained between two momenta [eV], in extended precision and without cancellation:
// E1 - E0 = (P1^2 - P0^2)/(E1 + E0).
double gained(double after, double before, const Reference& reference) {
  const long double mass = reference.mass(), e = reference.energy(), p2 = e * e - mass * mass;
  const auto energy = [&](long double delta) {
    return std::sqrt(p2 * (1 + delta) * (1 + delta) + mass * mass);
  };
  const long double a = after, b = before;
  return static_cast<double>(p2 * (a - b) * (2 + a + b) / (energy(a) + energy(b)));
}

}  // namespace

TEST_CASE("Cavity kick: the energy gain is charge times voltage times sin(phase)", "[physics][cavity_kick]") {
  for (const auto& reference : test::references)
    for (const double phase : {0.0, 0.4, 2.0, -1.1})
      for (const double voltage : {1e3, 3e6})
        for (const double delta : {0.0, 0.01}) {
          INFO(reference.name << ", phase " << phase << ", voltage " << voltage << ", delta " << delta);
          const Vec6<double> before{{1e-3, 2e-3, 3e-3, 4e-3, 0, delta}};
          Vec6<double> r = before;
          physics::cavity_kick(r, voltage, frequency, phase, reference);
          const double charge = std::abs(reference.charge());
          const double gain = gained(r[DELTA], delta, reference);
          // roundings of the energy gained or there before; beta^2 = 1 - 1/gamma^2 carries eps/beta^2
          CHECK_THAT(
              gain, WithinAbs(charge * voltage * std::sin(phase),
                              4 * eps / reference.beta2() * (charge * voltage + delta * reference.energy())));
          for (int i = 0; i < 4; ++i) CHECK(r[i] == before[i]);
        }
}

TEST_CASE("Cavity kick: an early particle sees a later phase", "[physics][cavity_kick]") {
  for (const auto& reference : test::references) {
    INFO(reference.name);
    const double delta = 2e-3, z = 0.03, phase = 0.5, voltage = 1e5;
    Vec6<double> r{{0, 0, 0, 0, z, delta}};
    const double beta = reference.beta() * (1 + physics::relative_beta_minus_one(delta, reference));
    const double lead = z / (beta * constants::speed_of_light);  // early by this time [s]
    const double seen = phase + 2 * std::numbers::pi * frequency * lead;
    physics::cavity_kick(r, voltage, frequency, phase, reference);
    const double gain = gained(r[DELTA], delta, reference);
    // roundings of the phase (1e-16) and of delta
    CHECK_THAT(gain, WithinAbs(std::abs(reference.charge()) * voltage * std::sin(seen),
                               8 * eps / reference.beta2() * (voltage + delta * reference.energy())));
    // the time stays, so z grows with the new velocity
    const double beta_after = reference.beta() * (1 + physics::relative_beta_minus_one(r[DELTA], reference));
    CHECK_THAT(r[Z] / beta_after, WithinAbs(z / beta, 8 * eps * z / beta));
  }
}

TEST_CASE("Cavity kick: the map is canonical at any energy", "[physics][cavity_kick]") {
  for (const auto& reference : test::references)
    for (const double z : {0.0, -0.05}) {
      INFO(reference.name << ", z " << z);
      const auto kick = [&]<class T>(Vec6<T>& r) { physics::cavity_kick(r, 2e6, frequency, 0.3, reference); };
      const auto m = test::dual_jacobian(kick, {{1e-3, 2e-3, 3e-3, 4e-3, z, 5e-3}});
      CHECK(test::relative_defect(m) < 1e-15);  // round-off
    }
}

TEST_CASE("Cavity kick: the opposite phase of the reflected state undoes it", "[physics][cavity_kick]") {
  for (const auto& reference : test::references) {
    INFO(reference.name);
    const Vec6<double> start{{0, 0, 0, 0, 0.02, 3e-3}};
    Vec6<double> r = start;
    physics::cavity_kick(r, 2e6, frequency, 0.3, reference);
    r[Z] = -r[Z];
    physics::cavity_kick(r, 2e6, frequency, -0.3, reference);
    r[Z] = -r[Z];
    CHECK(test::distance(r, start) < 1e-17);  // round-off of coordinates of 0.02
  }
}

TEST_CASE("Cavity kick: above transition the stable phase lies between 0 and pi/2",
          "[physics][cavity_kick]") {
  // A ring of one drift-like slip z -= alpha C delta and one cavity: stable if |trace| < 2. Above transition
  // a particle of higher momentum comes late (z < 0) and must gain less.
  const Reference reference(1e9, 0.0, -1.0);
  const double slip = 1e-3 * 300.0;  // momentum compaction times circumference [m]
  const auto trace = [&](double phase) {
    const auto turn = [&]<class T>(Vec6<T>& r) {
      r[Z] -= slip * r[DELTA];
      physics::cavity_kick(r, 1e6, frequency, phase, reference);
    };
    const auto m = test::dual_jacobian(turn, {});
    return m[Z][Z] + m[DELTA][DELTA];
  };
  for (const double phase : {0.1, 0.8, 1.5}) CHECK(std::abs(trace(phase)) < 2.0);
  for (const double phase : {1.6, 2.5, 3.1}) CHECK(trace(phase) > 2.0);
}

TEST_CASE("Cavity kick: a particle that would stop is lost", "[physics][cavity_kick]") {
  const Reference slow(943.6e6, 938.272089e6, 1.0);  // 5.3 MeV of kinetic energy
  Vec6<double> stopped, slowed;
  physics::cavity_kick(stopped, 6e6, frequency, -std::numbers::pi / 2, slow);
  physics::cavity_kick(slowed, 5e6, frequency, -std::numbers::pi / 2, slow);
  CHECK(std::isnan(stopped[DELTA]));
  CHECK(slowed[DELTA] < -0.7);
}
