#pragma once
// Private to the module: what a frozen lattice holds.
#include "courant/lattice/lattice.hpp"

namespace courant::lattice {

struct Lattice::Data {
  std::vector<ElementPtr> elements;
  std::vector<double> s{0.0};  // [m]
  Particle particle;
  std::vector<Reference> references;  // as s; empty when the energy stays
  Index superperiods = 1;
  Description description;
};

}  // namespace courant::lattice
