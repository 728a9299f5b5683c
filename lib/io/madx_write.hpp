#pragma once
// Private to the module: Courant's elements in the words of MAD-X.
#include <functional>
#include <string>
#include <string_view>

#include "courant/elements/all.hpp"
#include "courant/lattice/lattice.hpp"

namespace courant::io::detail {

// What a definition says, without the name: "quadrupole, l=0.5, k1=1.2". `lost` is told what MAD-X can't hold.
std::string to_madx(const AnyElement& element, double charge, const std::function<void(std::string)>& lost);

// The whole file.
std::string write_madx(const Lattice& lattice);

}  // namespace courant::io::detail
