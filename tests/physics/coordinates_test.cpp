#include "courant/physics/coordinates.hpp"

#include <cmath>

#include "courant/math/dual.hpp"
#include "courant/physics/drift.hpp"
#include "support/catch.hpp"
#include "support/references.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {
constexpr double eps = 2.220446049250313e-16;
const double deltas[]{-0.3, -1e-2, -1e-9, 0.0, 1e-7, 3e-3, 0.25};

// beta/beta0 - 1 from energies in extended precision: 64 bits lose what 1/gamma^2 = 1e-8 costs.
double relative_beta_by_energy(double delta, const Reference& reference) {
  const long double mass = reference.mass(), energy = reference.energy();
  const long double p0 = std::sqrt(energy * energy - mass * mass), p = p0 * (1.0L + delta);
  return static_cast<double>(p / std::sqrt(p * p + mass * mass) / (p0 / energy) - 1.0L);
}
}  // namespace

TEST_CASE("Coordinates: the relative velocity follows from energy and momentum", "[physics][coordinates]") {
  for (const auto& reference : test::references)
    for (const double delta : deltas) {
      INFO(reference.name << ", delta " << delta);
      const double expected = relative_beta_by_energy(delta, reference);
      // 1e-18: rounding of 1 in the extended precision of the check; 8 eps: a few roundings of the kernel;
      // 1/gamma^2 of the reference carries eps of its own
      CHECK_THAT(physics::relative_beta_minus_one(delta, reference),
                 WithinAbs(expected, 1e-18 + 8 * eps * std::abs(expected)));
    }
}

TEST_CASE("Coordinates: AT's path length goes there and back", "[physics][coordinates]") {
  for (const auto& reference : test::references)
    for (const double delta : deltas)
      for (const double s : {0.0, 1.3, 844.0}) {
        INFO(reference.name << ", delta " << delta << ", s " << s);
        const Vec6<double> r{{0, 0, 0, 0, 3.7e-3, delta}};
        const double ct = physics::at_path_length(r, s, reference);
        // one rounding of the larger of z and the shift by velocity
        const double shift = std::abs(s * physics::relative_beta_minus_one(delta, reference));
        CHECK_THAT(physics::z_from_at_path_length(ct, delta, s, reference),
                   WithinAbs(r[Z], 2 * eps * (std::abs(r[Z]) + shift)));
      }
}

TEST_CASE("Coordinates: AT's ct of a drift is the longer path alone", "[physics][coordinates]") {
  const double length = 2.5, px = 3e-3, py = -1e-3, delta = 0.02;
  for (const auto& reference : test::references) {
    INFO(reference.name);
    Vec6<double> r{{0, px, 0, py, 0, delta}};
    physics::drift_expanded(r, length, 1.0 / (1.0 + delta));
    physics::slip(r, length, reference);
    const double path = 0.5 * length * (px * px + py * py) / ((1 + delta) * (1 + delta));
    // cancellation of the slip, at most 5 cm, in double
    CHECK_THAT(physics::at_path_length(r, length, reference), WithinAbs(path, 2 * eps * 0.05));
  }
}

TEST_CASE("Coordinates: MAD-X's t and pt go there and back", "[physics][coordinates]") {
  for (const auto& reference : test::references)
    for (const double delta : deltas) {
      INFO(reference.name << ", delta " << delta);
      const Vec6<double> r{{1, 2, 3, 4, -5.1e-2, delta}};
      Vec6<double> back{{1, 2, 3, 4, 0, 0}};
      physics::from_madx(back, physics::to_madx(r, reference), reference);
      for (int i = 0; i < 4; ++i) CHECK(back[i] == r[i]);
      CHECK_THAT(back[Z], WithinRel(r[Z], 16 * eps));
      // delta is a fraction of (1 + delta): at low energy pt = beta delta multiplies roundings by 1/beta
      CHECK_THAT(back[DELTA], WithinAbs(delta, 16 * eps * (std::abs(delta) + 0.1 * delta * delta)));
    }
}

TEST_CASE("Coordinates: MAD-X's pt is an energy and t a time", "[physics][coordinates]") {
  for (const auto& reference : test::references)
    for (const double delta : deltas) {
      INFO(reference.name << ", delta " << delta);
      const Vec6<double> r{{0, 0, 0, 0, 1e-2, delta}};
      const auto madx = physics::to_madx(r, reference);
      const long double mass = reference.mass(),
                        p0 = std::sqrt(static_cast<long double>(reference.energy()) * reference.energy() -
                                       mass * mass);
      const long double p = p0 * (1.0L + delta), energy = std::sqrt(p * p + mass * mass);
      const double pt = static_cast<double>((energy - reference.energy()) / p0);
      // 1e-18: the check subtracts two energies in extended precision, 10 times more at beta 0.106
      CHECK_THAT(madx.pt, WithinAbs(pt, 2e-18 + 8 * eps * std::abs(pt)));
      CHECK_THAT(madx.t, WithinRel(r[Z] / static_cast<double>(p / energy), 8 * eps));
    }
}

TEST_CASE("Coordinates: without mass MAD-X's pair equals ours", "[physics][coordinates]") {
  const Vec6<double> r{{0, 0, 0, 0, 1e-2, 3e-3}};
  const auto madx = physics::to_madx(r, Reference{});
  CHECK(madx.t == r[Z]);
  CHECK_THAT(madx.pt, WithinRel(r[DELTA], 4 * eps));
}

TEST_CASE("Coordinates: conversions keep the canonical bracket", "[physics][coordinates]") {
  for (const auto& reference : test::references)
    for (const double delta : deltas) {
      INFO(reference.name << ", delta " << delta);
      const auto r = math::seed(Vec6<double>{{1e-3, 2e-3, 3e-3, 4e-3, -5e-2, delta}});
      const auto madx = physics::to_madx(r, reference);
      // {t, pt} = 1 and no dependence on the transverse coordinates; a few roundings
      CHECK_THAT(madx.t.d[Z] * madx.pt.d[DELTA] - madx.t.d[DELTA] * madx.pt.d[Z], WithinAbs(1.0, 16 * eps));
      for (const int i : {X, PX, Y, PY}) {
        CHECK(madx.t.d[static_cast<std::size_t>(i)] == 0.0);
        CHECK(madx.pt.d[static_cast<std::size_t>(i)] == 0.0);
      }
      // AT's (delta, ct) has the sign of time: {ct, delta} = -1
      const auto ct = physics::at_path_length(r, 12.0, reference);
      CHECK(ct.d[Z] * 1.0 == -1.0);
    }
}
