#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "courant/lattice/lattice.hpp"

namespace courant::lattice::errors {

enum class Distribution { normal, uniform };

/// One line of an error specification.
struct Spec {
  std::string select;  ///< selector of elements
  std::string field;  ///< "dx", "roll", "normal[2]" … is added to; "k1_relative" multiplies k1 by 1 + error
  double sigma = 0.0;  ///< standard deviation (normal) or half width (uniform), in the field's SI unit
  double cut = 2.0;    ///< a normal error beyond cut sigmas is drawn again [-]
  Distribution distribution = Distribution::normal;
};

/// One error that was set.
struct Applied {
  Index place;
  std::string element;  ///< unique name
  std::string field;
  double value;  ///< what was added, or the relative change
};

struct WithErrors {
  Lattice lattice;
  std::vector<Applied> applied;
};

/// Lattice with random errors. Each draw has its own random stream made from `seed`, field, selector, and the
/// element's name and number k (NAME#k): adding a spec, or an element elsewhere, doesn't change the others; a
/// spec that stands twice draws twice. \throws UnknownName, InvalidArgument as Builder does, and unless
/// sigma is at least 0 and finite and cut positive. Cost: one element copied per error. Test:
/// tests/lattice/errors_test.cpp
WithErrors apply(const Lattice& lattice, const std::vector<Spec>& specs, std::uint64_t seed);

}  // namespace courant::lattice::errors
