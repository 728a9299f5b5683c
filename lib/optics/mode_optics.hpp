#pragma once
// Private to the module: from normalising matrices along a lattice to optical functions of the two transverse
// modes.
#include <Eigen/Core>
#include <span>

#include "courant/optics/twiss.hpp"

namespace courant::optics {

/// Normalising 2 x 2 matrix ((sqrt beta, 0), (-alpha, 1)/sqrt beta).
Eigen::Matrix2d floquet(double beta, double alpha);

/// Takes the normalising matrix A of one place after the other and appends the optics of it to a Twiss.
///
/// Columns (1, 2) of A are mode 1, (3, 4) mode 2. With 4 columns: Edwards-Teng, gamma^2 = det A_11 and
/// beta_1 = (A_11^2 + A_12^2)/gamma^2; where gamma^2 falls below 0.1 the mode is described in the other
/// plane. With 6: Ripken-Mais, no division. Phases count on from the first place, and back where `s` does (a drift of
/// negative length).
class ModeFollower {
 public:
  /// \param s  positions of the places [m], alive as long as this
  ModeFollower(int dimensions, std::span<const double> s, double mu_x = 0.0, double mu_y = 0.0);
  void operator()(const Eigen::MatrixXd& a, Twiss& out);

 private:
  void plane(const Eigen::MatrixXd& a, int mode, int row, double share, PlaneOptics& out);

  int dimensions_;
  std::span<const double> s_;
  double total_[2];  ///< phases [rad]
  double last_[2]{};
  bool first_ = true;
};

}  // namespace courant::optics
