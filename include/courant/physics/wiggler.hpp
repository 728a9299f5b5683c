#pragma once
#include <array>
#include <cmath>
#include <type_traits>

#include "courant/math/vec6.hpp"

namespace courant::physics {

/// Field of a wiggler with vertical main field and wave number kw = 2 pi/period: for each harmonic n
/// B_y = b_n cos(kx x) cosh(ky y) cos(n kw s), B_x and B_s by Maxwell's equations, ky^2 = (n kw)^2 + kx^2.
///
/// Expressed by A_x, A_y with A_s = 0, which vanish where sin(n kw s) does: at both ends of whole periods. Source:
/// K. Halbach, Nucl. Instr. Meth. 187 (1981) 109; splitting by Y. Wu, E. Forest, D. Robin, Phys. Rev. E 68 (2003)
/// 046502. Test: tests/physics/wiggler_test.cpp
template <class S>
class WigglerField {
 public:
  static constexpr int harmonics = 7;
  using Amplitudes = std::array<S, harmonics>;  ///< b_n, n from 1 [1/m]

  COURANT_FN WigglerField(const Amplitudes& b, double kw, double kx) : b_(b), kw_(kw), kx_(kx) {
    if constexpr (std::is_same_v<S, double>)  // of zero amplitudes derivatives may be asked for
      while (count_ > 0 && b[static_cast<std::size_t>(count_ - 1)] == 0.0) --count_;
  }

  /// Motion under H = ((px - A_x)^2 + (py - A_y)^2)/(2 (1 + delta)) at the place `s` [m] over `ds` [m]: half in y,
  /// whole in x, half in y.
  template <Scalar T>
  COURANT_FN void flow(Vec6<T>& r, double s, double ds) const {
    along_y(r, s, 0.5 * ds);
    along_x(r, s, ds);
    along_y(r, s, 0.5 * ds);
  }

  /// Transverse field B/(B rho) [1/m] and potential A/(B rho) [-] at a state.
  template <class T>
  struct At {
    T bx, by, ax, ay;
  };
  template <Scalar T>
  COURANT_FN At<T> at(const Vec6<T>& r, double s) const {
    At<T> sum{T(0.0), T(0.0), T(0.0), T(0.0)};
    each(r, s, [&](const Part<T>& p, double cosine) {
      sum.ax += p.a * p.cx * p.ch;
      sum.ay += p.a * (kx_ * kx_ / p.ky) * p.sx * p.sh;
      sum.by += p.b * cosine * p.cx * p.ch;
      sum.bx -= p.b * (cosine * kx_ * kx_ / p.ky) * p.sx * p.sh;
    });
    return sum;
  }

 private:
  template <class T>
  struct Part {
    T a, b;            // b sin(n kw s)/(n kw) [-], b [1/m]
    T sx, cx, sh, ch;  // sin(kx x)/kx [m], cos(kx x), sinh(ky y), cosh(ky y)
    double ky;         // [1/m]
  };

  template <Scalar T, class Use>
  COURANT_FN void each(const Vec6<T>& r, double s, Use use) const {
    COURANT_USING_MATH;
    const T sx = kx_ == 0.0 ? r[X] : T(sin(kx_ * r[X]) / kx_), cx = kx_ == 0.0 ? T(1.0) : T(cos(kx_ * r[X]));
    for (int n = 1; n <= count_; ++n) {
      const double kz = n * kw_, ky = std::sqrt(kz * kz + kx_ * kx_);
      const T b(b_[static_cast<std::size_t>(n - 1)]);
      use(Part<T>{b * (std::sin(kz * s) / kz), b, sx, cx, sinh(ky * r[Y]), cosh(ky * r[Y]), ky},
          std::cos(kz * s));
    }
  }

  // px - A_x, py - d/dy of the integral of A_x over x; `sign` -1 there, +1 back.
  template <Scalar T>
  COURANT_FN void shift_x(Vec6<T>& r, double s, double sign) const {
    T px(0.0), py(0.0);
    each(r, s, [&](const Part<T>& p, double) {
      px += p.a * p.cx * p.ch;
      py += p.a * p.ky * p.sx * p.sh;
    });
    r[PX] += sign * px;
    r[PY] += sign * py;
  }
  template <Scalar T>
  COURANT_FN void shift_y(Vec6<T>& r, double s, double sign) const {
    T px(0.0), py(0.0);
    each(r, s, [&](const Part<T>& p, double) {
      const double ratio = kx_ * kx_ / p.ky;
      py += p.a * ratio * p.sx * p.sh;
      px += p.a * (ratio / p.ky) * p.cx * p.ch;
    });
    r[PX] += sign * px;
    r[PY] += sign * py;
  }
  template <Scalar T>
  COURANT_FN void along_x(Vec6<T>& r, double s, double ds) const {
    shift_x(r, s, -1.0);
    move<X, PX>(r, ds);
    shift_x(r, s, 1.0);
  }
  template <Scalar T>
  COURANT_FN void along_y(Vec6<T>& r, double s, double ds) const {
    shift_y(r, s, -1.0);
    move<Y, PY>(r, ds);
    shift_y(r, s, 1.0);
  }
  template <int Q, int P, Scalar T>
  COURANT_FN static void move(Vec6<T>& r, double ds) {
    const T slope = r[P] / (1.0 + r[DELTA]);
    r[Q] += ds * slope;
    r[Z] -= 0.5 * ds * slope * slope;
  }

  Amplitudes b_;
  double kw_, kx_;
  int count_ = harmonics;
};

}  // namespace courant::physics
