#pragma once
#include "courant/elements/all.hpp"
#include "courant/math/isa.hpp"

/// \file
/// The motion of any element for as many particles as a register holds, one function per level.

namespace courant::test {

/// Advances `Isa::lanes` particles: r[6][lanes], one row per coordinate.
#define COURANT_TRACK_LANES(Isa) \
  void track_lanes(Isa, const AnyElement& element, double* r, const Reference& reference);
COURANT_TRACK_LANES(isa::Baseline)
COURANT_TRACK_LANES(isa::V3)
COURANT_TRACK_LANES(isa::V4)
#undef COURANT_TRACK_LANES

}  // namespace courant::test
