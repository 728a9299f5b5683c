#include "courant/lattice/particle.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <vector>

#include "courant/base/constants.hpp"
#include "courant/base/error.hpp"

namespace courant::lattice {
namespace {

struct Species {
  std::string_view name;
  double mass;    // [eV]
  double charge;  // [e]
};
const std::array species_table{Species{"electron", constants::electron_rest_energy, -1.0},
                               Species{"positron", constants::electron_rest_energy, +1.0},
                               Species{"proton", constants::proton_rest_energy, +1.0},
                               Species{"antiproton", constants::proton_rest_energy, -1.0},
                               Species{"muon", constants::muon_rest_energy, -1.0},
                               Species{"relativistic", 0.0, -1.0}};

}  // namespace

Particle make_particle(std::string_view species, double energy) {
  for (const auto& s : species_table)
    if (s.name == species) return make_particle(species, energy, s.mass, s.charge);
  std::vector<std::string> known;
  for (const auto& s : species_table) known.emplace_back(s.name);
  throw UnknownName(fmt::format("species '{}' is unknown", species), "it has no mass and charge of its own",
                    nearest(species, known) + " or give mass [eV] and charge [e]");
}

Particle make_particle(std::string_view species, double energy, double mass, double charge) {
  if (!(std::isfinite(energy) && energy > 0.0))
    throw InvalidArgument(fmt::format("energy {} eV can't be used", energy), "it must be positive and finite",
                          "give the total energy of the reference particle in eV");
  if (!(std::isfinite(mass) && mass >= 0.0 && energy > mass))
    throw InvalidArgument(fmt::format("energy {} eV does not exceed the rest energy {} eV", energy, mass),
                          "energy means total energy", "add the rest energy to a kinetic energy");
  if (!(std::isfinite(charge) && charge != 0.0))
    throw InvalidArgument(fmt::format("charge {} e can't be used", charge), "fields don't act on it",
                          "give the charge in units of e");
  return {std::string(species), Reference(energy, mass, charge)};
}

}  // namespace courant::lattice
