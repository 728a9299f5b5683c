#include "courant/physics/taper.hpp"

#include "courant/elements/dipole.hpp"
#include "courant/elements/quadrupole.hpp"
#include "support/catch.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;

namespace {

const Reference proton(2e9, constants::proton_rest_energy, 1.0);
const Vec6<double> ray{{2e-3, 3e-4, -1e-3, 2e-4, 1e-3, 1.2e-2}};

template <class E>
Vec6<double> through(const E& element, Vec6<double> r) {
  element.track(r, proton);
  return r;
}

}  // namespace

TEST_CASE("Taper: a quadrupole is stronger by the factor", "[physics][taper]") {
  const auto model = GENERATE(physics::Model::expanded, physics::Model::exact);
  elements::Quadrupole<> tapered{.length = 0.4, .k1 = 1.5, .model = model}, stronger = tapered;
  tapered.taper = 0.03;
  stronger.k1 *= 1.03;
  const auto a = through(tapered, ray), b = through(stronger, ray);
  for (int i = 0; i < 6; ++i) CHECK_THAT(a[i], WithinAbs(b[i], 3e-18 + 1e-15 * std::abs(ray[i])));
}

TEST_CASE("Taper: the particle of that momentum follows the arc", "[physics][taper]") {
  elements::Dipole<> bend{.length = 1.2, .angle = 0.2, .e1 = 0.1, .e2 = 0.1, .k1 = -0.4};
  bend.model = GENERATE(physics::BendModel::expanded, physics::BendModel::exact);
  if (bend.model == physics::BendModel::exact) bend.edge1 = bend.edge2 = physics::Edge::hard_edge;
  bend.taper = 0.012;
  Vec6<double> r{};
  r[DELTA] = 0.012;
  const auto behind = through(bend, r);
  for (const auto i : {X, PX, Y, PY}) CHECK_THAT(behind[i], WithinAbs(0.0, 1e-17));
  CHECK_THAT(behind[DELTA], WithinAbs(0.012, 1e-17));
  CHECK_THAT(behind[Z], WithinAbs(1.2 * physics::relative_beta_minus_one(0.012, proton),
                                  1e-16));  // faster than the reference
}

TEST_CASE("Taper: none changes no bit, and it is undone", "[physics][taper]") {
  Vec6<double> r = ray;
  physics::Taper(0.0).enter(r);
  CHECK(r.v == ray.v);
  const physics::Taper taper(0.02);
  taper.enter(r);
  taper.leave(r);
  for (int i = 0; i < 6; ++i) CHECK_THAT(r[i], WithinAbs(ray[i], 1e-17));
  CHECK(taper.of(proton).p0c() == Approx(1.02 * proton.p0c()).epsilon(1e-15));
}
