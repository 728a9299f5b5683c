#include "courant/lattice/girder.hpp"

#include "courant/lattice/survey.hpp"
#include "courant/optics/closed_orbit.hpp"
#include "support/catch.hpp"
#include "support/rings.hpp"

using namespace courant;
using Frame = physics::Frame<double>;

namespace {

/// Where a girder of the whole ring, moved by `a`, brings the axis of the beam: motion in the hall.
Frame motion(const Lattice& ring, const physics::Alignment<double>& a) {
  const Frame centre = lattice::girder_centre(ring, {"ring", 0, ring.size()});
  return centre * physics::displaced_frame(a) * centre.inverse();
}

/// The reference particle of the moved ring, seen from the design frame `at`.
Vec6<double> moved_axis(const Frame& at, const Frame& motion) {
  Vec6<double> r{};
  physics::into_frame(r, (at.inverse() * motion * at).inverse());
  return r;
}

/// Free space over `length` [m], to first order on the axis.
Matrix6 drift(double length) {
  Matrix6 out = Matrix6::Identity();
  out(X, PX) = out(Y, PY) = length;
  return out;
}

}  // namespace

TEST_CASE("Girder: a whole ring that is shifted takes its orbit with it", "[optics][girder]") {
  const Lattice ring = test::small_ring();
  const double dx = 2e-4;
  const Lattice moved = move_girder(ring, {"ring", 0, ring.size()}, {.dx = dx});
  const auto orbit = closed_orbit(moved), design = closed_orbit(ring);
  REQUIRE(orbit);
  REQUIRE(design);
  const auto frames = survey(ring).frames;
  const auto to = motion(ring, {.dx = dx}).origin;  // of the hall's origin: the shift, as nothing turns
  double ds = 0.0;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const auto along = [&](std::size_t axis) {
      double out = 0.0;
      for (std::size_t k = 0; k < 3; ++k) out += to[k] * frames[i].axes[k][axis];
      return out;
    };
    const Vec6<double>& r = orbit->orbit[i];
    // 1e-12: the tolerance of the solver; monitors read the orbit relative to the design orbit
    CHECK(r[X] == Approx(along(0)).margin(1e-12));
    CHECK(std::abs(r[PX]) < 1e-12);
    CHECK(r[Y] == 0.0);
    if (i == 0) ds = along(2);
  }
  // the ring's own start lies ds further on, and nothing else has changed: entries of order 100 and their rounding
  const Matrix6 expected = drift(-ds) * design->one_turn * drift(ds);
  CHECK((orbit->one_turn - expected).cwiseAbs().maxCoeff() < 1e-11);
}

TEST_CASE("Girder: a whole ring keeps orbit and tunes in its own frame", "[optics][girder]") {
  const Lattice ring = lattice::Builder(test::small_ring(0.1)).model(physics::Model::exact).freeze();
  const physics::Alignment<double> a{2e-4, -1e-4, 3e-4, 3e-4, -2e-4, 1e-4};
  const auto orbit = closed_orbit(move_girder(ring, {"ring", 0, ring.size()}, a)),
             design = closed_orbit(ring);
  REQUIRE(orbit);
  REQUIRE(design);
  const auto frames = survey(ring).frames;
  const Frame to = motion(ring, a);
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const Vec6<double> expected = moved_axis(frames[i], to);
    for (int k = 0; k < 4; ++k)
      CHECK(orbit->orbit[i][k] == Approx(expected[k]).margin(1e-12));  // of the solver
  }
  // traces of the transverse map and its square give both tunes, whatever the frame; entries of order 100
  const Eigen::Matrix4d m = orbit->one_turn.topLeftCorner<4, 4>(),
                        m0 = design->one_turn.topLeftCorner<4, 4>();
  CHECK(m.trace() == Approx(m0.trace()).margin(1e-11));
  CHECK((m * m).trace() == Approx((m0 * m0).trace()).margin(1e-9));
}
