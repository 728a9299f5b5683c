#pragma once
#include <array>

#include "courant/base/constants.hpp"
#include "courant/math/vec6.hpp"
#include "courant/physics/reference.hpp"

namespace courant::physics {

/// Transverse electric field of a long bunch whose charge is Gaussian in x and y, for every scalar.
///
/// In units in which a thin line has 1/r: (1 - exp(-r^2/(2 sigma^2)))/r for a round beam,
/// x/(sigma_x (sigma_x + sigma_y)) near the axis [1/m]. With a = 2 sigma_x^2 >= b = 2 sigma_y^2 and r = sqrt(b/a), the
/// integral over q of bunches with a + q, b + q is taken over t = sqrt((b + q)/(a + q)):
///
///   f_x = x 2/(a (1 + r)) int_0^1 dw exp(-E), f_y = y 2/(a (1 + r)) int_0^1 dw/t^2 exp(-E),
///   E = x^2 v/a + y^2 v/(a t^2), t = 1 - (1 - r) w, v = w (1 + t)/(1 + r),
///
/// with t = r^u, by a Gauss-Legendre rule whose nodes stand closer towards u = 0. As they don't depend on the place, the
/// components are the gradient of one function to rounding. Error below 1e-12 of the largest field for aspects to 300,
/// |x| to 50 sigma_x, |y| to 1000 sigma_y of the flat plane. Cost: 80 exponentials. Source of the field: M. Bassetti,
/// G. Erskine, CERN-ISR-TH/80-06 (1980), in which it is two complex error functions.
/// Test: tests/physics/beam_beam_test.cpp
class GaussianField {
 public:
  static constexpr int nodes = 80;

  /// \param sigma_x, sigma_y rms sizes, above 0 [m]
  GaussianField(double sigma_x, double sigma_y);

  template <class T>
  struct At {
    T x, y;  // [1/m]
  };
  template <Scalar T>
  COURANT_FN At<T> at(const T& x, const T& y) const {
    COURANT_USING_MATH;
    const T x2 = x * x, y2 = y * y;
    T sum_x(0.0), sum_y(0.0);
    for (const Node& n : nodes_) {
      const T e = exp(-(n.in_x * x2 + n.in_y * y2));
      sum_x += n.weight_x * e;
      sum_y += n.weight_y * e;
    }
    return {x * sum_x, y * sum_y};
  }

 private:
  struct Node {
    double in_x, in_y, weight_x, weight_y;  // [1/m^2]
  };
  std::array<Node, nodes> nodes_{};
};

/// Kick in px and py per field [m] by `particles` of charge `charge` [e] that come towards the reference particle at
/// its own speed: 2 N q q_s r0/(beta0 gamma0) (1 + beta0^2)/(2 beta0), r0/(beta0 gamma0) = e^2/(4 pi epsilon_0 p0 c).
///
/// Positive, that is repelling, for like charges. The force of the electric field alone, times 1 + beta0^2 for the
/// magnetic one, acts while a bunch goes by at 2 beta0 c. A mass of 0 needs no limit.
/// Test: tests/physics/beam_beam_test.cpp
template <class S>
S beam_beam_strength(const S& particles, double charge, const Reference& reference) {
  const double beta = reference.beta();
  const double radius =
      constants::classical_electron_radius * (constants::electron_rest_energy / reference.p0c());
  return particles * (charge * reference.charge() * radius * (1.0 + beta * beta) / beta);
}

}  // namespace courant::physics
