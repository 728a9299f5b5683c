#pragma once
// Private to the module: elements of PALS.
#include "../definition.hpp"
#include "courant/elements/all.hpp"

namespace courant::io::detail {

// The element that a definition means; its attributes are "LENGTH", "MAGNETICMULTIPOLEP.KN1". What stands under
// "COURANT" are fields of Courant's element, and "TYPE" its type where PALS has none. Throws ParseError.
AnyElement from_pals(const Definition& d, const Reference& reference, Report& report);

// The definition that from_pals() makes the same element of: the kind, then attributes in the order of the file, as
// "Group.parameter". Fields that PALS has no word for stand under "Courant".
struct PalsText {
  std::string kind;
  std::vector<std::pair<std::string, Attribute>> attributes;
};
PalsText to_pals(const lattice::Element& element, const Reference& reference);

}  // namespace courant::io::detail
