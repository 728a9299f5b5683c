#include "courant/physics/linear_flow.hpp"

#include <cmath>

#include "courant/physics/bend.hpp"
#include "courant/physics/drift.hpp"
#include "courant/physics/integrate.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using physics::LinearForce;

namespace {

const Vec6<double> ray{{3e-3, 4e-4, -2.5e-3, 3e-4, 5e-3, 2e-2}};
const LinearForce<double> forces[] = {{0.0, 0.0}, {0.0, 1.8},  {0.0, -1.8},
                                      {0.3, 0.0}, {-0.2, 0.7}, {0.3, -0.09}};

template <class T>
void flow(Vec6<T>& r, const LinearForce<double>& force, double length) {
  physics::linear_flow(r, force, length, T(1.0 / (1.0 + r[DELTA])));
}

}  // namespace

TEST_CASE("Linear flow: equals the converged drift-kick-drift integration", "[physics][linear_flow]") {
  for (const auto& force : forces) {
    INFO("h " << force.h << " k1 " << force.k1);
    Vec6<double> closed = ray, integrated = ray;
    flow(closed, force, 0.8);
    physics::Multipoles<> field;
    field.add(1, force.k1, 0.0);
    const double inverse = 1.0 / (1.0 + ray[DELTA]);
    physics::integrate(
        physics::Integrator::dkd6, 0.8, 100,
        [&](double ds) { physics::drift_expanded(integrated, ds, inverse); },
        [&](double ds) { physics::bend_kick(integrated, field, force.h, ds); });
    CHECK(test::distance(closed, integrated) < 2e-16);  // round-off of 700 kicks; truncation below 1e-18
  }
}

TEST_CASE("Linear flow: two halves are the whole, and back again is nothing", "[physics][linear_flow]") {
  for (const auto& force : forces) {
    INFO("h " << force.h << " k1 " << force.k1);
    Vec6<double> whole = ray, halves = ray;
    flow(whole, force, 0.8);
    flow(halves, force, 0.4);
    flow(halves, force, 0.4);
    CHECK(test::distance(whole, halves) <
          2e-17);  // roundings of 5e-3 m, stretched by cosh(1.1) there and back
    flow(whole, force, -0.8);
    CHECK(test::distance(whole, ray) < 2e-17);
  }
}

TEST_CASE("Linear flow: is symplectic at any momentum", "[physics][linear_flow]") {
  for (const auto& force : forces)
    CHECK(test::relative_defect(test::dual_jacobian([&]<class T>(Vec6<T>& r) { flow(r, force, 1.7); }, ray)) <
          2e-15);  // round-off
}

TEST_CASE("Kinetic rest: with the expanded drift it is the exact drift", "[physics][linear_flow]") {
  Vec6<double> exact{{3e-3, 4e-2, -2.5e-3, 3e-2, 5e-3, 2e-2}}, sum = exact;
  physics::drift_exact(exact, 0.7);
  const double inverse = 1.0 / (1.0 + sum[DELTA]);
  physics::drift_expanded(sum, 0.7, inverse);
  physics::kinetic_rest(sum, 0.7, inverse);
  CHECK(test::distance(exact, sum) < 1e-17);  // roundings of 3e-2 m
}
