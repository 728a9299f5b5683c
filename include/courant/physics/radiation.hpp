#pragma once
#include <type_traits>

#include "courant/base/constants.hpp"
#include "courant/physics/coordinates.hpp"
#include "courant/physics/multipoles.hpp"

namespace courant::physics {

/// What synchrotron radiation does to a particle.
enum class Radiation {
  off,
  mean,    ///< it loses the classical power, evenly
  quantum  ///< it emits photons in tracking; everything else takes the mean
};

/// Where no photons are drawn: `quantum` acts as `mean`.
struct NoPhotons {};

/// Loss of momentum in a magnet by synchrotron radiation. The photon goes along the particle, whose slopes stay.
///
/// With the field B/(B rho) across the motion b [1/m] and the classical radius r0 = alpha hbar c q^2/(m c^2):
/// d(delta)/dl = -(2/3) r0 beta0 gamma0 (1 + (beta gamma)^2) b^2, the power of Larmor and Lienard for motion across a
/// field (J. Jackson, Classical Electrodynamics, 3rd ed., eq. 14.46). Photons: number per length 5/(2 sqrt 3) alpha q^2
/// beta0 gamma0 b, critical energy 3/2 hbar c gamma^3/rho (M. Sands, SLAC-121, eq. 5.9, 5.11). A reference of mass 0
/// radiates as an electron. Multipoles of a bend count as in a straight magnet. Test: tests/physics/radiation_test.cpp
class Radiator {
 public:
  COURANT_FN Radiator() = default;
  COURANT_FN Radiator(Radiation mode, const Reference& reference) : mode_(mode), reference_(reference) {
    if (mode == Radiation::off) return;
    const double mass = reference.mass() > 0.0 ? reference.mass() : constants::electron_rest_energy;
    const Reference own(reference.energy(), mass, reference.charge());
    const double charge2 = own.charge() * own.charge(), momentum = own.p0c() / mass;  // beta gamma
    const double radius =
        constants::classical_electron_radius * (constants::electron_rest_energy / mass) * charge2;
    momentum2_ = momentum * momentum;
    loss_ = 2.0 / 3.0 * radius * momentum;
    number_ = 2.5 / 1.7320508075688772 * constants::fine_structure * charge2 * momentum;
    critical_ = 1.5 * radius / (constants::fine_structure * charge2);
  }

  COURANT_FN bool on() const { return mode_ != Radiation::off; }

  /// A kick with the loss over `ds` [m] of the reference orbit, of curvature `h` [1/m], in the field h + `field`. The
  /// loss is that of the state before the kick, and `kick()` still sees the delta before the loss: the order of AT.
  /// Photons are drawn once a step, in its middle, for the whole `step` [m] (0 at the other kicks of a scheme).
  template <Scalar T, Scalar S, class Photons, class Kick>
  COURANT_FN void around(Vec6<T>& r, const Multipoles<S>& field, double h, double ds, double step,
                         Photons& photons, Kick kick) const {
    if (!on()) return kick();
    const auto [by, bx] = field_sum(field, r[X], r[Y]);
    const Vec6<T> before = r;
    const T lost = loss(r, bx, T(by + h), h, ds, step, photons);
    kick();
    take(r, before, lost);
  }

  /// Loss of delta [-] over `ds` in the transverse field (bx, by) [1/m] at the particle; px and py are kinetic.
  template <Scalar T, class Photons>
  COURANT_FN T loss(const Vec6<T>& r, const T& bx, const T& by, double h, double ds, double step,
                    Photons& photons) const {
    COURANT_USING_MATH;
    const T p = 1.0 + r[DELTA];
    const T ux = r[PX] / p, uy = r[PY] / p;
    const T uz2 = 1.0 - ux * ux - uy * uy, twist = bx * uy - by * ux;
    const T b2 = (bx * bx + by * by) * uz2 + twist * twist;
    return spent(p, b2, T((1.0 + h * r[X]) / sqrt(uz2)), ds, step, photons);
  }

  /// The same in the longitudinal field `bs` [1/m].
  template <Scalar T, class Photons>
  COURANT_FN T loss_along(const Vec6<T>& r, const T& bs, double ds, double step, Photons& photons) const {
    COURANT_USING_MATH;
    const T p = 1.0 + r[DELTA];
    const T ux = r[PX] / p, uy = r[PY] / p, across = ux * ux + uy * uy;
    return spent(p, T(bs * bs * across), T(1.0 / sqrt(1.0 - across)), ds, step, photons);
  }

  /// Takes `lost` [-] from delta at fixed time; slopes are those of `before`.
  template <Scalar T>
  COURANT_FN void take(Vec6<T>& r, const Vec6<T>& before, const T& lost) const {
    const T share = lost / (1.0 + before[DELTA]);
    r[PX] -= share * before[PX];
    r[PY] -= share * before[PY];
    if (reference_.inverse_gamma2() > 0.0) {
      const T speed = 1.0 + relative_beta_minus_one(r[DELTA], reference_);
      r[Z] *= (1.0 + relative_beta_minus_one(T(r[DELTA] - lost), reference_)) / speed;
    }
    r[DELTA] -= lost;
  }

 private:
  // In the field b across the motion, b2 = b^2, along `path` per length of the orbit.
  template <Scalar T, class Photons>
  COURANT_FN T spent(const T& p, const T& b2, const T& path, double ds, double step, Photons& photons) const {
    COURANT_USING_MATH;
    if constexpr (!std::is_same_v<Photons, NoPhotons>)
      if (mode_ == Radiation::quantum) {
        if (step == 0.0) return T(0.0);
        const T b = sqrt(b2);
        return critical_ * (1.0 + momentum2_ * p * p) * b * photons(number_ * b * path * step);
      }
    return loss_ * (1.0 + momentum2_ * p * p) * b2 * path * ds;
  }

  Radiation mode_ = Radiation::off;
  Reference reference_;
  double momentum2_ = 0.0;  // (beta0 gamma0)^2 [-]
  double loss_ = 0.0;       // (2/3) r0 beta0 gamma0 [m]
  double number_ = 0.0;     // photons per b and length [-]
  double critical_ = 0.0;   // critical energy, as delta, per b and gamma^2 [m]
};

}  // namespace courant::physics
