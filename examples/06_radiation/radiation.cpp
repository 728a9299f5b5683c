// What radiation does to a ring: loss, sawtooth, tapering, photons.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "courant/io/read.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/optics/closed_orbit.hpp"
#include "courant/optics/energy_loss.hpp"
#include "courant/tracking/track.hpp"

namespace {

double largest_x(const courant::ClosedOrbit& orbit) {
  double x = 0.0;
  for (const auto& r : orbit.orbit) x = std::max(x, std::abs(r[courant::X]));
  return x;
}

}  // namespace

int main() {
  using namespace courant;
  const char* data = std::getenv("COURANT_DATA");
  const Lattice quiet = read_lattice(std::filesystem::path(data ? data : "data") / "lattices/esrf_ebs.json");
  const Lattice ring = lattice::Builder(quiet).radiation(physics::Radiation::mean).freeze();
  const auto six = ClosedOrbitOptions{.mode = optics::Mode::six_d};

  const double loss = energy_loss(ring);
  const ClosedOrbit orbit = closed_orbit(ring, six).value();
  const ClosedOrbit flat = closed_orbit(tapered(ring).value(), six).value();
  std::printf("a turn costs %.1f keV; orbit beside the axis: %.2f um, tapered %.3f um\n", loss * 1e-3,
              largest_x(orbit) * 1e6, largest_x(flat) * 1e6);

  const Lattice photons = lattice::Builder(quiet).radiation(physics::Radiation::quantum).freeze();
  std::vector<Vec6<double>> particles(200, orbit.orbit.front());
  static_cast<void>(tracking::track(photons, particles, {.turns = 5, .seed = 11}));
  double squares = 0.0;
  for (const auto& r : particles) squares += std::pow(r[DELTA] - orbit.orbit.front()[DELTA], 2) / 200;
  std::printf("after 5 turns of photons delta is spread by %.2g\n", std::sqrt(squares));
  std::printf("{\"loss\": %.17g, \"x\": %.17g, \"x_tapered\": %.17g, \"spread\": %.17g}\n", loss,
              largest_x(orbit), largest_x(flat), std::sqrt(squares));
}
