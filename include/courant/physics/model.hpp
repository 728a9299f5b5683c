#pragma once

namespace courant::physics {

/// Hamiltonian of an element, by name.
enum class Model {
  expanded,  ///< square root expanded to second order in px, py
  exact      ///< -sqrt((1 + delta)^2 - px^2 - py^2)
};

/// Hamiltonian of a bend, by name.
enum class BendModel {
  expanded,       ///< expanded to second order, multipoles as in a straight magnet
  exact,          ///< square root and curvature exact, multipoles in curvilinear coordinates
  at_curvilinear  ///< AT's E2 body: expanded with curvilinear terms; not symplectic by construction
};

}  // namespace courant::physics
