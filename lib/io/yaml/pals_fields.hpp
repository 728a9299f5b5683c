#pragma once
// Private to the module: fields of Courant's elements as attributes of PALS.
#include <string_view>

#include "../definition.hpp"
#include "courant/lattice/field_value.hpp"

namespace courant::io::detail {

// Fields of Courant's element, each under `prefix` and its name in upper case; true if there is one. Throws
// InvalidArgument.
bool pals_set_fields(AnyElement& body, const Definition& d, std::string_view prefix);

// A field as an attribute.
Attribute pals_attribute(const lattice::FieldValue& value);

}  // namespace courant::io::detail
