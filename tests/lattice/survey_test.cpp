#include "courant/lattice/survey.hpp"

#include <cmath>
#include <limits>
#include <numbers>

#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "support/catch.hpp"
#include "support/line.hpp"
#include "support/rings.hpp"

using namespace courant;
using std::numbers::pi;
using Frame = physics::Frame<double>;

namespace {

constexpr double near = 1e-14;  // a dozen roundings of numbers near 1

double distance(const Frame& a, const Frame& b) {
  double out = 0.0;
  for (std::size_t i = 0; i < 3; ++i) {
    out = std::max(out, std::abs(a.origin[i] - b.origin[i]));
    for (std::size_t k = 0; k < 3; ++k) out = std::max(out, std::abs(a.axes[i][k] - b.axes[i][k]));
  }
  return out;
}

Frame translation(double x, double y, double z) {
  Frame out;
  out.origin = {x, y, z};
  return out;
}

elements::Dipole<> bend(double length, double angle, double tilt = 0.0) {
  elements::Dipole<> out;
  out.length = length;
  out.angle = angle;
  out.tilt = tilt;
  return out;
}

elements::Patch<> patch(const physics::Alignment<double>& align) {
  elements::Patch<> out;
  out.align = align;
  return out;
}

lattice::Builder line() { return lattice::Builder().particle(lattice::make_particle("electron", 1e9)); }

/// Bends in all planes, patches and straight pieces.
Lattice winding() {
  return line()
      .append("D", elements::Drift<>{.length = 0.5})
      .append("B1", bend(1.1, 0.15))
      .append("P1", patch({1e-3, 2e-3, 0.1, 0.25, 0.02, -0.03}))
      .append("B2", bend(1.1, -0.12, pi / 2))
      .append("Q", elements::Quadrupole<>{.length = 0.4, .k1 = 1.1})
      .append("B3", bend(1.3, 0.2, 0.4))
      .freeze();
}

}  // namespace

TEST_CASE("Survey: a straight line goes where it points", "[lattice][survey]") {
  const Lattice straight =
      line().append("D", elements::Drift<>{.length = 2.0}).append("E", elements::Marker<>{}).freeze();
  const Survey along = survey(straight);
  REQUIRE(along.s.size() == 3);
  CHECK(along.z.back() == 2.0);
  CHECK(along.x.back() == 0.0);
  const Survey turned =
      survey(straight, {.x = 1.0, .y = -2.0, .z = 3.0, .theta = 0.3, .phi = -0.1, .psi = 0.05});
  CHECK_THAT(turned.x.back(), Catch::WithinAbs(1.0 + 2.0 * std::sin(0.3) * std::cos(-0.1), near));
  CHECK_THAT(turned.y.back(), Catch::WithinAbs(-2.0 + 2.0 * std::sin(-0.1), near));
  CHECK_THAT(turned.z.back(), Catch::WithinAbs(3.0 + 2.0 * std::cos(0.3) * std::cos(-0.1), near));
  CHECK_THAT(turned.theta.back(), Catch::WithinAbs(0.3, near));
  CHECK_THAT(turned.phi.back(), Catch::WithinAbs(-0.1, near));
  CHECK_THAT(turned.psi.back(), Catch::WithinAbs(0.05, near));
}

TEST_CASE("Survey: a bend follows its arc, to the side of its tilt", "[lattice][survey]") {
  const double rho = 1.1 / 0.15, back = rho * (1 - std::cos(0.15)), on = rho * std::sin(0.15);
  const Survey flat = survey(line().append("B", bend(1.1, 0.15)).freeze());
  CHECK_THAT(flat.x.back(), Catch::WithinAbs(-back, near));
  CHECK_THAT(flat.z.back(), Catch::WithinAbs(on, near));
  CHECK_THAT(flat.theta.back(), Catch::WithinAbs(-0.15, near));
  const Survey up = survey(line().append("B", bend(1.1, -0.15, pi / 2)).freeze());
  CHECK_THAT(up.y.back(), Catch::WithinAbs(back, near));
  CHECK_THAT(up.z.back(), Catch::WithinAbs(on, near));
  CHECK_THAT(up.phi.back(), Catch::WithinAbs(0.15, near));
  CHECK_THAT(up.psi.back(), Catch::WithinAbs(0.0, near));
  // a plane bend is not rolled: whatever its tilt, the direction stays in the plane of the tilt
  const Survey oblique = survey(line().append("B", bend(1.1, 0.15, 0.4)).freeze());
  CHECK_THAT(oblique.x.back(), Catch::WithinAbs(-back * std::cos(0.4), near));
  CHECK_THAT(oblique.y.back(), Catch::WithinAbs(-back * std::sin(0.4), near));
}

