// Optics of a ring: read its lattice, print tunes, chromaticities and the extremes of beta and dispersion.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "courant/io/read.hpp"
#include "courant/optics/twiss.hpp"

int main() {
  const char* data = std::getenv("COURANT_DATA");
  const courant::Lattice ring =
      courant::read_lattice(std::filesystem::path(data ? data : "data") / "lattices/als.json");
  const auto optics = courant::twiss(ring);
  if (!optics) {
    std::fprintf(stderr, "%s\n", optics.error().message.c_str());
    return 1;
  }
  const double beta_x = *std::max_element(optics->x.beta.begin(), optics->x.beta.end());  // [m]
  const double beta_y = *std::max_element(optics->y.beta.begin(), optics->y.beta.end());
  const double eta_x = *std::max_element(optics->x.eta.begin(), optics->x.eta.end());

  std::printf("%s: %td elements, %.1f m, %.2f GeV\n", ring.name().c_str(), ring.size(), ring.circumference(),
              ring.reference().energy() / 1e9);
  std::printf("tune                %10.6f %10.6f\n", optics->tune[0], optics->tune[1]);
  std::printf("chromaticity        %10.4f %10.4f\n", optics->chromaticity[0], optics->chromaticity[1]);
  std::printf("largest beta [m]    %10.3f %10.3f\n", beta_x, beta_y);
  std::printf("largest eta_x [m]   %10.4f\n", eta_x);
  std::printf("momentum compaction %10.3e\n", optics->momentum_compaction);
  std::printf(
      "{\"tune\": [%.17g, %.17g], \"chromaticity\": [%.17g, %.17g], \"beta_max\": [%.17g, %.17g], "
      "\"eta_max\": %.17g, \"momentum_compaction\": %.17g}\n",
      optics->tune[0], optics->tune[1], optics->chromaticity[0], optics->chromaticity[1], beta_x, beta_y,
      eta_x, optics->momentum_compaction);
}
