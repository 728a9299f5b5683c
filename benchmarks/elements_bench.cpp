#include <array>
#include <string>
#include <vector>

#include "courant/math/dual.hpp"
#include "courant/math/power_series.hpp"
#include "courant/math/tps.hpp"
#include "kernels/quadrupole.hpp"
#include "support/catch.hpp"

using namespace courant;

namespace {

constexpr int particles = 256, slices = 10;

elements::Quadrupole<> magnet() {
  elements::Quadrupole<> out;
  out.length = 0.3;
  out.k1 = 1.2;
  out.steps = slices;
  return out;
}

/// Blocks of [6][width] states of a few millimetres.
std::vector<double> bunch(int width) {
  std::vector<double> r(6 * particles);
  for (std::size_t i = 0; i < r.size(); ++i)
    r[i] = 1e-3 * static_cast<double>(1 + i / static_cast<std::size_t>(width) % 7);
  return r;
}

template <class Isa>
void measure() {
  for (const int width : {1, 2, 4, 8}) {
    const std::string scalar = width == 1 ? "double" : "pack" + std::to_string(width);
    BENCHMARK_ADVANCED("elements/quadrupole/" + std::string(Isa::name) + "/" + scalar +
                       ", 256 particles, 10 slices")
    (Catch::Benchmark::Chronometer meter) {
      const auto quadrupole = magnet();
      auto r = bunch(width);
      meter.measure([&] {
        bench::track_quadrupole(Isa{}, width, quadrupole, r);
        for (std::size_t i = 0; i < r.size(); i += 97) r[i] *= 0.9;  // the bunch stays small
        return r.back();
      });
    };
  }
}

}  // namespace

TEST_CASE("elements/quadrupole by level and width", "[bench][elements]") {
  measure<isa::Baseline>();
#if defined(COURANT_HAS_V3)
  if (isa::runs(isa::Level::v3)) measure<isa::V3>();
#endif
#if defined(COURANT_HAS_V4)
  if (isa::runs(isa::Level::v4)) measure<isa::V4>();
#endif
}

TEST_CASE("elements/quadrupole by power series", "[bench][elements]") {
  const auto quadrupole = magnet();
  const Reference reference;
  const Vec6<double> ray{{1e-3, 1e-4, -2e-3, 2e-4, 1e-3, 1e-4}};
  const auto run = [&](auto state) {
    quadrupole.track(state, reference);
    return math::value(state[X]);
  };
  BENCHMARK("elements/quadrupole/dual6, 1 state, 10 slices") { return run(math::seed(ray)); };
  BENCHMARK("elements/quadrupole/tps6-1, 1 state, 10 slices") { return run(math::seed_series<1>(ray)); };
  BENCHMARK("elements/quadrupole/tps6-2, 1 state, 10 slices") { return run(math::seed_series<2>(ray)); };
  BENCHMARK("elements/quadrupole/tps6-3, 1 state, 10 slices") { return run(math::seed_series<3>(ray)); };
  for (const int order : {3, 6, 10}) {
    const SeriesSpace space(6, order);
    BENCHMARK("elements/quadrupole/power_series6-" + std::to_string(order) + ", 1 state, 10 slices") {
      return run(math::seed_series(space, ray));
    };
  }
}
