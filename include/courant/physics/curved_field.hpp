#pragma once
#include <array>

#include "courant/physics/multipoles.hpp"

namespace courant::physics {

/// Potential of the multipoles of a bend in curvilinear coordinates, V(x, y) = sum v_ij x^i y^j, without its uniform
/// normal field: px -= ds dV/dx, py -= ds dV/dy.
///
/// On the midplane B_y = sum b_n x^n, B_x = sum a_n x^n (B rho = 1); off it Maxwell's equations with curvature h ask
/// for (j + 2)(j + 1) V_{j+2} = -V_j'' + h/(1 + h x) V_j', with V_0' = (1 + h x) B_y and V_1 = -(1 + h x) B_x. The
/// series is cut behind the total degree `degree`, so the kick stays symplectic; orders above `curved` act as in a
/// straight magnet (their curvature terms are h x smaller than a field that is itself an error).
/// Source: Forest 1998, sec. 11.7. Test: tests/physics/curved_field_test.cpp
template <Scalar S = double>
class CurvedField {
 public:
  static constexpr int degree = 9;  ///< highest power kept; gradient terms up to (h r)^7
  static constexpr int curved = 3;  ///< highest multipole in curvilinear coordinates

  COURANT_FN CurvedField(const Multipoles<S>& field, double h) : straight_(field) {
    for (int n = 0; n <= curved && n <= field.order; ++n) {
      const auto i = static_cast<std::size_t>(n);
      if (n > 0) {
        v(n + 1, 0) = v(n + 1, 0) + field.b[i] * (1.0 / (n + 1));
        v(n + 2, 0) = v(n + 2, 0) + field.b[i] * (h / (n + 2));
      }
      v(n, 1) = v(n, 1) - field.a[i];
      v(n + 1, 1) = v(n + 1, 1) - field.a[i] * h;
      straight_.b[i] = S{};
      straight_.a[i] = S{};
    }
    if (field.order <= curved) straight_.order = -1;
    for (int j = 0; j + 2 <= degree; ++j)
      for (int i = 0; i + j + 2 <= degree; ++i) {
        S sum = v(i + 2, j) * (-1.0 * (i + 2) * (i + 1));
        double power = h;  // h (-h)^k of h/(1 + h x)
        for (int k = 0; k <= i; ++k, power *= -h) sum = sum + v(i - k + 1, j) * (power * (i - k + 1));
        v(i, j + 2) = sum * (1.0 / ((j + 1) * (j + 2)));
      }
  }

  /// Kick over `ds` [m].
  template <Scalar T>
  COURANT_FN void kick(Vec6<T>& r, double ds) const {
    T by_x(0.0), by_y(0.0);
    for (int j = degree; j >= 0; --j) {
      T row(0.0), slope(0.0);
      for (int i = degree - j; i >= 0; --i) {
        if (i > 0) slope = slope * r[X] + T(v(i, j)) * static_cast<double>(i);
        row = row * r[X] + T(v(i, j));
      }
      by_x = by_x * r[Y] + slope;
      if (j > 0) by_y = by_y * r[Y] + row * static_cast<double>(j);
    }
    r[PX] -= ds * by_x;
    r[PY] -= ds * by_y;
    multipole_kick(r, straight_, ds);
  }

 private:
  COURANT_FN S& v(int i, int j) { return v_[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)]; }
  COURANT_FN const S& v(int i, int j) const {
    return v_[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
  }

  std::array<std::array<S, degree + 1>, degree + 1> v_{};
  Multipoles<S> straight_;
};

}  // namespace courant::physics
