#pragma once
// Private to the module: Courant's elements in the words of MAD-X.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "courant/elements/all.hpp"
#include "courant/lattice/lattice.hpp"

namespace courant::io::detail {

// What a definition says, without the name: "quadrupole, l=0.5, k1=1.2". `lost` is told what MAD-X can't hold.
std::string to_madx(const AnyElement& element, const Reference& reference,
                    const std::function<void(std::string)>& lost);

// What MAD-X needs several elements for, in the order of the beam; else the element itself.
std::vector<AnyElement> madx_parts(const AnyElement& element);

// The whole file.
std::string write_madx(const Lattice& lattice);

}  // namespace courant::io::detail
