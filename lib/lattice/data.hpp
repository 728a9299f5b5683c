#pragma once
// Private to the module: what a frozen lattice holds, and how its elements are changed.
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

// The element with another body; what else is known of it stays.
inline ElementPtr with_body(const Element& from, AnyElement body) {
  return std::make_shared<const Element>(Element{from.name, std::move(body), from.aperture, from.alias});
}

}  // namespace courant::lattice
