#pragma once
// Private to the module: openings by their four sides.
#include <array>

#include "courant/physics/aperture.hpp"

namespace courant::io::detail {

// min x, max x, min y, max y [m]; infinite: open on that side.
using Sides = std::array<double, 4>;

// The rectangle of these sides: half widths where a direction has two limits, else the limit alone.
physics::Opening rectangle(const Sides& sides);
// The sides of the smallest rectangle around the opening.
Sides sides_of(const physics::Opening& opening);
// True if there are limits on one side alone.
bool has_own_limits(const physics::Opening& opening);

}  // namespace courant::io::detail
