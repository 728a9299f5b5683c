#pragma once
#include <Eigen/Core>

#include "courant/math/dual.hpp"
#include "courant/math/vec6.hpp"

namespace courant {

using Matrix4 = Eigen::Matrix4d;
using Matrix6 = Eigen::Matrix<double, 6, 6>;  ///< (out, in)
using Vector6 = Eigen::Matrix<double, 6, 1>;

namespace math {

inline Vector6 to_vector(const Vec6<double>& r) { return Vector6(r.v.data()); }

inline Vec6<double> to_vec6(const Vector6& r) {
  Vec6<double> out;
  for (int i = 0; i < 6; ++i) out[i] = r[i];
  return out;
}

/// Jacobian (out, in) of a map from the state it made of `seed(r)`.
inline Matrix6 jacobian(const Vec6<Dual<6>>& r) {
  Matrix6 m;
  for (int i = 0; i < 6; ++i)
    for (int j = 0; j < 6; ++j) m(i, j) = r[i].d[static_cast<std::size_t>(j)];
  return m;
}

}  // namespace math
}  // namespace courant
