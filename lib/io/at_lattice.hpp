#pragma once
// Private to the module: a ring of AT from its cell array of elements.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "courant/lattice/lattice.hpp"
#include "matlab_value.hpp"

namespace courant::io::detail {

// What stands beside the cell array.
struct AtRing {
  const MatlabValue* elements = nullptr;                 // cell of structures
  std::string name;                                      // of the variable or function
  std::optional<double> energy{};                        // [eV], GLOBVAL.E0 or a property of the ring
  std::optional<double> superperiods{};                  // [-], a property of the ring
  const MatlabValue* particle = nullptr;                 // structure or text, a property of the ring
  std::vector<std::pair<Index, std::string>> skipped{};  // statements of a .m file, with line
};

// The ring among the variables of a file: the one named `wanted`, else `output`, RING, THERING or ring, else the
// only one that is a ring. Energy from GLOBVAL or ATGLOBAL. Throws ParseError or UnknownName; points into `all`.
AtRing at_ring(const std::string& file, const MatlabVariables& all, const std::string& wanted,
               const std::string& output = {});

// The lattice of a ring; energy, periodicity and particle from a RingParam element, else as AT finds them.
// RingParam elements are no places of the lattice, so that indices are those of AT.
Lattice from_at_ring(const std::string& file, const AtRing& ring);

}  // namespace courant::io::detail
