#pragma once
#include <Eigen/Core>

#include "courant/base/result.hpp"

namespace courant::math {

/// Eigenmotion of a stable symplectic matrix.
struct NormalModes {
  Eigen::VectorXd tunes;  ///< fraction in [0, 1) per mode, the branch above one half included [-]
  Eigen::MatrixXd a;      ///< normalising matrix: a^-1 M a is a rotation by 2 pi tune per mode; symplectic
};

/// Normal modes of a 2 x 2, 4 x 4 or 6 x 6 symplectic matrix (out, in) on canonical pairs (x, px, y, py, z,
/// delta).
///
/// Columns (2k, 2k+1) of `a` belong to the mode that lives most in plane k; the phase is chosen such that x
/// of mode 1 has no part in the second column, likewise y and z: without coupling a = ((sqrt beta, 0),
/// (-alpha, 1)/sqrt beta). The sign of the tune follows from the symplectic norm of the eigenvector. Blocks
/// without coupling are solved in closed form, so equal tunes of both planes do no harm. \return  Failure
/// unstable with the plane and its trace, if an eigenvalue is not on the unit circle (within 1e-5) \throws
/// InvalidArgument  for another shape or a number that is not finite Source: A. Wolski, "Beam Dynamics in
/// High Energy Particle Accelerators", 2014, sec. 5. Test: tests/math/normal_modes_test.cpp
Result<NormalModes> normal_modes(const Eigen::MatrixXd& m);

}  // namespace courant::math
