#pragma once
// Private to the module: the conventions of PALS and ours, each formula with its inverse.
#include <array>
#include <cmath>
#include <complex>

#include "courant/base/constants.hpp"
#include "courant/elements/all.hpp"
#include "courant/physics/arc.hpp"

namespace courant::io::detail {

// Normalised strength K [1/m^(n+1)] of a field B [T/m^n] for the reference particle.
inline double normalised(double field, const Reference& r) {
  return field * r.charge() * constants::speed_of_light / r.p0c();
}

// A multipole of order n turned by its tilt [rad]: (Kn + i Ks) exp(-i (n + 1) tilt).
inline std::complex<double> tilted(double normal, double skew, double tilt, int n) {
  const std::complex<double> k(normal, skew);
  return tilt == 0.0 ? k : k * std::polar(1.0, -(n + 1) * tilt);
}

// Phase [rad] from PALS's in turns: there a zero phase is the crest, or the stable zero crossing above or below
// transition; late particles see a smaller phase in both.
enum class ZeroPhase { accelerating, above_transition, below_transition };
inline double phase_of_turns(double turns, ZeroPhase zero) {
  const double origin = zero == ZeroPhase::accelerating       ? 0.5 * constants::pi
                        : zero == ZeroPhase::above_transition ? 0.0
                                                              : constants::pi;
  return origin + constants::two_pi * turns;
}
inline double turns_of_phase(double phase) { return (phase - 0.5 * constants::pi) / constants::two_pi; }

// The fringe integral of PALS is gap/2 times ours [m]; ours for a gap that makes it 0.5 at the stronger face.
inline double gap_of_integrals(double edge1, double edge2) {
  return 4.0 * std::max(std::abs(edge1), std::abs(edge2));
}
inline double fint_of_integral(double edge, double gap) { return gap != 0.0 ? 2.0 * edge / gap : 0.0; }
inline double integral_of_fint(double fint, double gap) { return 0.5 * fint * gap; }

// Displacement about the middle of the chord (PALS) and about the middle of the arc (here) of a bend: (R - 1) times
// the way from one to the other, `sign` +1 towards PALS.
inline physics::Alignment<> about_chord(physics::Alignment<> a, double length, double angle, double tilt,
                                        double sign) {
  if (length <= 0.0 || angle == 0.0) return a;
  const double sagitta = length / angle * (1.0 - std::cos(0.5 * angle));
  const std::array<double, 3> chord{-sagitta * std::cos(tilt), -sagitta * std::sin(tilt), 0.0};
  const auto turn = physics::rotation_less_one(a);
  const std::array<double*, 3> shift{&a.dx, &a.dy, &a.ds};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t k = 0; k < 3; ++k) *shift[i] += sign * turn[i][k] * chord[k];
  return a;
}

}  // namespace courant::io::detail
