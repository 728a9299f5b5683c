#pragma once
#include "courant/math/scalar.hpp"

namespace courant::physics {

/// Reference particle of a stretch of machine: total energy [eV], rest energy [eV], charge [e].
///
/// Mass 0 is the limit of infinite gamma: beta = 1, no slip with momentum (the choice of AT for its
/// "relativistic" beam). A default reference has it, so that elements can be tracked on their own.
class Reference {
 public:
  constexpr Reference() = default;
  Reference(double energy, double mass, double charge)
      : energy_(energy), mass_(mass), charge_(charge), inverse_gamma2_((mass / energy) * (mass / energy)) {}

  double energy() const { return energy_; }  ///< total energy [eV]
  double mass() const { return mass_; }      ///< rest energy [eV]
  double charge() const { return charge_; }  ///< [e], negative for electrons
  /// |charge| [e]: a positive voltage accelerates whatever the sign of the charge.
  double charge_magnitude() const { return charge_ < 0.0 ? -charge_ : charge_; }
  double inverse_gamma2() const { return inverse_gamma2_; }           ///< 1/gamma^2 [-]
  double beta2() const { return 1.0 - inverse_gamma2_; }              ///< beta^2 [-]
  double beta() const { return math::sqrt(beta2()); }                 ///< v/c [-]
  double gamma() const { return 1.0 / math::sqrt(inverse_gamma2_); }  ///< [-], infinite for mass 0
  double p0c() const { return energy_ * beta(); }                     ///< momentum times c [eV]

 private:
  double energy_ = 1.0;
  double mass_ = 0.0;
  double charge_ = -1.0;
  double inverse_gamma2_ = 0.0;
};

}  // namespace courant::physics

namespace courant {
using physics::Reference;
}
