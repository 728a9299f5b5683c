#include "courant/elements/converged_steps.hpp"

#include <cmath>

#include "courant/base/error.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"
#include "support/references.hpp"

using namespace courant;
using elements::converged_steps;
using elements::Integrator;

namespace {

const Reference& reference = test::references[2];

double matrix_error(elements::Quadrupole<> quad, int steps) {
  const auto jacobian = [&](int n) {
    quad.steps = n;
    return test::dual_jacobian([&]<class T>(Vec6<T>& r) { quad.track(r, reference); }, {});
  };
  const auto exact = jacobian(20 * steps);
  return test::distance(jacobian(steps), exact) / test::largest(exact);
}

}  // namespace

TEST_CASE("Converged steps: the map has the accuracy asked for, and not with half of them",
          "[elements][steps]") {
  for (const Integrator integrator : {Integrator::dkd2, Integrator::dkd4, Integrator::dkd6})
    for (const double accuracy : {1e-4, 1e-8}) {
      const elements::Quadrupole<> quad{.length = 0.5, .k1 = 3.0, .integrator = integrator};
      const int steps = converged_steps(quad, accuracy, reference);
      INFO(static_cast<int>(integrator) << ", " << accuracy << ": " << steps);
      CHECK(matrix_error(quad, steps) < 2.0 * accuracy);  // on the axis; the steps are found on a ray
      if (steps > 1) CHECK(matrix_error(quad, steps / 2) > accuracy);
    }
}

TEST_CASE("Converged steps: one is enough where the flow is exact", "[elements][steps]") {
  elements::Dipole<> bend{.length = 1.0, .angle = 0.3};
  bend.model = physics::BendModel::exact;
  CHECK(converged_steps(bend, 1e-12, reference) == 1);
  CHECK(converged_steps(elements::Quadrupole<>{.length = 0.5, .k1 = 3.0, .integrator = Integrator::mkm2},
                        1e-12, reference) == 1);
  CHECK(converged_steps(elements::Drift<>{.length = 3.0}, 1e-12, reference) == 1);
  CHECK(converged_steps(elements::Sextupole<>{.length = 0.0}, 1e-12, reference) == 1);
}

TEST_CASE("Converged steps: an accuracy that rounding forbids is refused", "[elements][steps]") {
  for (const double accuracy : {0.0, 1e-15, 2.0, std::nan("")})
    CHECK_THROWS_AS(converged_steps(elements::Drift<>{}, accuracy, reference), InvalidArgument);
}
