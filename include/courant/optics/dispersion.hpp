#pragma once
#include "courant/base/result.hpp"
#include "courant/lattice/lattice.hpp"
#include "courant/math/mat6.hpp"

namespace courant::optics {

/// Periodic dispersion d(x, px, y, py)/d delta [m, -, m, -] of a one-turn matrix (out, in) at fixed momentum:
/// eta = (1 - M44)^-1 M_4,delta. The two last entries are 0 and 1.
Vector6 periodic_dispersion(const Matrix6& one_turn);

/// Momentum compaction (dL/L)/d delta [-] of a lattice whose one-turn matrix (z on the particle's own clock)
/// is given: the lead of a faster particle is taken out of z, what is left is the path. \param delta  where
/// the matrix was taken [-]
double momentum_compaction(const Lattice& ring, const Matrix6& one_turn, double delta);

}  // namespace courant::optics
