#pragma once
#include <numbers>
#include <string>

#include "courant/lattice/builder.hpp"

/// \file
/// Small machines for tests of optics: short to track, with everything that matters.

namespace courant::test {

/// One thin-lens FODO cell: half drift - thin QF - drift - thin QD - half drift, each drift `length` [m],
/// focal length `f` [m]. Known answer: cos mu = 1 - length^2/(2 f^2) per cell.
inline Lattice thin_fodo(double length, double f) {
  elements::ThinMultipole<> lens;
  lens.field.add(1, 1.0 / f, 0.0);
  elements::ThinMultipole<> anti;
  anti.field.add(1, -1.0 / f, 0.0);
  const elements::Drift<> half{.length = length / 2}, whole{.length = length};
  return lattice::Builder()
      .particle(lattice::make_particle("relativistic", 1e9))
      .append("H1", half)
      .append("QF", lens)
      .append("D", whole)
      .append("QD", anti)
      .append("H2", half)
      .freeze();
}

/// Ring of eight FODO cells with dipoles, sextupoles, monitors, correctors and one cavity, 300 MeV electrons,
/// 48 m. `skew` [1/m^2] couples the planes at one place; `kick` [rad] steers at another.
inline Lattice small_ring(double skew = 0.0, double kick = 0.0) {
  using std::numbers::pi;
  lattice::Builder b;
  b.particle(lattice::make_particle("electron", 300e6)).describe({.name = "small ring"});
  for (int cell = 1; cell <= 8; ++cell) {
    const auto name = [&](const char* what) { return what + std::to_string(cell); };
    b.append(name("BPM"), elements::Monitor<>{});
    b.append(name("QF"), elements::Quadrupole<>{.length = 0.3, .k1 = 1.7, .k1s = cell == 3 ? skew : 0.0});
    b.append(name("SF"), elements::Sextupole<>{.length = 0.1, .k2 = 4.0});
    b.append(name("DA"), elements::Drift<>{.length = 0.7});
    b.append(name("COR"),
             elements::Corrector<>{
                 .length = 0.1, .kick_x = cell == 5 ? kick : 0.0, .kick_y = cell == 6 ? 0.7 * kick : 0.0});
    b.append(name("B"), elements::Dipole<>{.length = 1.4, .angle = pi / 4, .e1 = pi / 16, .e2 = pi / 16});
    b.append(name("DB"), elements::Drift<>{.length = 0.8});
    b.append(name("SD"), elements::Sextupole<>{.length = 0.1, .k2 = -6.0});
    b.append(name("QD"), elements::Quadrupole<>{.length = 0.3, .k1 = -1.4});
    b.append(name("DC"), elements::Drift<>{.length = 2.2});
  }
  // harmonic 16: f = 16 beta c/C
  const double beta = b.freeze().reference().beta();
  b.append("RF", elements::Cavity<>{.voltage = 100e3, .frequency = 16 * beta * 299792458.0 / 48.0});
  return b.freeze();
}

}  // namespace courant::test
