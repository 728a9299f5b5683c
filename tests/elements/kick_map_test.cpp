#include "courant/elements/kick_map.hpp"

#include <cmath>

#include "support/catch.hpp"
#include "support/jacobian.hpp"

using namespace courant;
using Catch::Matchers::WithinRel;

namespace {

/// A device of 2 m in 5 slices, on 7 x 4 points.
elements::KickMap<> device() {
  elements::KickMap<> e;
  e.length = 2.0;
  e.nx = 7;
  e.ny = 4;
  e.x_first = -12e-3;
  e.x_last = 12e-3;
  e.y_first = -5e-3;
  e.y_last = 4e-3;
  e.steps = 5;
  e.interpolation = physics::Interpolation::linear;
  e.kick_x.clear();
  e.kick_y.clear();
  for (int j = 0; j < e.ny; ++j)
    for (int i = 0; i < e.nx; ++i) {
      const double x = -12e-3 + 4e-3 * i, y = -5e-3 + 3e-3 * j;
      e.kick_x.push_back(-3e-3 * x + 40.0 * x * x * x);
      e.kick_y.push_back(-8e-3 * y - 300.0 * y * y * y);
      e.kick_x1.push_back(1e-3 * y + 2e-6);
      e.kick_y1.push_back(1e-3 * x - 1e-6);
    }
  return e;
}

Vec6<double> passed(const elements::KickMap<>& e, Vec6<double> r, const Reference& reference = {}) {
  e.track(r, reference);
  return r;
}

}  // namespace

TEST_CASE("Kick map: it moves rays as AT's IdTablePass", "[elements][kick_map]") {
  struct Ray {
    Vec6<double> before, after;
  };
  // at.element_pass of accelerator-toolbox 0.9.0 on the same tables; its path length is -z, its drift the expanded one
  const Ray rays[] = {{{{2.3e-3, 1e-4, -1.7e-3, -2e-4, -0.01, 1e-3}},
                       {{0.0024943918479954307, 9.445185136688924e-05, -0.002081335099257102,
                         -0.00018106461846428246, -0.010000045836032293, 1e-3}}},
                      {{{-7.7e-3, 3e-4, 3.1e-3, -4e-4, 0.02, 0.0}},
                       {{-0.007090911047968706, 0.00030909823301626535, 0.002257166843675363,
                         -0.0004408059086666729, 0.01999972950300091, 0.0}}},
                      {{{1e-4, 0.0, 2e-4, 0.0, 0.0, 0.0}},
                       {{0.00010196292591900226, 1.9618521633505353e-06, 0.00019792327446734693,
                         -2.0734527576074588e-06, -2.775042723856158e-12, 0.0}}}};
  for (const auto& ray : rays)
    CHECK(test::distance(passed(device(), ray.before), ray.after) < 2e-17);  // rounding of 5 slices of 1e-2
  CHECK(std::isnan(passed(device(), {{13e-3, 0.0, 0.0, 0.0, 0.0, 0.0}})[DELTA]));  // as AT
}

TEST_CASE("Kick map: on the axis it focuses with the slope of the table", "[elements][kick_map]") {
  elements::KickMap<> e;
  e.length = 1.0;
  e.nx = e.ny = 3;
  e.x_first = e.y_first = -1e-2;
  e.x_last = e.y_last = 1e-2;
  e.steps = 400;
  e.kick_x.clear();
  e.kick_y.clear();
  const double k = 0.04;  // [1/m], angle per offset
  for (int j = 0; j < 3; ++j)
    for (int i = 0; i < 3; ++i) {
      e.kick_x.push_back(0.0);
      e.kick_y.push_back(-k * 1e-2 * (j - 1));
    }
  const auto m = test::dual_jacobian([&](auto& r) { e.track(r, Reference{}); }, {});
  const double root = std::sqrt(k);
  CHECK_THAT(m[PY][Y], WithinRel(-root * std::sin(root), 1e-6));  // second order of 400 slices
  CHECK_THAT(m[X][PX], WithinRel(1.0, 1e-13));
}

TEST_CASE("Kick map: it loses what a sinusoidal field loses", "[elements][kick_map]") {
  const Reference electron(3e9, constants::electron_rest_energy, -1.0);
  auto e = device();
  e.kick_x1.clear();
  e.kick_y1.clear();
  e.peak = 0.15;
  e.radiation = physics::Radiation::mean;
  const auto r = passed(e, {}, electron);
  // C_gamma E^4 b^2/2 L/(2 pi) per energy; each slice sees the loss of those before, 1e-4 of it
  const double c_gamma = 4.0 * constants::pi / 3.0 * constants::classical_electron_radius /
                         std::pow(constants::electron_rest_energy, 3);
  CHECK_THAT(-r[DELTA],
             WithinRel(c_gamma * std::pow(3e9, 3) / constants::two_pi * 0.5 * 0.15 * 0.15 * 2.0, 1e-3));
}
