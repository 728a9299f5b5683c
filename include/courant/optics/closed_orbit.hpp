#pragma once
#include <string_view>
#include <vector>

#include "courant/base/result.hpp"
#include "courant/lattice/lattice.hpp"
#include "courant/math/mat6.hpp"
#include "courant/tracking/track_element.hpp"

namespace courant::optics {

using tracking::Rf;

/// Motion that a solver looks at.
enum class Mode {
  four_d,  ///< delta fixed, cavities are drifts
  six_d    ///< delta free, cavities act
};

struct ClosedOrbitOptions {
  Mode mode = Mode::four_d;
  double delta = 0.0;               ///< momentum deviation in 4D [-]
  double tolerance = 1e-12;         ///< stop when max |r_out - r_in| is below [m, -]
  int max_iterations = 30;          ///< Newton steps
  Vector6 guess = Vector6::Zero();  ///< start point (x, px, y, py, z, delta) [m, -, m, -, m, -]
};

struct ClosedOrbit {
  std::vector<Vec6<double>> orbit;  ///< entrance of each element and the end; n + 1 states [m, -, m, -, m, -]
  Matrix6 one_turn;                 ///< Jacobian (out, in) of one pass through the lattice at its start
  double residual = 0.0;            ///< max |r_out - r_in| on return [m, -]
  int iterations = 0;               ///< Newton steps used
};

/// Fixed point of one pass by Newton's method; the Jacobian comes from dual numbers, so there is no step size
/// to choose. In 4D the transverse coordinates close at fixed delta; in 6D all six close on the clock of the
/// RF.
///
/// \param ring  lattice taken as periodic; read only, may be shared between threads
/// \return      the orbit, or Failure: no_convergence (with the last residual; a singular 1 - M means an
///              integer tune, or in 6D no RF), particle_lost (with the element)
/// \throws InvalidArgument  if `ring` is empty, an option is out of range, or 6D is asked for without a cavity
/// \par Cost    one pass with six derivatives per Newton step, usually 1 to 5, and one plain pass
/// \see docs/theory/closed_orbit.md; tests/optics/closed_orbit_test.cpp
Result<ClosedOrbit> closed_orbit(const Lattice& ring, const ClosedOrbitOptions& options = {});

}  // namespace courant::optics

namespace courant {
using optics::closed_orbit;
using optics::ClosedOrbit;
using optics::ClosedOrbitOptions;
}  // namespace courant
