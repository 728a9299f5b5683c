#pragma once
#include <string>
#include <vector>

#include "courant/lattice/lattice.hpp"

namespace courant::response {

/// A strength of one element as part of a knob.
struct Term {
  Index place;          ///< index of the element
  std::string field;    ///< strength, e.g. "k1"
  double weight = 1.0;  ///< [field unit/knob unit]
};

/// A named direction in the space of strengths.
struct StrengthKnob {
  std::string label;
  std::vector<Term> terms;
  std::string unit = "1/m^2";
};

/// All elements of a selector moved together in one field. \throws UnknownName as Lattice::select
StrengthKnob family_knob(const Lattice& lattice, const std::string& selector, const std::string& field,
                         const std::string& unit = "1/m^2");

}  // namespace courant::response
