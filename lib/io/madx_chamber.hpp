#pragma once
// Private to the module: openings by apertype, aperture and aper_offset.
#include <functional>
#include <optional>
#include <string>

#include "courant/physics/aperture.hpp"
#include "madx_elements.hpp"

namespace courant::io::detail {

// The chamber of an element; none: open, or of a shape that is not supported and reported.
std::optional<physics::Opening> madx_chamber(MadxNumbers& numbers);

// ", apertype=..., aperture={...}" of an opening; what MAD-X can't hold goes to `lost`.
std::string madx_chamber_text(const physics::Opening& opening, const std::function<void(std::string)>& lost);

}  // namespace courant::io::detail
