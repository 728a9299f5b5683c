#pragma once
// Private to the module: the beam of a file and the one that the caller asks for.
#include <optional>
#include <string>
#include <string_view>

#include "courant/io/read.hpp"

namespace courant::io::detail {

// Energy and species of `options` in place of those of `own`; mass and charge stay with the species.
lattice::Particle chosen_beam(const lattice::Particle& own, const ReadOptions& options);

// The beam of a file that may hold none: `own` with what `options` say instead. Without either an electron; throws
// ParseError when nobody says the energy.
lattice::Particle beam_or_chosen(const std::string& file, const std::optional<lattice::Particle>& own,
                                 const ReadOptions& options);

// The lattice with the beam that `options` ask for.
Lattice with_beam(const Lattice& lattice, const ReadOptions& options);

}  // namespace courant::io::detail
