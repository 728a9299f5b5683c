#include "courant/physics/bend.hpp"

#include "courant/physics/drift.hpp"
#include "courant/physics/integrate.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;

namespace {

const Vec6<double> ray{{3e-3, 4e-4, -3e-3, 3e-4, 1e-3, 2e-3}};

physics::Multipoles<> field() {
  physics::Multipoles<> f;
  f.add(1, 0.8, 0.0);
  f.add(2, 5.0, 0.0);
  return f;
}

}  // namespace

TEST_CASE("Bend: the kick derives from its Hamiltonian", "[physics][bend]") {
  const double h = 0.2, ds = 0.05;
  const auto f = field();
  // H = -h x delta + h^2 x^2/2 + Re sum (b_n + i a_n) (x + iy)^(n+1)/(n+1)
  const auto r = math::seed(ray);
  const auto &x = r[X], &y = r[Y];
  const auto potential = f.b[1] * (x * x - y * y) / 2.0 + f.b[2] * (x * x * x - 3.0 * x * y * y) / 3.0;
  const auto hamiltonian = -h * x * r[DELTA] + 0.5 * h * h * x * x + potential;
  Vec6<double> out = ray;
  physics::bend_kick(out, f, h, ds);
  CHECK_THAT(out[PX], WithinAbs(ray[PX] - ds * hamiltonian.d[X], 1e-18));
  CHECK_THAT(out[PY], WithinAbs(ray[PY] - ds * hamiltonian.d[Y], 1e-18));
  CHECK_THAT(out[Z], WithinAbs(ray[Z] + ds * hamiltonian.d[DELTA], 1e-18));
  CHECK(out[X] == ray[X]);
  CHECK(out[Y] == ray[Y]);
  CHECK(out[DELTA] == ray[DELTA]);
}

TEST_CASE("Bend: the kick is symplectic", "[physics][bend]") {
  const auto kick = []<class T>(Vec6<T>& r) { physics::bend_kick(r, field(), 0.2, 0.05); };
  CHECK(test::relative_defect(test::dual_jacobian(kick, ray)) < 1e-15);
}

TEST_CASE("Bend: without curvature both bodies are the straight magnet", "[physics][bend]") {
  Vec6<double> straight = ray, expanded = ray, curvilinear = ray;
  physics::multipole_kick(straight, field(), 0.05);
  physics::bend_kick(expanded, field(), 0.0, 0.05);
  physics::curvilinear_kick(curvilinear, field(), 0.0, 0.05);
  CHECK(test::distance(expanded, straight) == 0.0);
  // with h = 0 every term of the curved vector potential has the factor h
  CHECK(test::distance(curvilinear, straight) < 1e-18);
  Vec6<double> drift = ray, curved_drift = ray;
  physics::drift_expanded(drift, 0.3, 1.0 / (1.0 + ray[DELTA]));
  physics::curvilinear_drift(curved_drift, 0.0, 0.3);
  CHECK(test::distance(drift, curved_drift) < 2e-18);  // products in another order
}

TEST_CASE("Bend: the curvilinear body has the first order of the expanded one", "[physics][bend]") {
  const double h = 0.2, length = 0.6;
  const auto f = field();
  const auto expanded = [&]<class T>(Vec6<T>& r) {
    const T inverse = 1.0 / (1.0 + r[DELTA]);
    physics::integrate(
        physics::Integrator::dkd4, length, 10, [&](double ds) { physics::drift_expanded(r, ds, inverse); },
        [&](double ds) { physics::bend_kick(r, f, h, ds); });
  };
  const auto curvilinear = [&]<class T>(Vec6<T>& r) {
    physics::integrate(
        physics::Integrator::dkd4, length, 10, [&](double ds) { physics::curvilinear_drift(r, h, ds); },
        [&](double ds) { physics::curvilinear_kick(r, f, h, ds); });
  };
  CHECK(test::distance(test::dual_jacobian(expanded, {}), test::dual_jacobian(curvilinear, {})) < 1e-15);
}
