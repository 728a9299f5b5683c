#include "courant/physics/photons.hpp"

#include <cmath>

#include "support/catch.hpp"

using namespace courant;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

constexpr int draws = 400'000;

struct Moments {
  double mean = 0.0, square = 0.0;
};

template <class Draw>
Moments moments(Draw draw) {
  Moments sum;
  for (int i = 0; i < draws; ++i) {
    const double x = draw();
    sum.mean += x / draws;
    sum.square += x * x / draws;
  }
  return sum;
}

}  // namespace

TEST_CASE("Photons: one has the mean and the mean square of the synchrotron spectrum", "[physics][photons]") {
  Rng rng(1, "photons");
  physics::Photons photons(rng);
  const auto found = moments([&] { return photons.one(); });
  // M. Sands, SLAC-121, eq. 5.17, 5.19. Statistical errors (1 sigma) 9e-4 and 3.6e-3: from the variance 11/27 - mean^2
  // and the fourth moment, 5.0; four of them
  CHECK_THAT(found.mean, WithinAbs(8.0 / (15.0 * std::sqrt(3.0)), 4 * 9e-4));
  CHECK_THAT(found.square, WithinAbs(11.0 / 27.0, 4 * 3.6e-3));
}

TEST_CASE("Photons: half of the power lies below the critical energy", "[physics][photons]") {
  Rng rng(2, "photons");
  physics::Photons photons(rng);
  double below = 0.0, all = 0.0;
  for (int i = 0; i < draws; ++i) {
    const double x = photons.one();
    all += x;
    if (x < 1.0) below += x;
  }
  CHECK_THAT(below / all, WithinAbs(0.5, 6e-3));  // by its definition; 4 sigma of the power
}

TEST_CASE("Photons: their number is Poissonian", "[physics][photons]") {
  const double mean = GENERATE(0.02, 1.5, 120.0);
  Rng rng(3, "photons");
  physics::Photons photons(rng);
  const auto found = moments([&] { return static_cast<double>(photons.number(mean)); });
  const double sigma = std::sqrt(mean / draws);
  CHECK_THAT(found.mean, WithinAbs(mean, 4 * sigma));
  // variance of the sample variance of a Poisson distribution: (mean + 2 mean^2)/n
  CHECK_THAT(found.square - found.mean * found.mean,
             WithinAbs(mean, 4 * std::sqrt((mean + 2 * mean * mean) / draws)));
  CHECK(photons.number(0.0) == 0);
}

TEST_CASE("Photons: the same dice give the same photons", "[physics][photons]") {
  Rng a(4, "photons"), b(4, "photons"), c(5, "photons");
  physics::Photons first(a), second(b), third(c);
  const double energy = first(30.0);
  CHECK(second(30.0) == energy);
  CHECK(third(30.0) != energy);
}
