#pragma once
// Private to the module: a lattice as elements of AT.
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "courant/lattice/lattice.hpp"
#include "matlab_value.hpp"

namespace courant::io::detail {

// What an element of AT can't hold: the problem, what was done.
using AtLost = std::function<void(std::string_view, std::string_view)>;

// An element as the structure that the readers take. Throws InvalidArgument for one that AT has no motion like.
MatlabValue to_at(const lattice::Element& element, const Lattice& lattice, const AtLost& lost);

// A whole ring.
struct AtWritten {
  std::vector<const MatlabValue*> elements;  // in the order of the beam
  std::map<const lattice::Element*, MatlabValue> bodies;
  std::vector<std::string> remarks;
};
AtWritten to_at_ring(const Lattice& lattice);

// The whole file.
std::string write_at_m(const Lattice& lattice);
std::string write_at_json(const Lattice& lattice);

}  // namespace courant::io::detail
