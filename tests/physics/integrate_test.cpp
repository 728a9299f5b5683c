#include "courant/physics/integrate.hpp"

#include <cmath>
#include <vector>

#include "courant/math/vec6.hpp"
#include "courant/physics/drift.hpp"
#include "courant/physics/multipoles.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using physics::Integrator;

namespace {

constexpr Integrator all[]{Integrator::dkd2, Integrator::dkd4, Integrator::dkd6};
constexpr int orders[]{2, 4, 6};

/// Strong quadrupole with sextupole: a nonlinear problem far from round-off.
Vec6<double> track(Integrator integrator, int steps, Vec6<double> r = {{4e-3, 1e-3, -3e-3, 2e-3, 0, 0.01}}) {
  physics::Multipoles<> field;
  field.add(1, 4.0, 0.0);
  field.add(2, 150.0, 20.0);
  const double inverse = 1.0 / (1.0 + r[DELTA]);
  physics::integrate(
      integrator, 0.8, steps, [&](double ds) { physics::drift_expanded(r, ds, inverse); },
      [&](double ds) { physics::multipole_kick(r, field, ds); });
  return r;
}

template <int M>
void check_order(const physics::detail::Scheme<M>& scheme, int order) {
  double drifts = 0.0, kicks = 0.0, cubes = 0.0, fifths = 0.0;
  for (const double c : scheme.drift) drifts += c;
  for (const double d : scheme.kick) {
    kicks += d;
    cubes += d * d * d;
    fifths += std::pow(d, 5);
  }
  // the published coefficients of order 6 have 14 digits after the point
  CHECK_THAT(drifts, WithinAbs(1.0, 1e-15));
  CHECK_THAT(kicks, WithinAbs(1.0, 1e-15));
  if (order >= 4) CHECK_THAT(cubes, WithinAbs(0.0, 1e-13));
  if (order >= 6) CHECK_THAT(fifths, WithinAbs(0.0, 1e-13));
}

}  // namespace

TEST_CASE("Integrate: coefficients fulfil the conditions of order", "[physics][integrate]") {
  // Yoshida 1990: a product of symmetric leapfrogs with weights w has order 4 if sum w^3 = 0 and order 6 if
  // also sum w^5 = 0 (the third condition is nonlinear; the convergence test sees it)
  check_order(physics::detail::order2, 2);
  check_order(physics::detail::order4, 4);
  check_order(physics::detail::order6, 6);
}

TEST_CASE("Integrate: halving the step divides the error by 2^order", "[physics][integrate]") {
  const auto exact = track(Integrator::dkd6, 400);
  // the first step of each order is chosen so that both errors are asymptotic and above round-off (1e-17)
  const int first[]{16, 12, 6};
  for (std::size_t i = 0; i < 3; ++i) {
    const double coarse = test::distance(track(all[i], first[i]), exact);
    const double fine = test::distance(track(all[i], 2 * first[i]), exact);
    const double slope = std::log2(coarse / fine);
    INFO("order " << orders[i] << ": " << coarse << " -> " << fine << ", slope " << slope);
    CHECK_THAT(slope, WithinAbs(orders[i], 0.1));  // next term of the error series: (1/steps)^2
    CHECK(fine > 1e-15);
  }
}

TEST_CASE("Integrate: every scheme is its own inverse with the step turned round", "[physics][integrate]") {
  const Vec6<double> start{{4e-3, 1e-3, -3e-3, 2e-3, 0, 0.01}};
  for (const Integrator integrator : all) {
    Vec6<double> r = track(integrator, 5, start);
    for (const int i : {PX, PY, Z}) r[i] = -r[i];
    r = track(integrator, 5, r);
    for (const int i : {PX, PY, Z}) r[i] = -r[i];
    CHECK(test::distance(r, start) < 1e-16);  // round-off of coordinates of 1e-2
  }
}

TEST_CASE("Integrate: neighbouring drifts are merged", "[physics][integrate]") {
  const int kicks_per_step[]{1, 3, 7};
  for (std::size_t i = 0; i < 3; ++i) {
    std::vector<double> drifts, kicks;
    physics::integrate(
        all[i], 0.6, 4, [&](double ds) { drifts.push_back(ds); }, [&](double ds) { kicks.push_back(ds); });
    CHECK(kicks.size() == static_cast<std::size_t>(4 * kicks_per_step[i]));
    CHECK(drifts.size() == kicks.size() + 1);
    double length = 0.0, acted = 0.0;
    for (const double ds : drifts) length += ds;
    for (const double ds : kicks) acted += ds;
    CHECK_THAT(length, WithinAbs(0.6, 1e-15));
    CHECK_THAT(acted, WithinAbs(0.6, 1e-15));
  }
}

TEST_CASE("Integrate: drifts that do not merge are called one by one", "[physics][integrate]") {
  const std::size_t drifts_per_step[]{2, 4, 8};
  for (std::size_t i = 0; i < 3; ++i) {
    std::vector<double> drifts;
    physics::integrate(
        all[i], 0.6, 4, [&](double ds) { drifts.push_back(ds); }, [](double) {}, false);
    CHECK(drifts.size() == 4 * drifts_per_step[i]);
    double length = 0.0;
    for (const double ds : drifts) length += ds;
    CHECK_THAT(length, WithinAbs(0.6, 1e-15));
  }
}
