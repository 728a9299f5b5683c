#include "courant/math/normal_modes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "courant/base/error.hpp"
#include "courant/math/mat6.hpp"
#include "courant/math/symplectic.hpp"
#include "math/random_symplectic.hpp"
#include "support/catch.hpp"

using namespace courant;
using namespace courant::math;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

VectorXd tunes_of(std::initializer_list<double> list) {
  return Eigen::Map<const VectorXd>(list.begin(), static_cast<Eigen::Index>(list.size()));
}

// One-turn matrix with these tunes around the normalising matrix a.
MatrixXd one_turn(const MatrixXd& a, const VectorXd& tunes) {
  return a * test::rotation(tunes) * symplectic_inverse(a);
}

Eigen::Matrix2d courant_snyder(double beta, double alpha) {
  return Eigen::Matrix2d{{std::sqrt(beta), 0.0}, {-alpha / std::sqrt(beta), 1.0 / std::sqrt(beta)}};
}

double largest(const MatrixXd& m) { return m.cwiseAbs().maxCoeff(); }

// What every result must obey, whatever the matrix: A is symplectic and turns M into a rotation by the tunes.
void check_normal_form(const MatrixXd& m, const NormalModes& modes, double tolerance) {
  CHECK(symplectic_defect(modes.a) < tolerance * std::max(1.0, modes.a.cwiseAbs2().maxCoeff()));
  const MatrixXd error = m * modes.a - modes.a * test::rotation(modes.tunes);
  CHECK(largest(error) < tolerance * std::max(1.0, largest(m) * largest(modes.a)));
  for (Eigen::Index k = 0; k < modes.tunes.size(); ++k) {
    CHECK((modes.tunes[k] >= 0.0 && modes.tunes[k] < 1.0));
    CHECK(modes.vectors(2 * k, k).imag() == 0.0);
    CHECK(modes.vectors(2 * k, k).real() > 0.0);
    CHECK(modes.a(2 * k, 2 * k + 1) == 0.0);
  }
}

std::vector<double> sorted(const VectorXd& v) {
  std::vector<double> out(v.begin(), v.end());
  std::sort(out.begin(), out.end());
  return out;
}

// Round-off of the eigenvalue solver for vectors of eigenvalues at least 0.05 apart.
constexpr double round_off = 1e-12;

}  // namespace

TEST_CASE("Normal modes: an uncoupled matrix gives tunes, beta and alpha", "[math][normal_modes]") {
  MatrixXd a = MatrixXd::Zero(6, 6);
  a.block<2, 2>(0, 0) = courant_snyder(12.0, -1.5);
  a.block<2, 2>(2, 2) = courant_snyder(3.0, 0.7);
  a.block<2, 2>(4, 4) = courant_snyder(400.0, 0.02);
  // Above one half, and a longitudinal tune of 0.004 above transition.
  const VectorXd tunes = tunes_of({0.72, 0.31, 1.0 - 0.004});
  const auto modes = normal_modes(one_turn(a, tunes));
  REQUIRE(modes);
  CHECK(largest(modes->tunes - tunes) < round_off);
  CHECK(largest(modes->a - a) < 1e-10 * largest(a));  // 1e-12 / distance 0.05 of z to its conjugate
  CHECK_THAT(2.0 * std::norm(modes->vectors(0, 0)), WithinRel(12.0, 1e-10));  // the same
}

