#pragma once
#include <Eigen/Core>
#include <cmath>

#include "courant/base/constants.hpp"
#include "courant/base/rng.hpp"

namespace courant::test {

/// Rotation of each pair by 2 pi tune: ((cos, sin), (-sin, cos)).
inline Eigen::MatrixXd rotation(const Eigen::VectorXd& tunes) {
  Eigen::MatrixXd r = Eigen::MatrixXd::Zero(2 * tunes.size(), 2 * tunes.size());
  for (Eigen::Index k = 0; k < tunes.size(); ++k) {
    const double mu = constants::two_pi * tunes[k];
    r.block<2, 2>(2 * k, 2 * k) << std::cos(mu), std::sin(mu), -std::sin(mu), std::cos(mu);
  }
  return r;
}

/// Symplectic matrix with entries of size 1: products of kicks px += S x and drifts x += S px with symmetric
/// S.
inline Eigen::MatrixXd random_symplectic(Eigen::Index dimension, Rng& rng) {
  const Eigen::Index planes = dimension / 2;
  Eigen::MatrixXd m = Eigen::MatrixXd::Identity(dimension, dimension);
  for (int step = 0; step < 4; ++step) {
    Eigen::MatrixXd shear = Eigen::MatrixXd::Identity(dimension, dimension);
    const Eigen::Index to = step % 2, from = 1 - to;
    for (Eigen::Index i = 0; i < planes; ++i)
      for (Eigen::Index j = i; j < planes; ++j)
        shear(2 * i + to, 2 * j + from) = shear(2 * j + to, 2 * i + from) = rng.uniform(-0.7, 0.7);
    m = shear * m;
  }
  return m;
}

}  // namespace courant::test
