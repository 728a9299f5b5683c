#pragma once
// Private to the module: a sequence or line of MAD-X as elements at places.
#include <string>
#include <string_view>
#include <vector>

#include "madx_job.hpp"

namespace courant::io::detail {

// An element at its place; without `element` a marker at the end of a sequence inside another one.
struct MadxPlaced {
  const MadxElement* element = nullptr;
  std::string marker{};                 // "name$start" or "name$end"
  double entrance = 0.0, length = 0.0;  // [m]
  const MadxPlace* place = nullptr;     // where it is put
};

struct MadxExpanded {
  std::vector<MadxPlaced> places;
  double length = 0.0;  // [m]
  MadxPlace place{};    // where the sequence or line is defined
};

// The sequence or line of this name. Points into `job`. Throws ParseError for unknown elements, for what leads back
// to itself and for more places than any lattice has.
MadxExpanded madx_expand(MadxJob& job, std::string_view name, const MadxPlace& place);

// Entrance [m] of each node of a sequence.
std::vector<double> madx_entrances(MadxJob& job, const MadxSequence& sequence);

// Length of an element or sequence [m]. Throws ParseError at `place` if there is none of that name.
double madx_length(MadxJob& job, std::string_view item, const MadxPlace& place);

// Names of the sequences and lines that stand in no other.
std::vector<std::string> madx_outermost(const MadxJob& job);

}  // namespace courant::io::detail
