#pragma once
#include <string>
#include <variant>

#include "courant/lattice/builder.hpp"
#include "courant/lattice/lattice.hpp"

/// \file
/// A small line of every kind of thick element, and the plain way through a lattice, element by element.

namespace courant::test {

template <class T>
void pass(const Lattice& lattice, Vec6<T>& r) {
  for (const auto& element : lattice.elements())
    std::visit([&](const auto& e) { e.track(r, lattice.reference()); }, element->body);
}

inline Vec6<double> passed(const Lattice& lattice, Vec6<double> r) {
  pass(lattice, r);
  return r;
}

/// Drift D (twice), quadrupoles QF, QD, bend B, sextupole S, corrector C, cavity RF, monitor M, marker E.
inline Lattice small_line() {
  using namespace elements;
  lattice::Builder builder;
  builder.particle(lattice::make_particle("electron", 3e9)).describe({.name = "small"});
  builder.append("D", Drift<>{.length = 1.0});
  builder.append("QF", Quadrupole<>{.length = 0.4, .k1 = 1.2, .kick_x = 1e-4});
  builder.append("M", Monitor<>{});
  builder.append(
      "B",
      Dipole<>{.length = 1.0, .angle = 0.1, .e1 = 0.02, .e2 = 0.08, .fint1 = 0.4, .gap = 0.03, .k1 = -0.3});
  builder.append("S", Sextupole<>{.length = 0.2, .k2 = 30.0});
  builder.append("C", Corrector<>{.length = 0.1, .kick_x = 2e-4, .kick_y = -1e-4});
  builder.append("D", Drift<>{.length = 1.0});
  builder.append("QD", Quadrupole<>{.length = 0.4, .k1 = -1.1});
  builder.append("RF", Cavity<>{.length = 0.6, .voltage = 2e6, .frequency = 500e6, .phase = 0.3});
  builder.append("E", Marker<>{});
  return builder.freeze();
}

}  // namespace courant::test
