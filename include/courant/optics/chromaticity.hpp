#pragma once
#include <array>

#include "courant/optics/closed_orbit.hpp"

namespace courant::optics {

/// Derivative of the tunes by delta [-] about a 4D closed orbit, of the whole ring (all superperiods), exact
/// by dual numbers. \param tune  fractional tunes of one pass, to choose the modes [-] \par Cost    two
/// passes with four and eight derivatives. Test: tests/optics/machines_test.cpp
std::array<double, 2> chromaticity(const Lattice& ring, const ClosedOrbit& orbit,
                                   const std::array<double, 2>& tune);

}  // namespace courant::optics