TEST_CASE("Normal modes: two dimensions agree with the Courant-Snyder formulas", "[math][normal_modes]") {
  Rng rng(3, "plane");
  int stable = 0;
  for (int i = 0; i < 200; ++i) {
    const MatrixXd m = test::random_symplectic(2, rng);
    const auto modes = normal_modes(m);
    const double half_trace = 0.5 * m.trace();
    REQUIRE(bool(modes) == (std::abs(half_trace) < 1.0));
    if (!modes) continue;
    ++stable;
    const double sine = std::copysign(std::sqrt(1.0 - half_trace * half_trace), m(0, 1));
    const double beta = m(0, 1) / sine, alpha = (m(0, 0) - m(1, 1)) / (2.0 * sine);
    const double turn = std::atan2(sine, half_trace) / constants::two_pi;
    // The formulas lose digits near integer and half-integer tunes: 1e-15 / sin^2.
    const double tolerance = 1e-14 / (sine * sine);
    CHECK_THAT(modes->tunes[0], WithinAbs(turn < 0.0 ? turn + 1.0 : turn, tolerance));
    CHECK_THAT(modes->a(0, 0), WithinRel(std::sqrt(beta), tolerance));
    CHECK_THAT(modes->a(1, 0), WithinAbs(-alpha / std::sqrt(beta), tolerance * (1.0 + std::abs(alpha))));
  }
  CHECK(stable > 50);
}

TEST_CASE("Normal modes: any coupling gives the tunes and a symplectic normal form", "[math][normal_modes]") {
  const Eigen::Index n = GENERATE(2, 4, 6);
  Rng rng(4, "coupled");
  const VectorXd tunes = tunes_of({0.83, 0.27, 0.05}).head(n / 2);
  for (int i = 0; i < 50; ++i) {
    const MatrixXd m = one_turn(test::random_symplectic(n, rng), tunes);
    const auto modes = normal_modes(m);
    REQUIRE(modes);
    check_normal_form(m, *modes, round_off * largest(m));
    const auto found = sorted(modes->tunes), expected = sorted(tunes);
    for (std::size_t k = 0; k < found.size(); ++k)
      CHECK_THAT(found[k], WithinAbs(expected[k], round_off * largest(m)));
  }
}

TEST_CASE("Normal modes: tunes on and near a resonance keep a symplectic normal form",
          "[math][normal_modes]") {
  const double distance = GENERATE(0.0, 1e-14, 1e-12, 1e-10, 1e-8, 1e-6, 1e-4);
  const bool sum = GENERATE(false, true);  // Qx + Qy = 1 else Qx = Qy
  Rng rng(5, "resonance");
  const VectorXd tunes = tunes_of({0.31, (sum ? 0.69 : 0.31) + distance, 0.05});
  INFO("distance " << distance << ", sum resonance " << sum);
  for (int i = 0; i < 20; ++i) {
    const MatrixXd m = one_turn(test::random_symplectic(6, rng), tunes);
    const auto modes = normal_modes(m);
    REQUIRE(modes);
    // 1e-11: eigenvalues within 1e-12 are taken as one, times products of entries of a
    check_normal_form(m, *modes, 1e-11 * largest(m));
  }
}

TEST_CASE("Normal modes: equal tunes without coupling stay in their planes", "[math][normal_modes]") {
  const double second = GENERATE(0.31, 0.69);
  MatrixXd a = MatrixXd::Zero(4, 4);
  a.block<2, 2>(0, 0) = courant_snyder(12.0, -1.5);
  a.block<2, 2>(2, 2) = courant_snyder(3.0, 0.7);
  const auto modes = normal_modes(one_turn(a, tunes_of({0.31, second})));
  REQUIRE(modes);
  CHECK(largest(modes->a - a) < 1e-12 * largest(a));  // round-off
  CHECK_THAT(modes->tunes[1], WithinAbs(second, 1e-14));
}

TEST_CASE("Normal modes: the identity has tunes zero and plain planes", "[math][normal_modes]") {
  const auto modes = normal_modes(MatrixXd::Identity(6, 6));
  REQUIRE(modes);
  CHECK(largest(modes->tunes) == 0.0);
  CHECK(largest(modes->a - MatrixXd::Identity(6, 6)) < 1e-14);  // a few roundings
}

