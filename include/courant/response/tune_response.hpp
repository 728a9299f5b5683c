#pragma once
#include <span>

#include "courant/optics/closed_orbit.hpp"
#include "courant/response/knob.hpp"
#include "courant/response/response_matrix.hpp"

namespace courant::response {

/// Derivative of both tunes of the ring by knobs, exact by dual numbers: the change of the closed orbit in
/// sextupoles is included.
///
/// Rows tune_x, tune_y [-]; one column per knob. \return Failure: what closed_orbit fails with, or unstable
/// \throws InvalidArgument for a knob without terms or with a place twice; UnknownName for an unknown
/// strength \par Cost  two passes per knob (two and eight derivatives)
Result<ResponseMatrix> tune_response(const Lattice& ring, std::span<const StrengthKnob> knobs,
                                     double delta = 0.0);

/// Derivative of both chromaticities of the ring by knobs, exact: third derivatives of one pass.
///
/// Rows chromaticity_x, chromaticity_y [-]; columns, failures and errors as tune_response.
/// \par Cost  three passes per knob (up to 16 derivatives)
Result<ResponseMatrix> chromaticity_response(const Lattice& ring, std::span<const StrengthKnob> knobs,
                                             double delta = 0.0);

}  // namespace courant::response

namespace courant {
using response::chromaticity_response;
using response::tune_response;
}  // namespace courant
