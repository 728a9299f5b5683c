#pragma once
// Private to the module: elements of elegant in terms of Courant's.
#include <optional>

#include "courant/elements/all.hpp"
#include "definition.hpp"

namespace courant::io::detail {

// The element, passed forwards. What can't be kept is reported, with what is tracked instead. Throws ParseError for
// values no lattice can hold.
AnyElement from_elegant(const Definition& definition, Report& report);

// The chamber of a collimator with a length; one without is an Aperture itself.
std::optional<physics::Opening> elegant_chamber(const Definition& definition);

}  // namespace courant::io::detail
