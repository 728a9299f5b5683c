#include "courant/physics/aperture.hpp"

#include <cmath>

#include "courant/math/dual.hpp"
#include "support/catch.hpp"

using namespace courant;
using physics::Opening;
using physics::Shape;

namespace {

bool passes(const Opening& opening, double x, double y) {
  Vec6<double> r{{x, 1e-3, y, 2e-3, 3e-3, 4e-3}};
  const Vec6<double> before = r;
  physics::collimate(r, opening);
  int lost = 0;
  for (int i = 0; i < 6; ++i) lost += std::isnan(r[i]);
  if (lost == 0) CHECK(r.v == before.v);  // inside: not a bit changes
  CHECK((lost == 0 || lost == 6));        // outside: every coordinate is NaN
  return lost == 0;
}

}  // namespace

TEST_CASE("Aperture: a rectangle loses what is outside and nothing else", "[physics][aperture]") {
  const Opening o{Shape::rectangular, 10e-3, 5e-3, 1e-3, -2e-3};
  CHECK(passes(o, 1e-3, -2e-3));
  CHECK(passes(o, 10.999e-3, 2.999e-3));
  CHECK(passes(o, -8.999e-3, -6.999e-3));
  CHECK_FALSE(passes(o, 11.001e-3, 0));
  CHECK_FALSE(passes(o, -9.001e-3, 0));
  CHECK_FALSE(passes(o, 0, 3.001e-3));
  CHECK_FALSE(passes(o, 0, -7.001e-3));
}

TEST_CASE("Aperture: an ellipse loses the corners of the rectangle", "[physics][aperture]") {
  const Opening o{Shape::elliptic, 10e-3, 5e-3, 0, 0};
  CHECK(passes(o, 9.999e-3, 0));
  CHECK(passes(o, 0, -4.999e-3));
  CHECK(passes(o, 7.07e-3, 3.53e-3));
  CHECK_FALSE(passes(o, 7.08e-3, 3.54e-3));
  CHECK_FALSE(passes(o, 10.001e-3, 0));
}

TEST_CASE("Aperture: an open one loses nobody", "[physics][aperture]") {
  CHECK(passes(Opening{}, 1e3, -1e3));
  CHECK(passes(Opening{.half_x = 1e-3}, 0.999e-3, 1e3));
  CHECK_FALSE(passes(Opening{.half_x = 1e-3}, 1.001e-3, 0));
}

TEST_CASE("Aperture: a lost particle stays lost", "[physics][aperture]") {
  Vec6<double> r{{1.0, 0, 0, 0, 0, 0}};
  physics::collimate(r, Opening{.half_x = 1e-3});
  physics::collimate(r, Opening{});
  for (int i = 0; i < 6; ++i) CHECK(std::isnan(r[i]));
}

TEST_CASE("Aperture: derivatives pass unchanged", "[physics][aperture]") {
  auto r = math::seed(Vec6<double>{{1e-4, 2e-4, 3e-4, 4e-4, 5e-4, 6e-4}});
  physics::collimate(r, Opening{Shape::elliptic, 1e-3, 1e-3, 0, 0});
  for (int i = 0; i < 6; ++i)
    for (int j = 0; j < 6; ++j) CHECK(r[i].d[static_cast<std::size_t>(j)] == (i == j ? 1.0 : 0.0));
}
