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

TEST_CASE("Aperture: a polygon may be concave and off the axis", "[physics][aperture]") {
  // an L: the square of 20 mm without its upper right quarter
  const Opening o{.shape = Shape::polygon,
                  .centre_x = 1e-3,
                  .polygon = {-10e-3, -10e-3, 10e-3, -10e-3, 10e-3, 0, 0, 0, 0, 10e-3, -10e-3, 10e-3}};
  CHECK(passes(o, 1e-3, -1e-3));
  CHECK(passes(o, 10.9e-3, -0.1e-3));
  CHECK(passes(o, 0.9e-3, 9.9e-3));
  CHECK(passes(o, -8.9e-3, 9.9e-3));
  CHECK_FALSE(passes(o, 2e-3, 1e-3));  // in the quarter that is missing
  CHECK_FALSE(passes(o, 11.1e-3, -5e-3));
  CHECK_FALSE(passes(o, -9.1e-3, 0));
  CHECK_FALSE(passes(o, 0, -10.1e-3));
  CHECK_FALSE(passes(o, 0, 10.1e-3));
}

TEST_CASE("Aperture: a polygon of many corners is its circle", "[physics][aperture]") {
  Opening o{.shape = Shape::polygon};
  constexpr int corners = 360;
  for (int i = 0; i < corners; ++i) {
    const double angle = 2.0 * 3.14159265358979 * i / corners;
    o.polygon.push_back(10e-3 * std::cos(angle));
    o.polygon.push_back(10e-3 * std::sin(angle));
  }
  const Opening circle{Shape::elliptic, 10e-3, 10e-3, 0, 0};
  for (int i = 0; i < 200; ++i) {  // edges lie at most 4e-5 of the radius within the circle
    const double angle = 0.1 + 0.7 * i, radius = (0.5 + 0.005 * i + 0.0005) * 10e-3;
    if (std::abs(radius - 10e-3) < 1e-6) continue;
    const double x = radius * std::cos(angle), y = radius * std::sin(angle);
    CHECK(passes(o, x, y) == passes(circle, x, y));
  }
}

TEST_CASE("Aperture: a jaw limits one side alone", "[physics][aperture]") {
  CHECK(passes(Opening{.x_max = 2e-3}, -1e3, 1e3));
  CHECK_FALSE(passes(Opening{.x_max = 2e-3}, 2.001e-3, 0));
  CHECK_FALSE(passes(Opening{.x_min = -2e-3}, -2.001e-3, 0));
  CHECK_FALSE(passes(Opening{.y_max = 2e-3}, 0, 2.001e-3));
  CHECK_FALSE(passes(Opening{.y_min = -2e-3}, 0, -2.001e-3));
  // with an ellipse: what is inside both
  const Opening screen{
      .shape = Shape::elliptic, .half_x = 10e-3, .half_y = 10e-3, .y_min = -5e-3, .y_max = 5e-3};
  CHECK(passes(screen, 0, 4.9e-3));
  CHECK_FALSE(passes(screen, 0, 5.1e-3));
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
