#pragma once
// Private to the module: Courant's elements in the words of elegant.
#include <string>
#include <vector>

#include "courant/lattice/lattice.hpp"
#include "definition_text.hpp"

namespace courant::io::detail {

// What a definition says, without the name: "QUAD, L=0.5, K1=1.2". `lost` is told what elegant can't hold.
std::string to_elegant(const AnyElement& element, const DefinitionText::Lost& lost);

// What elegant needs several elements for, in the order of the beam; else the element itself.
std::vector<AnyElement> elegant_parts(const AnyElement& element);

// The whole file.
std::string write_elegant(const Lattice& lattice);

}  // namespace courant::io::detail
