#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "courant/lattice/girder.hpp"
#include "courant/lattice/lattice.hpp"

namespace courant::lattice::errors {

enum class Distribution { normal, uniform };

/// One line of an error specification.
struct Spec {
  std::string select;  ///< selector of elements
  std::string field;  ///< "dx", "roll", "normal[2]" … is added to; "k1_relative" multiplies k1 by 1 + error
  double sigma = 0.0;  ///< standard deviation (normal) or half width (uniform) [SI unit of the field]
  double cut = 2.0;    ///< a normal error beyond cut sigmas is drawn again [-]
  Distribution distribution = Distribution::normal;
};

/// One error that was set.
struct Applied {
  Index place;          ///< of a girder: its first element
  std::string element;  ///< unique name
  std::string field;
  double value;  ///< what was added [SI unit of the field], or the relative change [-]
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

/// Lattice with girders moved at random, each as a rigid body (move_girder).
///
/// A spec selects girders by a glob on their names or NAME#k, the k-th girder of its name in the list; its field is dx,
/// dy, ds [m], roll, pitch or yaw [rad]. Each girder draws once per spec, from a random stream of its own made as those
/// of apply; specs of one field add up. Then the girders are moved in the order of the list: one that stands on another
/// comes before it. Errors of elements drawn before ride on the girder, exactly; `apply` afterwards adds to what the
/// girder made of dx, roll ..., which is the same to first order. Draw those of elements first.
/// \throws UnknownName for another field and a spec that selects no girder; InvalidArgument as apply and move_girder
/// do. Cost: one move_girder per girder. Test: tests/lattice/girder_errors_test.cpp
WithErrors apply_girders(const Lattice& lattice, const std::vector<Girder>& girders,
                         const std::vector<Spec>& specs, std::uint64_t seed);

}  // namespace courant::lattice::errors
