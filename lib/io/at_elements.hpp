#pragma once
// Private to the module: AT's elements and pass methods in terms of Courant's.
#include "at_element.hpp"
#include "courant/elements/all.hpp"

namespace courant::io::detail {

// The element with the model that its pass method means. What can't be kept is reported by name, and what is
// tracked instead is said. Throws ParseError for attributes of a wrong kind and for values no lattice can
// hold.
AnyElement from_at(const AtElement& element, double energy, AtReport& report);

}  // namespace courant::io::detail
