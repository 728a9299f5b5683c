#pragma once
// Private to the module: openings as AT has them.
#include <functional>
#include <optional>
#include <vector>

#include "at_element.hpp"
#include "courant/physics/aperture.hpp"

namespace courant::io::detail {

// Four numbers min x, max x, min y, max y [m], of which some may be infinite. Throws ParseError for others.
physics::Opening at_rectangle(const AtElement& e, std::string_view attribute);
// Two half axes [m]. Throws ParseError for others.
physics::Opening at_ellipse(const AtElement& e, std::string_view attribute);
// The chamber of an element by RApertures and EApertures, which act together.
std::optional<physics::Opening> at_chamber(const AtElement& e);

// The attributes of an opening; what AT can't hold goes to `lost`.
struct AtLimits {
  std::vector<double> rectangle;  // four numbers, or none
  std::vector<double> axes;       // two numbers, or none
};
AtLimits at_limits(const physics::Opening& opening,
                   const std::function<void(std::string_view, std::string_view)>& lost);

}  // namespace courant::io::detail