TEST_CASE("Survey: a thin bend turns on the spot", "[lattice][survey]") {
  elements::ThinMultipole<> kink;
  kink.angle = 0.05;
  const Survey turned =
      survey(line().append("K", kink).append("D", elements::Drift<>{.length = 2.0}).freeze());
  CHECK(turned.z[1] == 0.0);
  CHECK_THAT(turned.theta[1], Catch::WithinAbs(-0.05, near));
  CHECK_THAT(turned.x.back(), Catch::WithinAbs(-2.0 * std::sin(0.05), near));
}

TEST_CASE("Survey: a weak bend is nearly straight without losing digits", "[lattice][survey]") {
  const double angle = 1e-9, length = 10.0;
  const Survey weak = survey(line().append("B", bend(length, angle)).freeze());
  CHECK_THAT(weak.x.back(), Catch::WithinRel(-0.5 * length * angle, 1e-14));  // next term 1e-18
  CHECK_THAT(weak.z.back(), Catch::WithinRel(length, 1e-15));
}

TEST_CASE("Survey: a ring closes", "[lattice][survey]") {
  const Lattice ring = test::small_ring();
  const Survey round = survey(ring);
  // 80 elements of coordinates up to 8 m
  CHECK(distance(round.frames.back(), round.frames.front()) < 1e-13);
  CHECK_THAT(round.theta.back(), Catch::WithinAbs(-2 * pi, 1e-13));
  CHECK(round.psi.back() == 0.0);
  CHECK(round.y.back() == 0.0);
  // in the middle of the ring the beam comes back on the other side of the hall
  const auto half = static_cast<std::size_t>(ring.size() / 2);
  CHECK_THAT(round.theta[half], Catch::WithinAbs(-pi, 1e-13));
  CHECK(round.x[half] < -10.0);
}

TEST_CASE("Survey: superperiods follow each other", "[lattice][survey]") {
  const Lattice cell = line()
                           .append("D", elements::Drift<>{.length = 1.0})
                           .append("B", bend(1.0, 2 * pi / 6))
                           .superperiods(6)
                           .freeze();
  const Frame once = survey(cell).frames.back();
  const Lattice whole = lattice::Builder(cell).unroll().freeze();
  const Survey all = survey(whole);
  Frame repeated;
  for (int i = 0; i < 6; ++i) repeated = repeated * once;
  CHECK(distance(all.frames.back(), repeated) < near);
  CHECK(distance(all.frames.back(), Frame{}) < near);  // and close
}

TEST_CASE("Survey: the start only moves the whole", "[lattice][survey]") {
  const lattice::SurveyStart start{.x = 4.0, .y = 1.0, .z = -2.0, .theta = 2.5, .phi = 0.7, .psi = -1.1};
  const Survey here = survey(winding()), there = survey(winding(), start);
  for (std::size_t i = 0; i < here.frames.size(); ++i)
    CHECK(distance(there.frames[i], there.frames[0] * here.frames[i]) < near);
}

TEST_CASE("Survey: axes stay orthogonal and right-handed", "[lattice][survey]") {
  for (const Frame& f : survey(winding()).frames) CHECK(distance(f * f.inverse(), Frame{}) < near);
}

TEST_CASE("Survey: the way back is the mirror image of the inverse", "[lattice][survey]") {
  // Builder::reverse keeps x and y and turns s round, so its frames are those of the mirror s -> -s
  const Lattice forward = line()
                              .append("D", elements::Drift<>{.length = 0.5})
                              .append("B1", bend(1.1, 0.15))
                              .append("B2", bend(1.1, -0.12, pi / 2))
                              .append("B3", bend(1.3, 0.2, 0.4))
                              .freeze();
  const Lattice backward = lattice::Builder(forward).reverse().freeze();
  Frame mirrored = survey(forward).frames.back().inverse();
  for (std::size_t i = 0; i < 3; ++i) {
    mirrored.axes[i][2] = -mirrored.axes[i][2];
    mirrored.axes[2][i] = -mirrored.axes[2][i];
  }
  mirrored.origin[2] = -mirrored.origin[2];
  CHECK(distance(survey(backward).frames.back(), mirrored) < near);
}

