#include "courant/physics/beam_beam.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "courant/math/dual.hpp"
#include "support/catch.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using physics::GaussianField;

namespace {

/// Field at (x sigma_x, y sigma_y) of a beam with sigma_x = 1 m, sigma_y = 1 m/aspect.
struct Known {
  double aspect, x, y, field_x, field_y;
};

// Formula of Bassetti and Erskine, CERN-ISR-TH/80-06, in the units of GaussianField: sqrt(pi)/s (w(z1) - exp(..) w(z2)),
// s^2 = 2 (sigma_x^2 - sigma_y^2), with w(z) = exp(-z^2) erfc(-i z) in 40 digits by mpmath 1.4.1.
constexpr Known known[] = {
    {1.2, 0.3, 0.7, 0.14353233054679097, 0.33198960943108329},
    {1.2, 1.1, 0, 0.44609489505580665, 0.0},
    {1.2, 0, 1.6, 0.0, 0.50165080596349652},
    {1.2, 5, 40, 0.0043975356216909324, 0.029332661671948212},
    {1.2, 0, 1000, 0.0, 0.001199999472000697},
    {1.2, 50, 0, 0.020002445341288947, 0.0},
    {1.2, 50, 1000, 7.1741635864932632e-5, 0.0011956949795171335},
    {1.2, 0.02, 300, 3.199953047334888e-7, 0.0039999804191320033},
    {1.2, 7, 2, 0.1358253859848462, 0.032731749558691566},
    {4, 0.3, 0.7, 0.22292889032459165, 0.49133157368292092},
    {4, 1.1, 0, 0.62195252555294309, 0.0},
    {4, 0, 1.6, 0.0, 0.81916498129163905},
    {4, 5, 40, 0.039351105037921582, 0.0798702870727271},
    {4, 0, 1000, 0.0, 0.0039999400026997975},
    {4, 50, 0, 0.020007508453361982, 0.0},
    {4, 50, 1000, 0.00076919919412231295, 0.0038461069084953507},
    {4, 0.02, 300, 3.553779005114627e-6, 0.013331111274096259},
    {4, 7, 2, 0.14494256859513837, 0.010790737064078321},
    {30, 0.3, 0.7, 0.27979906786218197, 0.59775154606881645},
    {30, 1.1, 0, 0.72787401937023149, 0.0},
    {30, 0, 1.6, 0.0, 1.0649683844428787},
    {30, 5, 40, 0.19196690246107977, 0.055821419274453372},
    {30, 0, 1000, 0.0, 0.029973102413173345},
    {30, 50, 0, 0.020008000708979415, 0.0},
    {30, 50, 1000, 0.013845266240817584, 0.0092352874968914492},
    {30, 0.02, 300, 0.00019428604097677006, 0.099029267857643952},
    {30, 7, 2, 0.14595397966250318, 0.0014535771951037169},
    {300, 0.3, 0.7, 0.28998349447311893, 0.61621808301669363},
    {300, 1.1, 0, 0.74538874575540247, 0.0},
    {300, 0, 1.6, 0.0, 1.1106437831368828},
    {300, 5, 40, 0.2090483284873067, 0.0061608095046741818},
    {300, 0, 1000, 0.0, 0.2781991081907448},
    {300, 50, 0, 0.020008009530151091, 0.0},
    {300, 50, 1000, 0.019919302345576815, 0.0013290132371316013},
    {300, 0.02, 300, 0.0068859480480216149, 0.65561900347632436},
    {300, 7, 2, 0.14597234981779781, 0.00014538474091435687},
};

/// The two components and their derivatives by x and y.
auto gradient(const GaussianField& field, double x, double y) {
  return field.at(Dual<2>::variable(x, 0), Dual<2>::variable(y, 1));
}

}  // namespace

