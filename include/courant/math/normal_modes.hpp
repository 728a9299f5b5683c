#pragma once
#include <Eigen/Core>

#include "courant/base/result.hpp"

namespace courant::math {

struct NormalModesOptions {
  /// How far the modulus of an eigenvalue may be from 1, and Mᵀ J M from J relative to max |M|² [-].
  /// The default leaves room for edge models that are not symplectic; radiation damping is above it.
  double tolerance = 1e-4;
};

/// Eigenmodes of a stable one-turn matrix M. Modes are in the order of the planes x, y, z they belong to.
struct NormalModes {
  /// Fractional tunes in [0, 1) [-]. The sense of rotation is that of positive symplectic norm, so that
  /// 0.7 and 0.3 differ. Above transition the longitudinal one is 1 - Qs: z falls when delta > 0.
  Eigen::VectorXd tunes;

  /// Eigenvectors as columns (dimension x modes), M v = exp(2 pi i Q) v, normalised to vᴴ J v = i; the
  /// position of the own plane is real and positive. Optical functions: beta_k of plane p is 2 |v_k(p)|².
  Eigen::MatrixXcd vectors;

  /// Symplectic normalising matrix: A⁻¹ M A rotates each pair by mu = 2 pi Q, ((cos, sin), (-sin, cos)).
  /// Columns are sqrt 2 Re v_k, sqrt 2 Im v_k; uncoupled: ((sqrt beta, 0), (-alpha, 1) / sqrt beta).
  Eigen::MatrixXd a;
};

/// Normal modes of a symplectic matrix.
///
/// Of each pair of conjugate eigenvectors the one with Im vᴴ J v > 0 is kept. Equal eigenvalues (tunes
/// on a resonance) are separated by the symplectic form and, where they stay equal, turned into the
/// planes. Modes belong to planes so that the sum of their shares Im vᴴ J v in the own plane is largest.
///
/// \param m  one-turn matrix, (out, in), 2 x 2, 4 x 4 or 6 x 6, pairs (x, px), (y, py), (z, delta)
/// \return   the modes; Failure{unstable} with plane, eigenvalue and trace when an eigenvalue is off the
///           unit circle or double without oscillation (z without RF); Failure{no_convergence}
/// \throws InvalidArgument  for another shape, an entry that is not finite, or `m` not symplectic
/// \par Cost    one eigenvalue problem, about 20 us in 6 dimensions
/// \par Source  E. Forest, "Beam dynamics" (1998), ch. 4
/// \par Source  A. Wolski, Phys. Rev. ST Accel. Beams 9, 024001 (2006)
/// Test: tests/math/normal_modes_test.cpp
Result<NormalModes> normal_modes(const Eigen::Ref<const Eigen::MatrixXd>& m,
                                 const NormalModesOptions& options = {});

}  // namespace courant::math
