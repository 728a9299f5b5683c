#include "mode_optics.hpp"

#include <Eigen/LU>
#include <cmath>

#include "courant/base/constants.hpp"

namespace courant::optics {

Eigen::Matrix2d floquet(double beta, double alpha) {
  const double root = std::sqrt(beta);
  Eigen::Matrix2d a;
  a << root, 0.0, -alpha / root, 1.0 / root;
  return a;
}

ModeFollower::ModeFollower(int dimensions, std::span<const double> s, double mu_x, double mu_y)
    : dimensions_(dimensions), s_(s), total_{mu_x, mu_y} {}

void ModeFollower::operator()(const Eigen::MatrixXd& a, Twiss& out) {
  const double share = a.block<2, 2>(0, 0).determinant();
  out.coupling.push_back(share);
  if (dimensions_ == 6) {
    plane(a, 0, 0, 1.0, out.x);
    plane(a, 1, 2, 1.0, out.y);
  } else if (share > 0.1) {
    plane(a, 0, 0, share, out.x);
    plane(a, 1, 2, share, out.y);
  } else {
    plane(a, 0, 2, 1.0 - share, out.x);
    plane(a, 1, 0, 1.0 - share, out.y);
  }
  first_ = false;
}

void ModeFollower::plane(const Eigen::MatrixXd& a, int mode, int row, double share, PlaneOptics& out) {
  const auto column = Eigen::Index{2} * mode;
  const double a11 = a(row, column), a12 = a(row, column + 1);
  const double a21 = a(row + 1, column), a22 = a(row + 1, column + 1);
  out.beta.push_back((a11 * a11 + a12 * a12) / share);
  out.alpha.push_back(-(a11 * a21 + a12 * a22) / share);
  const double phase = std::atan2(a12, a11);
  double step = first_ ? 0.0 : std::remainder(phase - last_[mode], constants::two_pi);
  // no element turns by more than pi; a small step back is coupling, a large one is a phase advance beyond pi
  const std::size_t place = out.mu.size();
  const bool back = place > 0 && s_[place] < s_[place - 1];
  if (back ? step > 0.5 : step < -0.5) step += back ? -constants::two_pi : constants::two_pi;
  last_[mode] = phase;
  total_[mode] += step;
  out.mu.push_back(total_[mode]);
}

}  // namespace courant::optics
