#pragma once
#include <string>
#include <string_view>

#include "courant/physics/reference.hpp"

namespace courant::lattice {

/// Species of the beam and its reference energy.
struct Particle {
  std::string species = "electron";
  Reference reference;

  bool operator==(const Particle& other) const {
    return species == other.species && reference.energy() == other.reference.energy() &&
           reference.mass() == other.reference.mass() && reference.charge() == other.reference.charge();
  }
};

/// Particle of a known species ("electron", "positron", "proton", "antiproton", "muon", "relativistic": mass
/// 0) at total energy [eV]. \throws UnknownName for another species; InvalidArgument unless energy exceeds
/// the mass.
Particle make_particle(std::string_view species, double energy);

/// Particle of any species, e.g. an ion per nucleon: mass [eV] and charge [e] are real numbers.
/// \throws InvalidArgument unless energy > mass >= 0 and charge != 0.
Particle make_particle(std::string_view species, double energy, double mass, double charge);

}  // namespace courant::lattice
