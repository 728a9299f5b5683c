#pragma once
#include <span>

#include "courant/optics/twiss.hpp"
#include "output.hpp"

namespace courant::cli {

/// The document of `courant twiss --json`; the table has the places `rows`.
Json twiss_json(const Lattice& lattice, const Twiss& optics, std::span<const Index> rows);

/// Tunes, chromaticity, momentum compaction, extremes of beta and dispersion in a few lines.
void print_optics_summary(std::ostream& out, const Twiss& optics);

/// Summary and table for people.
void print_twiss(std::ostream& out, const Lattice& lattice, const Twiss& optics, std::span<const Index> rows,
                 std::size_t most_rows);

}  // namespace courant::cli
