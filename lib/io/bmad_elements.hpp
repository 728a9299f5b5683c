#pragma once
// Private to the module: elements of Bmad.
#include "courant/elements/all.hpp"
#include "definition.hpp"

namespace courant::io::detail {

// The element of a definition. What is not understood is reported. Throws ParseError for attributes that can't be used.
AnyElement from_bmad(const Definition& definition, Report& report);

// Length of the element in the line [m]: of an RBEND the arc, L is its chord.
double sector_length(const Definition& definition);

}  // namespace courant::io::detail
