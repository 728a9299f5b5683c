#pragma once
// Private to the module: elements of Bmad.
#include "bmad_converters.hpp"

namespace courant::io::detail {

// The element of a definition. What is not understood is reported. Throws ParseError for attributes that can't be used.
AnyElement from_bmad(const Definition& definition, const BmadBeam& beam, Report& report);

// Whether the element differs from place to place, for strengths are given by fields. To be asked before from_bmad.
bool depends_on_momentum(const Definition& definition);

// Length of the element in the line [m]: of an RBEND the arc, L is its chord.
double sector_length(const Definition& definition);

}  // namespace courant::io::detail
