#include "courant/elements/beam_beam.hpp"

#include <cmath>

#include "courant/elements/drift.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"

using namespace courant;
using Catch::Matchers::WithinRel;
using elements::BeamBeam;

TEST_CASE("Beam-beam: a small lens shifts the tune by N r0 beta/(2 pi gamma sigma (sigma_x + sigma_y))",
          "[elements][beam_beam]") {
  const Reference electron(5e9, constants::electron_rest_energy, -1.0);
  const BeamBeam<> lens{.sigma_x = 2e-4, .sigma_y = 1e-5, .particles = 1e6, .charge = 1.0};
  const auto m = test::dual_jacobian([&](auto& r) { lens.track(r, electron); }, {});
  const double beta_y = 0.02, mu = 1.9;  // [m, rad]
  // trace of the ring with the lens: 2 cos(mu') = 2 cos(mu) + beta m43 sin(mu)
  const double shifted = std::acos(std::cos(mu) + 0.5 * beta_y * m[PY][Y] * std::sin(mu));
  const double xi = 1e6 * constants::classical_electron_radius * beta_y /
                    (constants::two_pi * electron.gamma() * 1e-5 * (2e-4 + 1e-5));
  // 1e-4: second order in xi, 1e-5; an opposite charge focuses: the tune rises
  CHECK_THAT((shifted - mu) / constants::two_pi, WithinRel(xi, 1e-4));
}

TEST_CASE("Beam-beam: a proton of 1.2 GeV is kicked as by MAD-X", "[elements][beam_beam]") {
  // TRACK of MAD-X 5.09.03 (by cpymad 1.20): drift 1 m, beambeam, drift 1 m; the beam has npart=3e10
  const Reference proton(1.2e9, 938.27208816e6, 1.0);  // MAD-X's mass
  const BeamBeam<> lens{.sigma_x = 3e-3,
                        .sigma_y = 1e-3,
                        .particles = 3e10,
                        .charge = -1.0,
                        .centre_x = 1e-3,
                        .centre_y = -5e-4};
  elements::Drift<> drift{.length = 1.0};
  drift.model = physics::Model::exact;
  Vec6<double> r{{2e-3, 1e-5, 1e-3, -2e-5, 0.0, 0.0}};
  drift.track(r, proton);
  lens.track(r, proton);
  drift.track(r, proton);
  // 2e-9: its classical radius is of an older CODATA
  CHECK_THAT(r[X], WithinRel(0.0020117328495713187, 1e-11));
  CHECK_THAT(r[PX], WithinRel(1.7328495666098343e-06, 2e-9));
  CHECK_THAT(r[Y], WithinRel(0.0009295411162933184, 1e-11));
  CHECK_THAT(r[PY], WithinRel(-5.045888363736922e-05, 2e-9));
  CHECK(r[DELTA] == 0.0);
}

TEST_CASE("Beam-beam: it acts about its centre", "[elements][beam_beam]") {
  const Reference proton(7e12, constants::proton_rest_energy, 1.0);
  const BeamBeam<> lens{
      .sigma_x = 2e-5, .sigma_y = 1e-5, .particles = 1e11, .centre_x = 1e-4, .centre_y = -5e-5};
  Vec6<double> centre{{1e-4, 0.0, -5e-5, 0.0, 0.0, 0.0}}, beside{{1.1e-4, 0.0, -4e-5, 0.0, 0.0, 0.0}};
  lens.track(centre, proton);
  lens.track(beside, proton);
  CHECK(centre[PX] == 0.0);
  CHECK(centre[PY] == 0.0);
  CHECK(beside[PX] > 0.0);  // like charges repel
  CHECK(beside[PY] > 0.0);
}
