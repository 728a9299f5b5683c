#pragma once
#include <span>

#include "courant/elements/quadrupole.hpp"
#include "courant/math/isa.hpp"

/// \file
/// Motion through a quadrupole by packs of any width, one function per level of instruction set.

namespace courant::bench {

/// Advances r.size()/6 particles that stand in blocks of r[6][width]; width 1 (double), 2, 4 or 8. A width beyond
/// the registers of the level is right but slow.
#define COURANT_QUADRUPOLE(Isa) \
  void track_quadrupole(Isa, int width, const elements::Quadrupole<>& magnet, std::span<double> r);
COURANT_QUADRUPOLE(isa::Baseline)
COURANT_QUADRUPOLE(isa::V3)
COURANT_QUADRUPOLE(isa::V4)
#undef COURANT_QUADRUPOLE

}  // namespace courant::bench
