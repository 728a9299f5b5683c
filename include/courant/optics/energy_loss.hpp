#pragma once
#include "courant/base/result.hpp"
#include "courant/lattice/lattice.hpp"

namespace courant::optics {

/// Which magnets count.
enum class Counted {
  all,       ///< every magnet, as if it radiated
  radiating  ///< those whose radiation is not off
};

/// Energy that one turn of the whole ring takes from the reference particle by synchrotron radiation [eV], each magnet
/// entered on its axis with the reference energy: the mean loss U0 of the design orbit, to first order in U0/E.
/// Cost: one kernel per magnet. Source: physics/radiation.hpp. Test: tests/optics/radiation_test.cpp
double energy_loss(const Lattice& ring, Counted counted = Counted::all);

/// Copy of a ring with radiation whose magnets follow the energy of the closed orbit: `taper` of each is the mean of
/// delta at its ends beyond the mean of the ring, so that the orbit stays where it is without radiation.
///
/// \param ring  with a cavity and magnets whose radiation is not off
/// \return      the tapered ring, or the Failure of its closed orbit; no_convergence if it doesn't settle in 20 rounds
/// \throws InvalidArgument  if nothing radiates, or as closed_orbit in 6D
/// \par Cost    one 6D closed orbit per round, usually 4 to 6
/// \see docs/theory/radiation.md; tests/optics/radiation_test.cpp
Result<Lattice> tapered(const Lattice& ring);

}  // namespace courant::optics

namespace courant {
using optics::energy_loss;
using optics::tapered;
}  // namespace courant