TEST_CASE("Beam-beam: the field is that of Bassetti and Erskine", "[physics][beam_beam]") {
  for (const auto& k : known) {
    INFO("aspect " << k.aspect << " at " << k.x << ", " << k.y);
    const double narrow = 1.0 / k.aspect;
    const auto flat = GaussianField(1.0, narrow).at(k.x, k.y * narrow);
    const auto upright = GaussianField(narrow, 1.0).at(k.y * narrow, k.x);
    // the largest field is 0.45 or more; error of the rule 2e-14
    CHECK_THAT(flat.x, WithinAbs(k.field_x, 1e-13));
    CHECK_THAT(flat.y, WithinAbs(k.field_y, 1e-13));
    CHECK(upright.x == flat.y);
    CHECK(upright.y == flat.x);
  }
}

TEST_CASE("Beam-beam: the field of a round beam has a closed form", "[physics][beam_beam]") {
  const double sigma = 0.3;
  const GaussianField field(sigma, sigma);
  for (const double r : {1e-3, 0.1, 0.5, 2.0, 30.0, 300.0}) {
    const double x = 0.6 * r, y = -0.8 * r, law = -std::expm1(-r * r / (2 * sigma * sigma)) / (r * r);
    const auto at = field.at(x, y);
    CHECK_THAT(at.x, WithinRel(law * x, 1e-13));  // 80 terms of one sign
    CHECK_THAT(at.y, WithinRel(law * y, 1e-13));
  }
  // continuous towards it: a difference of 1e-9 in size changes the field by as much
  CHECK_THAT(GaussianField(sigma, sigma * (1 - 1e-9)).at(0.2, 0.1).x, WithinRel(field.at(0.2, 0.1).x, 2e-9));
}

TEST_CASE("Beam-beam: the divergence of the field is the charge, its curl is none", "[physics][beam_beam]") {
  for (const double aspect : {1.0, 3.0, 40.0, 300.0}) {
    const double sx = 2e-3, sy = sx / aspect;
    const GaussianField field(sx, sy);
    for (const double u : {0.0, 0.4, 1.7, 6.0})
      for (const double v : {0.1, 1.3, 5.0, 60.0}) {
        INFO("aspect " << aspect << " at " << u << ", " << v);
        const auto at = gradient(field, u * sx, v * sy);
        const double density = std::exp(-0.5 * (u * u + v * v)) / (sx * sy);
        CHECK_THAT(at.x.d[0] + at.y.d[1], WithinAbs(density, 1e-12 / (sx * sy)));  // of the densest place
        CHECK(at.x.d[1] == Approx(at.y.d[0]).epsilon(1e-13));  // two orders of the same sums
      }
  }
}

TEST_CASE("Beam-beam: near the axis the field is x/(sigma_x (sigma_x + sigma_y))", "[physics][beam_beam]") {
  for (const double aspect : {1.0, 2.0, 100.0}) {
    const double sx = 1e-3, sy = sx / aspect;
    const auto at = gradient(GaussianField(sx, sy), 0.0, 0.0);
    CHECK_THAT(at.x.d[0], WithinRel(1.0 / (sx * (sx + sy)), 1e-13));
    CHECK_THAT(at.y.d[1], WithinRel(1.0 / (sy * (sx + sy)), 1e-13));
  }
}

TEST_CASE("Beam-beam: like charges repel, and a reference without mass is the limit",
          "[physics][beam_beam]") {
  const Reference proton(7e12, constants::proton_rest_energy, 1.0), positron(3e9, 0.0, 1.0);
  CHECK(physics::beam_beam_strength(1e11, 1.0, proton) > 0.0);
  CHECK(physics::beam_beam_strength(1e11, -1.0, proton) < 0.0);
  // 2 N r_e/gamma
  CHECK_THAT(
      physics::beam_beam_strength(1e10, 1.0, positron),
      WithinRel(2e10 * constants::classical_electron_radius * constants::electron_rest_energy / 3e9, 1e-14));
  const Reference light(3e9, 1.0, 1.0);  // 1 eV: beta differs from 1 by 6e-20
  CHECK_THAT(physics::beam_beam_strength(1e10, 1.0, light),
             WithinRel(physics::beam_beam_strength(1e10, 1.0, positron), 1e-15));
}
