#include "courant/optics/dispersion.hpp"

#include <Eigen/LU>

#include "courant/physics/coordinates.hpp"

namespace courant::optics {

Vector6 periodic_dispersion(const Matrix6& one_turn) {
  Vector6 eta = Vector6::Zero();
  eta.head<4>() =
      (Matrix4::Identity() - one_turn.topLeftCorner<4, 4>()).inverse() * one_turn.block<4, 1>(0, DELTA);
  eta[DELTA] = 1.0;
  return eta;
}

double momentum_compaction(const Lattice& ring, const Matrix6& one_turn, double delta) {
  const double dz = one_turn.row(Z) * periodic_dispersion(one_turn);  // [m]
  const auto lead = physics::relative_beta_minus_one(Dual<1>::variable(delta, 0), ring.reference());
  return lead.d[0] - dz / ring.length();
}

}  // namespace courant::optics
