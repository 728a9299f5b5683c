#pragma once
#include <optional>

#include "courant/optics/linear_pass.hpp"

namespace courant::optics {

/// Jacobian (out, in) of the motion through the elements [start, stop) about the trajectory that has `orbit`
/// [m, -, m, -, m, -] at the entrance of `start`.
///
/// \return   6 x 6 matrix for (x, px, y, py, z, delta), or Failure particle_lost
/// \throws   InvalidArgument  unless 0 <= start <= stop <= size
/// \par Cost one pass with six derivatives through the stretch
Result<Matrix6> transfer_matrix(const Lattice& lattice, Index start, Index stop,
                                const Vec6<double>& orbit = {}, Rf rf = Rf::on);

}  // namespace courant::optics

namespace courant {
using optics::transfer_matrix;
}
