#pragma once
#include <algorithm>
#include <array>
#include <cmath>

#include "courant/math/dual.hpp"
#include "courant/math/vec6.hpp"

/// \file
/// Jacobians of a map of six coordinates by two independent ways, without linear-algebra library (quick to
/// compile), and what the tests ask of them.

namespace courant::test {

/// Jacobian (out, in) of a map, in the units of the coordinates.
using Jacobian = std::array<std::array<double, 6>, 6>;

inline double largest(const Jacobian& m) {
  double out = 0.0;
  for (const auto& row : m)
    for (const double x : row) out = std::isnan(x) ? x : std::max(out, std::abs(x));
  return out;
}

/// Largest |a - b|; NaN if either holds one.
inline double distance(const Jacobian& a, const Jacobian& b) {
  Jacobian difference;
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) difference[i][j] = a[i][j] - b[i][j];
  return largest(difference);
}

inline double distance(const Vec6<double>& a, const Vec6<double>& b) {
  double out = 0.0;
  for (int i = 0; i < 6; ++i)
    if (const double d = std::abs(a[i] - b[i]); !(d <= out)) out = d;
  return out;
}

/// `map(r)` changes a state of any scalar in place.
template <class Map>
Jacobian dual_jacobian(const Map& map, const Vec6<double>& at) {
  auto r = math::seed(at);
  map(r);
  Jacobian m;
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) m[i][j] = r.v[i].d[j];
  return m;
}

/// Central differences with steps `step` and `step`/2, extrapolated (Richardson): error of order step^4 and
/// eps/step.
template <class Map>
Jacobian difference_jacobian(const Map& map, const Vec6<double>& at, const std::array<double, 6>& step) {
  Jacobian m;
  for (int j = 0; j < 6; ++j) {
    const auto slope = [&](double h) {
      Vec6<double> plus = at, minus = at;
      plus[j] += h;
      minus[j] -= h;
      const double width = plus[j] - minus[j];
      map(plus);
      map(minus);
      std::array<double, 6> out;
      for (int i = 0; i < 6; ++i) out[static_cast<std::size_t>(i)] = (plus[i] - minus[i]) / width;
      return out;
    };
    const auto jj = static_cast<std::size_t>(j);
    const auto coarse = slope(step[jj]), fine = slope(0.5 * step[jj]);
    for (std::size_t i = 0; i < 6; ++i) m[i][jj] = fine[i] + (fine[i] - coarse[i]) / 3.0;
  }
  return m;
}

/// Largest entry of M^T J M - J for the canonical pairs (x, px), (y, py), (z, delta).
inline double symplectic_defect(const Jacobian& m) {
  double out = 0.0;
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j) {
      double sum = 0.0;
      for (std::size_t k = 0; k < 6; k += 2) sum += m[k][i] * m[k + 1][j] - m[k + 1][i] * m[k][j];
      const double unit = i % 2 == 0 && j == i + 1 ? 1.0 : (j % 2 == 0 && i == j + 1 ? -1.0 : 0.0);
      if (const double d = std::abs(sum - unit); !(d <= out)) out = d;
    }
  return out;
}

/// The defect in units of max(1, max|M|^2), the scale to which round-off is proportional.
inline double relative_defect(const Jacobian& m) {
  const double scale = largest(m);
  return symplectic_defect(m) / std::max(1.0, scale * scale);
}

}  // namespace courant::test