TEST_CASE("Survey: equal steps lie on a helix", "[lattice][survey]") {
  // a screw of angle phi about the unit axis u with translation t per step, in closed form
  lattice::Builder builder = line();
  const int n = 60;
  for (int i = 0; i < n; ++i) {
    builder.append("B", bend(0.8, 0.2));
    builder.append("P", patch({.roll = 0.07}));
  }
  const Survey found = survey(builder.freeze());
  const Frame step = found.frames[2];
  const auto& r = step.axes;
  const double phi = std::acos(0.5 * (r[0][0] + r[1][1] + r[2][2] - 1.0)), scale = 0.5 / std::sin(phi);
  const std::array<double, 3> u{scale * (r[2][1] - r[1][2]), scale * (r[0][2] - r[2][0]),
                                scale * (r[1][0] - r[0][1])};
  const auto& t = step.origin;
  const double rise = u[0] * t[0] + u[1] * t[1] + u[2] * t[2];
  const auto cross = [&](const std::array<double, 3>& v) {
    return std::array{u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]};
  };
  const auto across = cross(t);
  std::array<double, 3> centre;  // a point of the axis
  for (std::size_t i = 0; i < 3; ++i)
    centre[i] = 0.5 * (t[i] - rise * u[i] + across[i] / std::tan(0.5 * phi));
  for (int k = 0; k <= n; ++k) {
    // x_k = c + k rise u + R(k phi)(-c): the component of c along u is zero
    const auto side = cross(centre);
    const auto& x = found.frames[static_cast<std::size_t>(2 * k)].origin;
    for (std::size_t i = 0; i < 3; ++i) {
      const double expected =
          centre[i] + k * rise * u[i] - std::cos(k * phi) * centre[i] - std::sin(k * phi) * side[i];
      CHECK_THAT(x[i], Catch::WithinAbs(expected, 1e-12));  // 60 steps of 3e-16/phi from the acos
    }
  }
  CHECK(std::abs(rise) > 0.01);  // it climbs
}

TEST_CASE("Survey: two patches that undo each other leave the line where it was", "[lattice][survey]") {
  const Survey there = survey(line()
                                  .append("P", patch({0.1, -0.2, 0.3, 0.0, 0.0, 0.0}))
                                  .append("R", patch({-0.1, 0.2, -0.3, 0.0, 0.0, 0.0}))
                                  .freeze());
  CHECK(distance(there.frames[1], translation(0.1, -0.2, 0.3)) == 0.0);
  CHECK(distance(there.frames[2], Frame{}) < near);
}

TEST_CASE("Survey: misalignment and steering move no design orbit", "[lattice][survey]") {
  const Lattice plain = winding();
  const Lattice moved =
      lattice::Builder(plain).set("B1", "dx", 1e-3).set("Q", "roll", 0.1).set("B3", "kick_x", 1e-3).freeze();
  CHECK(distance(survey(plain).frames.back(), survey(moved).frames.back()) == 0.0);
}

TEST_CASE("Survey: angles go on over full turns; what can't be surveyed is refused", "[lattice][survey]") {
  lattice::Builder builder = line();
  for (int i = 0; i < 30; ++i) builder.append("B", bend(1.0, -0.5)).append("P", patch({.roll = 0.0}));
  const Survey spiral = survey(builder.freeze());
  for (std::size_t i = 0; i < spiral.theta.size(); ++i)
    CHECK_THAT(spiral.theta[i], Catch::WithinAbs(0.5 * static_cast<double>((i + 1) / 2), 1e-13));
  builder = line();
  for (int i = 0; i < 30; ++i) builder.append("P", patch({.roll = 0.5}));
  CHECK_THAT(survey(builder.freeze()).psi.back(), Catch::WithinAbs(15.0, 1e-13));
  CHECK_THROWS_AS(survey(Lattice()), InvalidArgument);
  CHECK_THROWS_AS(survey(winding(), {.x = std::numeric_limits<double>::quiet_NaN()}), InvalidArgument);
}
