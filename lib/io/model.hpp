#pragma once
#include "courant/io/format.hpp"

namespace courant::io::detail {

/// The lattice with the Hamiltonian and the steps that options or the format ask for.
/// \throws InvalidArgument for an unknown model or an accuracy out of range
Lattice with_model(const Lattice& lattice, const LatticeFormat& format, const ReadOptions& options);

}  // namespace courant::io::detail
