#pragma once
// Private to the module: openings by ApertureP.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../definition.hpp"
#include "../report.hpp"
#include "courant/physics/aperture.hpp"

namespace courant::io::detail {

// The chamber of an element by ApertureP, and by Courant.aperture_… what that can't hold; none: open.
std::optional<physics::Opening> pals_chamber(const Definition& d, Report& report);

// The attributes of an opening, by which pals_chamber() makes the same one again.
std::vector<std::pair<std::string, Attribute>> pals_of_chamber(const physics::Opening& opening);

}  // namespace courant::io::detail
