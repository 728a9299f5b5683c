#include "courant/base/rng.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "courant/base/error.hpp"
#include "support/catch.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

constexpr int draws = 1'000'000;

struct Moments {
  double mean = 0.0, variance = 0.0, largest = 0.0;
};

template <class Draw>
Moments moments(Draw&& draw) {
  double sum = 0.0, squares = 0.0, largest = 0.0;
  for (int i = 0; i < draws; ++i) {
    const double x = draw();
    sum += x;
    squares += x * x;
    largest = std::max(largest, std::abs(x));
  }
  const double mean = sum / draws;
  return {mean, squares / draws - mean * mean, largest};
}

// Distribution function of the normal distribution, from the C library: another way than the generator's.
double normal_probability(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

}  // namespace

TEST_CASE("Rng: numbers are those of an independent implementation", "[base][rng]") {
  // Computed in Python integers from the published algorithms; that code gives the authors' first outputs
  // 41943041, 58720359, 3588806011781223 for the state {1, 2, 3, 4}.
  Rng plain(1);
  CHECK(plain() == 0x6b3892907a270d6a);
  CHECK(plain() == 0x204b708597c0f08c);
  CHECK(plain() == 0xe4cc07fff761465a);
  Rng named(42, "radiation", 7);
  CHECK(named() == 0x84226ea602f31cc8);
  CHECK(named() == 0x40d59adfada7c211);
}

TEST_CASE("Rng: normal numbers are those of an independent implementation", "[base][rng]") {
  Rng rng(42, "radiation", 7);
  // mpmath, 40 digits. 2e-15: AS 241 promises about 1e-16, a few roundings come on top.
  for (const double expected : {0.040494098352406413767, -0.6642681431893740674, -0.053455650279583992116,
                                -0.67162886030947528493, -2.3400793705472729353})
    CHECK_THAT(rng.normal(), WithinAbs(expected, 2e-15));
}

TEST_CASE("Rng: the quantile of the normal distribution is right in the middle and in the tails",
          "[base][rng]") {
  // mpmath, 40 digits, for the double nearest to p. 2e-15: relative accuracy that normal_quantile promises.
  const std::vector<std::pair<double, double>> known{
      {1e-16, -8.2220822161304356152}, {1e-10, -6.3613409024040561991},  {0.001, -3.0902323061678135354},
      {0.05, -1.644853626951472688},   {0.075, -1.4395314709384559349},  {0.3, -0.52440051270804081597},
      {0.9, 1.2815515655446005935},    {0.999999, 4.7534243088170877657}};
  for (const auto& [p, x] : known) {
    INFO(p);
    CHECK_THAT(normal_quantile(p), WithinRel(x, 2e-15));
  }
  CHECK(normal_quantile(0.5) == 0.0);
  // A relative error r of x, here at most 2e-15, makes a relative error x^2 r of a probability in the tail.
  for (double p = 1e-12; p < 0.5; p *= 1.7) {
    const double x = normal_quantile(p);
    CHECK_THAT(normal_probability(x), WithinRel(p, (1.0 + x * x) * 2e-15));
  }
  for (const double p : {0.0, 1.0, -0.1, std::nan("")}) CHECK_THROWS_AS(normal_quantile(p), InvalidArgument);
}

TEST_CASE("Rng: one seed repeats, other seeds, streams and numbers differ", "[base][rng]") {
  Rng first(5, "errors", 3), again(5, "errors", 3);
  for (int i = 0; i < 100; ++i) REQUIRE(first() == again());
  std::vector<std::uint64_t> starts;
  for (std::uint64_t seed = 0; seed < 20; ++seed)
    for (std::uint64_t number = 0; number < 20; ++number) {
      starts.push_back(Rng(seed, number)());
      starts.push_back(Rng(seed, "errors", number)());
      starts.push_back(Rng(seed, "noise", number)());
    }
  std::sort(starts.begin(), starts.end());
  CHECK(std::adjacent_find(starts.begin(), starts.end()) == starts.end());
}

