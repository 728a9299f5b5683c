#pragma once
#include <array>

#include "courant/physics/reference.hpp"

/// \file
/// Reference particles at both ends of the scale of energy, for tests of motion.

namespace courant::test {

/// A reference particle with a name for messages.
struct NamedReference : Reference {
  const char* name;
  NamedReference(const char* text, const Reference& reference) : Reference(reference), name(text) {}
};

/// Rest energies [eV]: electron and proton, rounded.
inline const std::array references{
    NamedReference{"massless 1 GeV", Reference(1e9, 0.0, -1.0)},
    NamedReference{"electron 6 GeV", Reference(6e9, 0.51099895e6, -1.0)},
    NamedReference{"proton 7 TeV", Reference(7e12, 938.272089e6, 1.0)},
    NamedReference{"proton beta 0.106", Reference(943.6e6, 938.272089e6, 1.0)},
    NamedReference{"ion 2 e, beta 0.3", Reference(3907e6, 3727.379412e6, 2.0)},
};

}  // namespace courant::test
