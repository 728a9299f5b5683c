#pragma once
// Private to the module: a lattice as a PALS document.
#include <string>

#include "courant/lattice/lattice.hpp"

namespace courant::io::detail {

// The whole file. Read again it gives the same lattice, bit for bit.
std::string write_pals(const Lattice& lattice);

}  // namespace courant::io::detail
