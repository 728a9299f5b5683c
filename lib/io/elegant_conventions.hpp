#pragma once
// Private to the module: elegant's conventions and ours, each formula with its inverse.
#include <cmath>

#include "courant/base/constants.hpp"

namespace courant::io::detail {

// elegant: gain V sin(PHASE + omega t), late particles see a larger phase. PHASE in degrees, ours in radians.
inline double phase_of_elegant(double degrees) { return constants::pi - degrees * (constants::pi / 180.0); }
inline double elegant_of_phase(double phase) { return (constants::pi - phase) * (180.0 / constants::pi); }

// FSE of a bend: its field and strengths are (1 + FSE) times those of its angle and K; `h` is the curvature [1/m].
inline double dk0_of_fse(double fse, double h) { return h * fse; }
inline double fse_of_dk0(double dk0, double h) { return dk0 / h; }

// A multipole of order n with a skew part is a normal one that is turned about the beam:
// b + i a = k exp(-i (n + 1) turn).
struct TurnedMultipole {
  double strength = 0.0, turn = 0.0;  // as b; [rad], positive from x to y
};
inline TurnedMultipole turned_multipole(double normal, double skew, double n) {
  if (skew == 0.0) return {normal, 0.0};
  const double sign = normal < 0.0 ? -1.0 : 1.0;
  return {sign * std::hypot(normal, skew), -std::atan2(sign * skew, sign * normal) / (n + 1.0)};
}

}  // namespace courant::io::detail
