#include "courant/math/statistics.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "courant/base/error.hpp"
#include "courant/base/rng.hpp"
#include "support/catch.hpp"

using namespace courant;
using namespace courant::math;
using Catch::Matchers::WithinRel;

namespace {
constexpr double few_roundings = 1e-15;
const double not_a_number = std::numeric_limits<double>::quiet_NaN();
}  // namespace

TEST_CASE("Statistics: known answers", "[math][statistics]") {
  const std::vector<double> x{3.0, -4.0, 1.0, 8.0};
  CHECK_THAT(*mean(x), WithinRel(2.0, few_roundings));
  CHECK_THAT(*rms(x), WithinRel(std::sqrt(22.5), few_roundings));
  CHECK_THAT(*standard_deviation(x), WithinRel(std::sqrt(74.0 / 3.0), few_roundings));
  CHECK(*max_abs(x) == 8.0);
  CHECK(*median(x) == 2.0);
  CHECK(*median(std::vector<double>{5.0, 1.0, 2.0}) == 2.0);
  CHECK(*rms(std::vector<double>{0.0, 0.0}) == 0.0);
  CHECK(*standard_deviation(std::vector<double>{7.0, 7.0}) == 0.0);
}

TEST_CASE("Statistics: masked entries and NaN take no part", "[math][statistics]") {
  const std::vector<double> x{
      3.0, not_a_number, -4.0, 1e9, 1.0, 8.0, std::numeric_limits<double>::infinity()};
  const std::vector<bool> valid{true, true, true, false, true, true, true};
  CHECK(valid_count(x, valid) == 4);
  CHECK(valid_count(x) == 5);
  const std::vector<double> kept{3.0, -4.0, 1.0, 8.0};
  CHECK(*mean(x, valid) == *mean(kept));
  CHECK(*rms(x, valid) == *rms(kept));
  CHECK(*standard_deviation(x, valid) == *standard_deviation(kept));
  CHECK(*max_abs(x, valid) == *max_abs(kept));
  CHECK(*median(x, valid) == *median(kept));
}

TEST_CASE("Statistics: no valid entry is a failure", "[math][statistics]") {
  for (const std::vector<double>& x :
       {std::vector<double>{}, std::vector<double>{not_a_number, not_a_number}}) {
    for (const auto& result : {mean(x), rms(x), standard_deviation(x), max_abs(x), median(x)}) {
      REQUIRE_FALSE(result);
      CHECK(result.error().code == Code::no_valid_data);
    }
  }
  CHECK_FALSE(standard_deviation(std::vector<double>{1.0}));
  CHECK(mean(std::vector<double>{not_a_number, 1.0}, {true, false}).error().message ==
        "0 of 2 values are valid (1 needed)");
}

TEST_CASE("Statistics: extreme sizes neither overflow nor vanish", "[math][statistics]") {
  const double size = GENERATE(1e-300, 1e300, 1.7e308);
  const std::vector<double> x{size, size, -size, size};
  CHECK_THAT(*rms(x), WithinRel(size, few_roundings));
  CHECK_THAT(*mean(x), WithinRel(0.5 * size, few_roundings));
  CHECK(*median(x) == size);
}

TEST_CASE("Statistics: rms, mean and standard deviation agree for any shift and scale",
          "[math][statistics]") {
  Rng rng(1, "statistics");
  std::vector<double> x(1001), y;
  for (double& value : x) value = rng.normal();
  for (const double value : x) y.push_back(3.0 - 2.0 * value);
  // 1e-13: round-off of a sum of 1000 numbers
  CHECK_THAT(*mean(y), WithinRel(3.0 - 2.0 * *mean(x), 1e-13));
  CHECK_THAT(*median(y), WithinRel(3.0 - 2.0 * *median(x), 1e-13));
  CHECK_THAT(*standard_deviation(y), WithinRel(2.0 * *standard_deviation(x), 1e-13));
  const double n = 1001.0, m = *mean(y), s = *standard_deviation(y);
  CHECK_THAT(std::pow(*rms(y), 2), WithinRel(m * m + s * s * (n - 1.0) / n, 1e-13));
}

TEST_CASE("Statistics: a mask of another length is refused", "[math][statistics]") {
  CHECK_THROWS_AS(mean(std::vector<double>{1.0, 2.0}, {true}), MismatchError);
}
