#include "courant/optics/chromaticity.hpp"

#include "courant/optics/periodic.hpp"

namespace courant::optics {

std::array<double, 2> chromaticity(const Lattice& ring, const ClosedOrbit& orbit,
                                   const std::array<double, 2>& tune) {
  const auto delta = Dual<1>::variable(orbit.orbit.front()[DELTA], 0);
  const auto solution = periodic<Dual<1>>(ring, orbit, delta, {});
  const auto tunes = mode_tunes(solution.matrix, tune);
  const auto cells = static_cast<double>(ring.superperiods());
  return {cells * tunes[0].d[0], cells * tunes[1].d[0]};
}

}  // namespace courant::optics
