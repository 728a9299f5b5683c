// A row of particles over many turns: who is lost where, and why.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "courant/io/read.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/tracking/track.hpp"

int main() {
  using namespace courant;
  const char* data = std::getenv("COURANT_DATA");
  const Lattice ring = read_lattice(std::filesystem::path(data ? data : "data") / "lattices/als.json");
  elements::Aperture<> chamber;
  chamber.opening = {physics::Shape::elliptic, 0.020, 0.004};  // half width and height [m]
  const Lattice with_chamber = lattice::Builder(ring).insert(0, "CHAMBER", chamber).freeze();

  std::vector<Vec6<double>> particles(26);  // x from 0 to 25 mm, a little off in y
  for (std::size_t i = 0; i < particles.size(); ++i) {
    particles[i][X] = 1e-3 * static_cast<double>(i);
    particles[i][Y] = 1e-4;
  }
  tracking::TrackOptions options;
  options.turns = 200;
  const tracking::TrackResult result = tracking::track(with_chamber, particles, options);

  for (const tracking::Lost& lost : result.lost)
    std::printf("particle %2td lost in turn %3td in %s: %s\n", lost.particle, lost.turn,
                with_chamber.unique_name(lost.place).c_str(), std::string(to_string(lost.cause)).c_str());
  double largest = 0.0;
  for (const auto& r : particles)
    if (!std::isnan(r[X])) largest = std::max(largest, std::abs(r[X]));
  const tracking::Lost& first = result.lost.front();
  std::printf(
      "{\"particles\": %zu, \"lost\": %zu, \"first_lost\": %td, \"turn\": %td, \"cause\": \"%s\", "
      "\"largest_x\": %.17g}\n",
      particles.size(), result.lost.size(), first.particle, first.turn,
      std::string(to_string(first.cause)).c_str(), largest);
}