TEST_CASE("Rng: uniform numbers fill [0, 1) evenly", "[base][rng]") {
  Rng rng(11);
  std::vector<int> bins(10);
  const Moments m = moments([&] {
    const double x = rng.uniform();
    REQUIRE((x >= 0.0 && x < 1.0));
    ++bins[static_cast<std::size_t>(10.0 * x)];
    return x;
  });
  // 5 standard deviations of the mean of n numbers: sqrt(1/12/n), and of a bin: sqrt(n 0.1 0.9)
  CHECK_THAT(m.mean, WithinAbs(0.5, 5 * std::sqrt(1.0 / 12 / draws)));
  for (const int n : bins) CHECK_THAT(n, WithinAbs(0.1 * draws, 5 * std::sqrt(0.09 * draws)));
}

TEST_CASE("Rng: streams are not correlated", "[base][rng]") {
  Rng a(3, "errors"), b(3, "noise");
  const Moments product = moments([&] { return a.normal() * b.normal(); });
  CHECK_THAT(product.mean, WithinAbs(0.0, 5 / std::sqrt(draws)));  // 5 standard deviations
}

TEST_CASE("Rng: normal numbers have the moments and the tail of the distribution", "[base][rng]") {
  Rng rng(7);
  int beyond = 0;
  const Moments m = moments([&] {
    const double x = rng.normal();
    beyond += std::abs(x) > 3.0;
    return x;
  });
  // 5 standard deviations: of the mean 1/sqrt(n), of the variance sqrt(2/n), of a count sqrt(n p)
  CHECK_THAT(m.mean, WithinAbs(0.0, 5 / std::sqrt(draws)));
  CHECK_THAT(m.variance, WithinAbs(1.0, 5 * std::sqrt(2.0 / draws)));
  const double p = 2.0 * normal_probability(-3.0);
  CHECK_THAT(beyond, WithinAbs(p * draws, 5 * std::sqrt(p * draws)));
}

TEST_CASE("Rng: truncated normal numbers have the variance of the cut distribution", "[base][rng]") {
  const double cut = GENERATE(0.3, 1.0, 2.0, 3.0);
  Rng rng(9);
  const Moments m = moments([&] { return rng.truncated_normal(cut); });
  CHECK(m.largest <= cut);
  CHECK(m.largest > 0.99 * cut);
  const double density = std::exp(-0.5 * cut * cut) / std::sqrt(2.0 * std::numbers::pi);
  const double variance = 1.0 - 2.0 * cut * density / (1.0 - 2.0 * normal_probability(-cut));
  // 5 standard deviations; that of the variance is at most that of the uncut distribution
  CHECK_THAT(m.mean, WithinAbs(0.0, 5 * std::sqrt(variance / draws)));
  CHECK_THAT(m.variance, WithinAbs(variance, 5 * variance * std::sqrt(2.0 / draws)));
}

TEST_CASE("Rng: integers are unbiased and below the count", "[base][rng]") {
  Rng rng(13);
  std::vector<int> bins(7);
  for (int i = 0; i < 70'000; ++i) ++bins.at(rng.integer(7));
  for (const int n : bins)
    CHECK_THAT(n, WithinAbs(10'000.0, 5 * std::sqrt(10'000.0)));  // 5 standard deviations
  CHECK(rng.integer(1) == 0);
  // Just above half of all numbers: without rejection the lower half would come twice as often.
  const std::uint64_t large = (std::uint64_t{1} << 63) + 1;
  int low = 0;
  for (int i = 0; i < 10'000; ++i) low += rng.integer(large) < large / 2;
  CHECK_THAT(low, WithinAbs(5'000.0, 5 * 50.0));  // 5 standard deviations
}

TEST_CASE("Rng: impossible requests are refused", "[base][rng]") {
  Rng rng(1);
  CHECK_THROWS_AS(rng.uniform(1.0, 0.0), InvalidArgument);
  CHECK_THROWS_AS(rng.uniform(0.0, std::numeric_limits<double>::infinity()), InvalidArgument);
  CHECK_THROWS_AS(rng.uniform(-1e308, 1e308), InvalidArgument);
  CHECK_THROWS_AS(rng.truncated_normal(0.0), InvalidArgument);
  CHECK_THROWS_AS(rng.truncated_normal(std::nan("")), InvalidArgument);
  CHECK_THROWS_AS(rng.integer(0), InvalidArgument);
  const double x = rng.uniform(2.0, 3.0);
  CHECK((x >= 2.0 && x < 3.0));
}