TEST_CASE("Normal modes: the inverse turns back, two turns turn twice", "[math][normal_modes]") {
  Rng rng(6, "powers");
  const VectorXd tunes = tunes_of({0.23, 0.36, 0.05});
  const MatrixXd coupled = test::random_symplectic(6, rng);
  const MatrixXd m = one_turn(coupled, tunes);
  const auto once = normal_modes(m), back = normal_modes(symplectic_inverse(m)), twice = normal_modes(m * m);
  REQUIRE(once);
  REQUIRE(back);
  REQUIRE(twice);
  for (Eigen::Index k = 0; k < 3; ++k) {
    const double q = once->tunes[k];
    CHECK_THAT(std::remainder(twice->tunes[k] - 2.0 * q, 1.0),
               WithinAbs(0.0, round_off * largest(m) * largest(m)));
  }
  const auto q = sorted(once->tunes), b = sorted(back->tunes);
  for (std::size_t k = 0; k < 3; ++k) CHECK_THAT(b[2 - k], WithinAbs(1.0 - q[k], round_off * largest(m)));
}

TEST_CASE("Normal modes: an unstable plane is named with its trace", "[math][normal_modes]") {
  MatrixXd m = test::rotation(tunes_of({0.31, 0.22, 0.01}));
  m.block<2, 2>(2, 2) << 2.0, 3.0, 1.0, 2.0;  // trace 4: eigenvalues 2 +- sqrt 3
  const auto modes = normal_modes(m);
  REQUIRE_FALSE(modes);
  CHECK(modes.error().code == Code::unstable);
  CHECK_THAT(modes.error().message, Contains("plane y is unstable") && Contains("block 4)"));
}

TEST_CASE("Normal modes: motion without restoring force is named", "[math][normal_modes]") {
  // Without RF: delta stays, z drifts. The double eigenvalue 1 has one vector only.
  const double slip = GENERATE(0.0, 1e-16, -1e-16);  // round-off in the corner
  MatrixXd m = test::rotation(tunes_of({0.31, 0.22, 0.0}));
  m(4, 5) = -30.0;
  m(5, 4) = slip;
  const auto modes = normal_modes(m);
  REQUIRE_FALSE(modes);
  CHECK(modes.error().code == Code::unstable);
  CHECK_THAT(modes.error().message, Contains("plane z is unstable"));
}

TEST_CASE("Normal modes: a sum resonance with coupling is unstable in both planes", "[math][normal_modes]") {
  // A skew thin lens on Qx + Qy = 1 splits the eigenvalues off the circle.
  MatrixXd kick = MatrixXd::Identity(4, 4);
  kick(1, 2) = kick(3, 0) = 0.05;
  const auto modes = normal_modes(kick * test::rotation(tunes_of({0.31, 0.69})));
  REQUIRE_FALSE(modes);
  CHECK(modes.error().code == Code::unstable);
  CHECK_THAT(modes.error().message, Contains("planes x and y"));
  // On the difference resonance the same lens splits the tunes and the motion is stable.
  const auto difference = normal_modes(kick * test::rotation(tunes_of({0.31, 0.31})));
  REQUIRE(difference);
  CHECK_THAT(std::abs(difference->tunes[0] - difference->tunes[1]),
             WithinRel(0.05 / constants::two_pi, 0.05));  // first order in the kick, next order 0.05
}

TEST_CASE("Normal modes: matrices that have none are refused", "[math][normal_modes]") {
  CHECK_THROWS_AS(normal_modes(MatrixXd::Identity(3, 3)), InvalidArgument);
  CHECK_THROWS_AS(normal_modes(MatrixXd::Identity(4, 6)), InvalidArgument);
  CHECK_THROWS_AS(normal_modes(0.99 * test::rotation(tunes_of({0.3, 0.2}))), InvalidArgument);  // damped
  CHECK_THROWS_AS(normal_modes(MatrixXd::Identity(4, 4), {.tolerance = 0.0}), InvalidArgument);
  MatrixXd m = MatrixXd::Identity(4, 4);
  m(1, 2) = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(normal_modes(m), InvalidArgument);
  // A fixed-size matrix and a block are taken as well; weak damping is within a larger tolerance.
  const Matrix6 damped = 0.999 * Matrix6(test::rotation(tunes_of({0.3, 0.2, 0.1})));
  REQUIRE(normal_modes(damped.topLeftCorner<4, 4>(), {.tolerance = 0.01}));
}
