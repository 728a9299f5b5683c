// Set tune and chromaticity with two families each; the responses are exact, so few steps are enough.
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "courant/base/error.hpp"
#include "courant/io/read.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/optics/twiss.hpp"
#include "courant/response/tune_response.hpp"

using namespace courant;

namespace {

using Pair = std::array<double, 2>;

template <class T>
T value_of(Result<T> result) {
  if (!result) throw Error(result.error().message);
  return std::move(*result);
}

/// Newton's method in two families; returns the ring, counts the steps.
template <class Measure, class Response>
Lattice set(Lattice ring, const Pair& target, const std::vector<std::string>& families, const char* field,
            Measure measure, Response response, int& steps) {
  for (steps = 0; steps < 10; ++steps) {
    const Pair now = measure(value_of(twiss(ring)));
    const std::array error{now[0] - target[0], now[1] - target[1]};
    if (std::abs(error[0]) < 1e-9 && std::abs(error[1]) < 1e-9) break;
    std::vector<response::StrengthKnob> knobs;
    for (const auto& family : families) knobs.push_back(response::family_knob(ring, family, field));
    const auto solution =
        value_of(value_of(response(ring, knobs)).solve(error, {.svd = response::Svd{.keep = 2}}));
    lattice::Builder changed(ring);
    for (std::size_t k = 0; k < families.size(); ++k)
      for (const Index place : ring.select(families[k])) changed.add(place, field, solution.delta[k]);
    ring = changed.freeze();
  }
  return ring;
}

}  // namespace

int main() {
  const char* data = std::getenv("COURANT_DATA");
  Lattice ring = read_lattice(std::filesystem::path(data ? data : "data") / "lattices/als.json");
  const Pair tune{14.27, 8.18}, chromaticity{2.0, 3.0};
  int tune_steps = 0, chromaticity_steps = 0;
  ring = set(
      ring, tune, {"*_QF?", "*_QD?"}, "k1", [](const Twiss& t) { return t.tune; },
      [](const Lattice& l, const auto& knobs) { return tune_response(l, knobs); }, tune_steps);
  ring = set(
      ring, chromaticity, {"*_SF?", "*_SD?"}, "k2", [](const Twiss& t) { return t.chromaticity; },
      [](const Lattice& l, const auto& knobs) { return chromaticity_response(l, knobs); },
      chromaticity_steps);

  const Twiss optics = value_of(twiss(ring));
  const auto strength = [&ring](const char* name, const char* field) {
    return lattice::get_number(ring[ring.find(name)].body, field);
  };
  std::printf("tune         %.9f %.9f after %d steps\n", optics.tune[0], optics.tune[1], tune_steps);
  std::printf("chromaticity %.9f %.9f after %d steps\n", optics.chromaticity[0], optics.chromaticity[1],
              chromaticity_steps);
  std::printf(
      "{\"tune\": [%.17g, %.17g], \"chromaticity\": [%.17g, %.17g], \"steps\": [%d, %d], "
      "\"k1\": [%.17g, %.17g], \"k2\": [%.17g, %.17g]}\n",
      optics.tune[0], optics.tune[1], optics.chromaticity[0], optics.chromaticity[1], tune_steps,
      chromaticity_steps, strength("C01_QF1", "k1"), strength("C01_QD1", "k1"), strength("C01_SF1", "k2"),
      strength("C01_SD1", "k2"));
}
