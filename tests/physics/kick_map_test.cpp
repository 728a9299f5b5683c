#include "courant/physics/kick_map.hpp"

#include <cmath>
#include <limits>

#include "courant/math/dual.hpp"
#include "courant/physics/photons.hpp"
#include "support/catch.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using physics::Interpolation;
using physics::KickGrid;
using physics::Stencil;

namespace {

const KickGrid grid{5, 7, -0.02, 0.02, -0.006, 0.012};
constexpr double dx = 0.01, dy = 0.003;

template <class F>
std::vector<double> table_of(F f) {
  std::vector<double> table;
  for (int j = 0; j < grid.ny; ++j)
    for (int i = 0; i < grid.nx; ++i) table.push_back(f(grid.x_first + i * dx, grid.y_first + j * dy));
  return table;
}

double value(Interpolation kind, const std::vector<double>& table, double x, double y) {
  return Stencil<double>(grid, kind, x, y)(table);
}

}  // namespace

TEST_CASE("Kick map: both interpolations go through the points", "[physics][kick_map]") {
  const auto table = table_of([](double x, double y) { return std::sin(90 * x) * std::exp(50 * y); });
  for (const auto kind : {Interpolation::linear, Interpolation::cubic})
    for (int j = 0; j < grid.ny; ++j)
      for (int i = 0; i < grid.nx; ++i)
        CHECK_THAT(
            value(kind, table, grid.x_first + i * dx, grid.y_first + j * dy),
            WithinAbs(table[static_cast<std::size_t>(i + grid.nx * j)], 1e-14));  // rounding of the place
}

TEST_CASE("Kick map: each is exact for the polynomials of its order", "[physics][kick_map]") {
  const auto bilinear = [](double x, double y) { return 1.0 + 3.0 * x - 2.0 * y + 50.0 * x * y; };
  const auto square = [](double x, double y) {
    return 1.0 + 40.0 * x * x - 70.0 * y * y + 3e3 * x * x * y * y;
  };
  for (const double x : {-0.02, -0.013, 0.0004, 0.0077, 0.02})
    for (const double y : {-0.006, -0.0047, 0.0, 0.0061, 0.012})
      for (const auto kind : {Interpolation::linear, Interpolation::cubic})  // to the border
        CHECK_THAT(value(kind, table_of(bilinear), x, y), WithinRel(bilinear(x, y), 1e-14));
  for (const double x : {-0.0099, -0.003, 0.0004, 0.0077})  // one cell from the border
    for (const double y : {-0.0029, 0.0, 0.0061, 0.0089})
      CHECK_THAT(value(Interpolation::cubic, table_of(square), x, y), WithinRel(square(x, y), 1e-14));
}

TEST_CASE("Kick map: the slope of the cubic interpolation is continuous", "[physics][kick_map]") {
  const auto table = table_of([](double x, double y) { return std::cos(120 * x + 1.0) * std::sin(200 * y); });
  const auto slopes = [&](double x, double y) {
    return Stencil<Dual<2>>(grid, Interpolation::cubic, Dual<2>::variable(x, 0),
                            Dual<2>::variable(y, 1))(table);
  };
  const double step = 1e-12;
  for (const double x : {-0.01, 0.0, 0.01}) {
    const auto before = slopes(x - step, 0.0011), behind = slopes(x + step, 0.0011);
    CHECK_THAT(before.d[0],
               WithinAbs(behind.d[0], 1e-6));  // curvature of 1e4, over 2e-12, and rounding of the place
    CHECK_THAT(before.d[1], WithinAbs(behind.d[1], 1e-6));
  }
}

TEST_CASE("Kick map: the second order goes as 1/p, the first doesn't", "[physics][kick_map]") {
  const auto second = table_of([](double x, double) { return 1e-3 + x; });
  const auto first = table_of([](double, double y) { return 2e-3 - y; });
  Vec6<double> r{{2e-3, 0.0, 1e-3, 0.0, 0.0, 0.25}};
  physics::kick_map(r, grid, Interpolation::cubic, {second, first, first, {}}, 0.5);
  CHECK_THAT(r[PX], WithinRel(0.5 * (3e-3 / 1.25 + 1e-3), 1e-14));
  CHECK_THAT(r[PY], WithinRel(0.5 * 1e-3 / 1.25, 1e-14));
}

TEST_CASE("Kick map: a particle outside the grid is lost, one on its border is not", "[physics][kick_map]") {
  const auto table = table_of([](double, double) { return 1e-3; });
  const auto passed = [&](double x, double y) {
    Vec6<double> r{{x, 0.0, y, 0.0, 0.0, 0.0}};
    physics::kick_map(r, grid, Interpolation::cubic, {table, table, {}, {}}, 1.0);
    return r;
  };
  CHECK_THAT(passed(0.02, 0.012)[PX], WithinRel(1e-3, 1e-14));
  CHECK_THAT(passed(-0.02, -0.006)[PX], WithinRel(1e-3, 1e-14));
  for (const auto& [x, y] : {std::pair{0.0201, 0.0}, {-0.0201, 0.0}, {0.0, 0.0121}, {0.0, -0.0061}}) {
    const auto r = passed(x, y);
    for (int i = 0; i < 6; ++i) CHECK(std::isnan(r[i]));
  }
}

TEST_CASE("Kick map: the phases of a sinus have its mean square and its mean cube", "[physics][kick_map]") {
  const physics::SineField field(0.3);
  double square = 0.0, cube = 0.0;
  for (const double b : field.values()) {
    square += b * b / physics::SineField::phases;
    cube += b * b * b / physics::SineField::phases;
  }
  CHECK_THAT(square, WithinRel(0.5 * 0.3 * 0.3, 1e-15));
  CHECK_THAT(cube,
             WithinRel(4.0 / (3.0 * constants::pi) * 0.3 * 0.3 * 0.3, 3e-5));  // fourth order in the spacing
}

TEST_CASE("Kick map: it loses as a uniform field of 1/sqrt(2) of the peak", "[physics][kick_map]") {
  const Reference electron(3e9, constants::electron_rest_energy, -1.0);
  const physics::Radiator radiator(physics::Radiation::mean, electron);
  const Vec6<double> r{{1e-3, 2e-4, -1e-3, 1e-4, 0.0, 2e-3}};
  physics::NoPhotons none;
  const double loss = physics::SineField(0.2).loss(radiator, r, 0.5, 0.5, none);
  CHECK_THAT(loss, WithinRel(radiator.loss(r, 0.0, 0.2 / std::sqrt(2.0), 0.0, 0.5, 0.5, none), 1e-14));
}
