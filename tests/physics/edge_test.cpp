#include "courant/physics/face.hpp"

#include "support/catch.hpp"
#include "support/jacobian.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using physics::Edge;
using physics::Face;

namespace {

// A bend of 10 m radius with 50 mm gap, as in a small light source; rays of 3 mm.
const Face face{0.1, 0.15, 0.5, 0.05};
const Vec6<double> ray{{3e-3, 4e-4, -3e-3, 3e-4, 1e-3, 2e-3}};

auto map(Edge model, const Face& f, double k1 = 0.0, bool exit = false) {
  return [=]<class T>(Vec6<T>& r) { physics::edge(r, model, f, f.h, k1, exit); };
}

}  // namespace

TEST_CASE("Edge: the linear face is Brown's thin lens", "[physics][edge]") {
  const auto m = test::dual_jacobian(map(Edge::linear, face), ray);
  // Brown, SLAC-75: r21 = h tan(e), r43 = -h tan(e - psi), psi = h gap fint (1 + sin^2 e)/cos e
  const double psi = 0.1 * 0.05 * 0.5 * (1 + std::pow(std::sin(0.15), 2)) / std::cos(0.15);
  CHECK_THAT(physics::fringe_angle(face), WithinAbs(psi, 1e-18));
  CHECK_THAT(m[PX][X], WithinAbs(0.1 * std::tan(0.15), 1e-17));
  CHECK_THAT(m[PY][Y], WithinAbs(-0.1 * std::tan(0.15 - psi), 1e-17));
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j)
      if (!(i == PX && j == X) && !(i == PY && j == Y)) CHECK(m[i][j] == (i == j ? 1.0 : 0.0));
}

TEST_CASE("Edge: the linear face is symplectic", "[physics][edge]") {
  CHECK(test::symplectic_defect(test::dual_jacobian(map(Edge::linear, face), ray)) == 0.0);
}

TEST_CASE("Edge: no face changes nothing", "[physics][edge]") {
  Vec6<double> r = ray;
  map(Edge::none, face, 1.0, true)(r);
  CHECK(r.v == ray.v);
}

TEST_CASE("Edge: at_linear misses the z that belongs to its momentum dependence", "[physics][edge]") {
  const auto m = test::dual_jacobian(map(Edge::at_linear, face), ray);
  const double defect = test::symplectic_defect(m);
  // {py, delta} and {py, z} close only with a change of z by y^2/2 d(h tan(e - psi/(1 + delta)))/d delta
  const double p = 1 + ray[DELTA], psi = physics::fringe_angle(face) / p;
  const double missing = std::abs(face.h * ray[Y] * psi / p / std::pow(std::cos(face.angle - psi), 2));
  CHECK_THAT(defect, WithinAbs(missing, 1e-17));  // round-off of the products
  CHECK(defect < 1e-6);                           // the bound of the design: 3 mm
}

TEST_CASE("Edge: at_linear without fringe integral is linear", "[physics][edge]") {
  const Face hard{0.1, 0.15, 0.0, 0.05};
  Vec6<double> a = ray, b = ray;
  map(Edge::linear, hard)(a);
  map(Edge::at_linear, hard)(b);
  CHECK(a.v == b.v);
  CHECK(test::symplectic_defect(test::dual_jacobian(map(Edge::at_linear, hard), ray)) == 0.0);
}

TEST_CASE("Edge: trackcpp kicks as at_linear, divided by 1 + delta", "[physics][edge]") {
  Vec6<double> a = ray, b = ray;
  map(Edge::at_linear, face)(a);
  map(Edge::trackcpp, face)(b);
  for (const auto k : {PX, PY})  // round-off of one quotient
    CHECK_THAT((b[k] - ray[k]) * (1.0 + ray[DELTA]), WithinAbs(a[k] - ray[k], 1e-18));
  Vec6<double> on = ray, linear = ray;
  on[DELTA] = linear[DELTA] = 0.0;
  map(Edge::trackcpp, face)(on);
  map(Edge::linear, face)(linear);
  CHECK(on.v == linear.v);
}

TEST_CASE("Edge: at_e2 is linear in first order, at both ends", "[physics][edge]") {
  const auto linear = test::dual_jacobian(map(Edge::linear, face), {});
  for (const bool exit : {false, true})
    CHECK(test::distance(test::dual_jacobian(map(Edge::at_e2, face, 0.8, exit), {}), linear) == 0.0);
}

TEST_CASE("Edge: at_e2 is symplectic to second order, entrance and exit", "[physics][edge]") {
  // a map cut at second order: its defect falls with the square of the amplitude. A face of a
  // third-generation source with gradient: radius 25 m, 3 degrees, k1 0.8/m^2; grows with h, tan e and k1
  // (docs/theory)
  for (const bool exit : {false, true}) {
    const auto defect = [&](double scale) {
      Vec6<double> r;
      for (int i = 0; i < 4; ++i) r[i] = scale * ray[i];
      return test::symplectic_defect(
          test::dual_jacobian(map(Edge::at_e2, {0.04, 0.05, 0.0, 0.0}, 0.8, exit), r));
    };
    INFO((exit ? "exit " : "entrance ") << defect(1.0) << " " << defect(0.5));
    CHECK(defect(1.0) < 1e-7);  // the bound of the design: 3 mm
    CHECK_THAT(defect(1.0) / defect(0.5), WithinAbs(4.0, 0.1));
  }
}
