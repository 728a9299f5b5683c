#pragma once
#include <span>

#include "courant/optics/closed_orbit.hpp"
#include "courant/response/response_matrix.hpp"

namespace courant::response {

struct OrbitResponseOptions {
  optics::Mode mode = optics::Mode::four_d;  ///< 4D: delta fixed
  double delta = 0.0;                        ///< [-]
  bool rf = false;                           ///< append a column for the RF frequency [m/Hz]
  bool horizontal = true, vertical = true;   ///< planes of correctors
};

/// Derivative of the closed orbit by corrector kicks, exact: the implicit function theorem on dual numbers.
///
/// Rows: x of every monitor, then y (entrance of the element) [m]; columns: kick_x of every corrector, then
/// kick_y [rad], then the RF frequency [Hz]. In 4D that column is -eta/(eta_c f); in 6D the clock of the RF
/// moves. \param monitors, correctors  places; correctors need the strengths kick_x and kick_y \return
/// Failure: what closed_orbit fails with \throws  InvalidArgument for an empty list, a lattice of several
/// superperiods (unroll it), rf without cavity;
///          UnknownName if a corrector has no kick
/// \par Cost  closed orbit, one pass with six derivatives, and 4 multiplications per entry
/// Test: tests/response/orbit_response_test.cpp; theory: docs/theory/closed_orbit.md
Result<ResponseMatrix> orbit_response(const Lattice& ring, std::span<const Index> monitors,
                                      std::span<const Index> correctors,
                                      const OrbitResponseOptions& options = {});

}  // namespace courant::response

namespace courant {
using response::orbit_response;
}
