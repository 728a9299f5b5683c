#pragma once
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "courant/base/constants.hpp"
#include "courant/math/vec6.hpp"
#include "courant/physics/radiation.hpp"

namespace courant::physics {

/// How a table is read between its points.
enum class Interpolation {
  linear,  ///< bilinear: continuous, its slopes jump at the lines of the grid
  cubic    ///< cubic convolution in both planes: slopes are continuous
};

/// Uniform grid of places across the beam; the value at (x_i, y_j) stands at i + nx j of a table.
struct KickGrid {
  int nx = 0, ny = 0;                                               ///< points, 2 or more
  double x_first = 0.0, x_last = 0.0, y_first = 0.0, y_last = 0.0;  ///< [m]
};

/// The points of a grid around one place with their weights, for any number of tables.
///
/// Cubic: R. Keys, IEEE Trans. Acoust. Speech Signal Process. 29 (1981) 1153, eq. (15) with a = -1/2: exact for
/// polynomials of second order; beyond the border the table goes on straight: v(-1) = 2 v(0) - v(1). A place beyond the
/// border is read from the cell at the border. Test: tests/physics/kick_map_test.cpp
template <Scalar T>
class Stencil {
 public:
  COURANT_FN Stencil(const KickGrid& grid, Interpolation kind, const T& x, const T& y)
      : nx_(grid.nx), points_(kind == Interpolation::cubic ? 4 : 2) {
    column_ = weigh(kind, (x - grid.x_first) * ((grid.nx - 1) / (grid.x_last - grid.x_first)), grid.nx, x_);
    row_ = weigh(kind, (y - grid.y_first) * ((grid.ny - 1) / (grid.y_last - grid.y_first)), grid.ny, y_);
  }

  /// Value of the table at the place, in the table's unit.
  COURANT_FN T operator()(const std::vector<double>& table) const {
    COURANT_USING_MATH;
    T sum(0.0);
    for (int j = 0; j < points_; ++j) {
      T line(0.0);
      for (int i = 0; i < points_; ++i) {
        // a point beyond the border has weight 0
        const T where = (row_ + j) * nx_ + (column_ + i);
        line +=
            gather(table.data(), static_cast<Index>(table.size()), where) * x_[static_cast<std::size_t>(i)];
      }
      sum += line * y_[static_cast<std::size_t>(j)];
    }
    return sum;
  }

 private:
  // Weights in one plane of n points at `u`, in units of the spacing; returns the number of the first one.
  COURANT_FN static T weigh(Interpolation kind, const T& u, int n, std::array<T, 4>& w) {
    COURANT_USING_MATH;
    const T first(0.0), last(n - 2.0), below = floor(u);
    T cell = select(below < first, first, select(below > last, last, below));
    const T t = u - cell;
    if (kind == Interpolation::linear) {
      w = {1.0 - t, t, T(0.0), T(0.0)};
      return cell;
    }
    const T s = 1.0 - t, before = -0.5 * t * s * s, behind = -0.5 * s * t * t;
    w = {before, s - 2.0 * before + behind, t - 2.0 * behind + before, behind};
    const T nothing(0.0), in_front = select(cell < T(0.5), before, nothing),
                          at_end = select(cell > T(n - 2.5), behind, nothing);
    w[0] -= in_front;
    w[1] += 2.0 * in_front - at_end;
    w[2] += 2.0 * at_end - in_front;
    w[3] -= at_end;
    return cell - 1.0;
  }

  double nx_;
  int points_;  // in each plane
  T column_, row_;
  std::array<T, 4> x_, y_;
};

/// Kicks of an insertion device on a grid, of second and of first order in 1/p; first-order tables may be empty.
struct KickTables {
  const std::vector<double>&x, &y, &x1, &y1;  ///< [rad] at the reference momentum
};

/// px += share (x/(1 + delta) + x1), py likewise; a particle outside the grid becomes NaN.
///
/// Second order: angles go as 1/p^2, so momenta as 1/p. Source: P. Elleaume, EPAC 1992, p. 661, eq. (3), (5).
template <Scalar T>
COURANT_FN void kick_map(Vec6<T>& r, const KickGrid& grid, Interpolation kind, const KickTables& tables,
                         double share) {
  COURANT_USING_MATH;
  const Stencil<T> at(grid, kind, r[X], r[Y]);
  const T inverse = 1.0 / (1.0 + r[DELTA]), lost(std::numeric_limits<double>::quiet_NaN());
  const auto left = r[X]<T(grid.x_first), right = r[X]> T(grid.x_last);
  const auto under = r[Y]<T(grid.y_first), over = r[Y]> T(grid.y_last);
  r[PX] += share * inverse * at(tables.x);
  r[PY] += share * inverse * at(tables.y);
  if (!tables.x1.empty()) r[PX] += share * at(tables.x1);
  if (!tables.y1.empty()) r[PY] += share * at(tables.y1);
  for (int i = 0; i < 6; ++i)
    r[i] = select(left, lost, select(right, lost, select(under, lost, select(over, lost, r[i]))));
}

/// Field of sinusoidal poles, seen at a number of phases whose means of b^2 (exactly) and |b|^3 (3e-5) are those of the
/// sinus. Test: tests/physics/kick_map_test.cpp
class SineField {
 public:
  static constexpr int phases = 8;

  /// \param peak B/(B rho) [1/m]
  COURANT_FN explicit SineField(double peak) {
    for (int k = 0; k < phases; ++k)
      b_[static_cast<std::size_t>(k)] = peak * std::cos(0.25 * constants::two_pi * (k + 0.5) / phases);
  }

  const std::array<double, phases>& values() const { return b_; }  ///< [1/m]

  /// Loss of delta [-] over `ds` [m]; photons are drawn for `step` [m].
  template <Scalar T, class Photons>
  COURANT_FN T loss(const Radiator& radiator, const Vec6<T>& r, double ds, double step,
                    Photons& photons) const {
    T sum(0.0);
    for (const double b : b_) sum += radiator.loss(r, T(0.0), T(b), 0.0, ds / phases, step / phases, photons);
    return sum;
  }

 private:
  std::array<double, phases> b_{};
};

}  // namespace courant::physics
