#pragma once
#include "courant/base/rng.hpp"

namespace courant::physics {

/// Draws the photons of synchrotron radiation.
///
/// The photon spectrum is the integral of K_5/3: with x in critical energies,
/// S(x) = integral of exp(-x cosh t) cosh(5 t/3)/cosh t over t > 0. So t is drawn from cosh(5 t/3)/cosh^2 t, below
/// 2 exp(-t/3) everywhere (87 of 100 draws are kept), and x from an exponential of rate cosh t: exact, without tables.
/// Source of the integral: Abramowitz, Stegun 9.6.24. Test: tests/physics/photons_test.cpp
class Photons {
 public:
  explicit Photons(Rng& rng) : rng_(&rng) {}

  /// Energy of all photons of one step in critical energies [-], where `mean` [-] are expected.
  double operator()(double mean);
  /// Energy of one photon in critical energies [-]: mean 8/(15 sqrt 3), mean square 11/27.
  double one();
  /// Number of photons where `mean` [-] are expected (Poisson). Cost: `mean` random numbers.
  int number(double mean);

 private:
  Rng* rng_;
};

}  // namespace courant::physics
