#include "courant/response/response_matrix.hpp"

#include <cmath>
#include <limits>

#include "courant/base/error.hpp"
#include "support/catch.hpp"

using namespace courant;
using response::Axis;
using response::SolveOptions;
using response::Svd;
using response::Tikhonov;

namespace {

// Three monitors, two correctors and an RF column a million times smaller, as in m/Hz beside m/rad.
ResponseMatrix matrix() {
  ResponseMatrix m;
  m.values.resize(4, 3);
  m.values << 5.0, -2.0, 1e-6, 1.0, 4.0, 3e-6, -3.0, 2.0, 2e-6, 2.0, 1.0, -1e-6;
  for (const char* name : {"A.x", "B.x", "C.x", "D.x"}) m.rows.push_back({name, "m", true, 1.0});
  m.columns = {{"H1", "rad", true, 1.0}, {"H2", "rad", true, 1.0}, {"rf", "Hz", true, 1.0}};
  return m;
}

constexpr double masked = std::numeric_limits<double>::quiet_NaN();
const SolveOptions full{.svd = Svd{.keep = 3}};

}  // namespace

TEST_CASE("Response matrix: solve finds the change that made the error", "[response][solve]") {
  const auto m = matrix();
  const std::vector<double> made{1e-4, -2e-4, 30.0};
  const auto error = m.predict(made);
  for (const auto& options : {full, SolveOptions{.tikhonov = Tikhonov{0.0}}}) {
    const auto s = m.solve(error, options);
    REQUIRE(s);
    for (std::size_t j = 0; j < 3; ++j) CHECK(s->delta[j] == Approx(-made[j]).epsilon(1e-12));  // round-off
    for (const double rest : s->predicted) CHECK(std::abs(rest) < 1e-15);
    CHECK(s->kept == 3);
  }
}

TEST_CASE("Response matrix: masked rows and disabled columns are absent", "[response][solve]") {
  auto m = matrix();
  m.columns[2].enabled = false;
  const std::vector<double> made{1e-4, -2e-4, 0.0};
  auto error = m.predict(made);
  error[2] = masked;  // a dead monitor
  const auto s = m.solve(error, full);
  REQUIRE(s);
  REQUIRE(s->columns == std::vector<std::string>{"H1", "H2"});
  CHECK(s->delta[0] == Approx(-1e-4).epsilon(1e-12));
  CHECK(std::isnan(s->predicted[2]));
  const auto none = m.solve(std::vector<double>(4, masked));
  REQUIRE_FALSE(none);
  CHECK(none.error().code == Code::no_valid_data);
}

TEST_CASE("Response matrix: bounds hold and are named", "[response][solve]") {
  const auto m = matrix();
  auto options = full;
  options.lower = {-5e-5, -1.0, -1e6};
  options.upper = {5e-5, 1.0, 1e6};
  const auto s = m.solve(m.predict(std::vector{1e-4, -2e-4, 30.0}), options);
  REQUIRE(s);
  CHECK(s->delta[0] == -5e-5);
  CHECK(s->saturated == std::vector<std::string>{"H1"});
}

TEST_CASE("Response matrix: regularisation shrinks the solution", "[response][solve]") {
  const auto m = matrix();
  const auto error = m.predict(std::vector{1e-4, -2e-4, 30.0});
  const auto exact = m.solve(error, full), soft = m.solve(error, {.tikhonov = Tikhonov{0.5}});
  const auto one = m.solve(error, {.svd = Svd{.keep = 1}});
  REQUIRE(soft);
  REQUIRE(one);
  CHECK(std::abs(soft->delta[1]) < std::abs(exact->delta[1]));
  CHECK(one->kept == 1);
  const auto half = m.solve(error, {.svd = Svd{.keep = 3}, .gain = 0.5});
  CHECK(half->delta[0] == Approx(0.5 * exact->delta[0]).epsilon(1e-12));
}

TEST_CASE("Response matrix: the inverse does what solve does", "[response][solve]") {
  const auto m = matrix();
  const std::vector<double> error{1e-5, -2e-5, 3e-5, 1e-6};
  const auto s = m.solve(error, full);
  REQUIRE(s);
  const Eigen::VectorXd d = -m.inverse(full) * Eigen::Map<const Eigen::VectorXd>(error.data(), 4);
  for (Index j = 0; j < 3; ++j) CHECK(d[j] == Approx(s->delta[static_cast<std::size_t>(j)]).epsilon(1e-10));
}

TEST_CASE("Response matrix: bad input is refused", "[response][solve]") {
  const auto m = matrix();
  const std::vector<double> error(4, 0.0);
  CHECK_THROWS_AS(m.solve(std::vector<double>(3, 0.0)), MismatchError);
  CHECK_THROWS_AS(m.solve(error, {.gain = 2.0}), InvalidArgument);
  CHECK_THROWS_AS(m.solve(error, {.svd = Svd{}, .tikhonov = Tikhonov{}}), InvalidArgument);
  CHECK_THROWS_AS(m.solve(error, {.tikhonov = Tikhonov{-1.0}}), InvalidArgument);
  CHECK_THROWS_AS(m.solve(error, {.lower = {0.0}}), MismatchError);
  CHECK_THROWS_AS(m.row("Z.x"), UnknownName);
  CHECK(m.column("rf") == 2);
}
