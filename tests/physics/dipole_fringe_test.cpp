#include "courant/physics/dipole_fringe.hpp"

#include <cmath>

#include "courant/physics/edge.hpp"
#include "support/catch.hpp"
#include "support/jacobian.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using physics::Face;

namespace {

const Vec6<double> ray{{4e-3, 0.2, -3e-3, 1e-2, 1e-3, -0.03}};

}  // namespace

TEST_CASE("Dipole fringe: is symplectic for large slopes and extents", "[physics][fringe]") {
  for (const double extent : {0.0, 0.02}) {
    const auto map = [&]<class T>(Vec6<T>& r) { physics::dipole_fringe(r, 0.8, extent); };
    CHECK(test::relative_defect(test::dual_jacobian(map, ray)) < 2e-15);  // round-off
  }
}

TEST_CASE("Dipole fringe: without field it changes nothing", "[physics][fringe]") {
  Vec6<double> r = ray;
  physics::dipole_fringe(r, 0.0, 0.02);
  CHECK(r.v == ray.v);
}

TEST_CASE("Hard edge: its matrix on the axis is Brown's thin lens", "[physics][fringe]") {
  for (const bool exit : {false, true}) {
    for (const double angle : {0.25, -0.1}) {
      const Face face{0.5, angle, 0.45, 0.04};
      INFO("exit " << exit << " angle " << angle);
      const auto m = test::dual_jacobian(
          [&]<class T>(Vec6<T>& r) { physics::edge_hard(r, face, face.h, 0.0, exit); }, {});
      // the same lens in x and y as edge_linear; all else is the identity to first order. 1e-15: roundings
      const auto linear =
          test::dual_jacobian([&]<class T>(Vec6<T>& r) { physics::edge_linear(r, face); }, {});
      for (std::size_t i = 0; i < 6; ++i)
        for (std::size_t j = 0; j < 6; ++j) {
          INFO("entry " << i << " " << j);
          CHECK_THAT(m[i][j], WithinAbs(linear[i][j], 1e-15));
        }
    }
  }
}

TEST_CASE("Hard edge: a face and its reverse cancel to first order in the field", "[physics][fringe]") {
  // the exit face run backwards is the entrance face: time reversal changes the sign of px, py and z
  const auto reversed = [](Vec6<double>& r) {
    for (const int i : {PX, PY, Z}) r[i] = -r[i];
  };
  const auto error = [&](double h) {
    const Face face{h, 0.2, 0.0, 0.0};
    Vec6<double> r{{4e-3, 2e-2, -3e-3, 1e-2, 1e-3, -0.03}};
    const Vec6<double> start = r;
    physics::edge_hard(r, face, face.h, 0.0, false);
    reversed(r);
    physics::edge_hard(r, face, face.h, 0.0, true);
    reversed(r);
    return test::distance(r, start);
  };
  // the generating function is of first order: what is left goes with h^2, 4 up to the third order
  CHECK(error(0.5) < 1e-8);
  CHECK(error(0.5) / error(0.25) == Approx(4.0).epsilon(0.02));
}
