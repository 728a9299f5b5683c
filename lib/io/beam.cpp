#include "beam.hpp"

#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"

namespace courant::io::detail {

lattice::Particle chosen_beam(const lattice::Particle& own, const ReadOptions& options) {
  const double energy = options.energy != 0.0 ? options.energy : own.reference.energy();
  if (!options.particle.empty() && options.particle != own.species)
    return lattice::make_particle(options.particle, energy);
  return lattice::make_particle(own.species, energy, own.reference.mass(), own.reference.charge());
}

lattice::Particle beam_or_chosen(const std::string& file, const std::optional<lattice::Particle>& own,
                                 const ReadOptions& options) {
  if (own) return chosen_beam(*own, options);
  if (options.energy == 0.0)
    throw ParseError(file, 0, "the energy of the beam is unknown", "the file holds none",
                     "give energy (courant: --energy 3GeV)");
  return lattice::make_particle(options.particle.empty() ? "electron" : options.particle, options.energy);
}

Lattice with_beam(const Lattice& lattice, const ReadOptions& options) {
  if (options.energy == 0.0 && options.particle.empty()) return lattice;
  lattice::Particle beam = chosen_beam(lattice.particle(), options);
  if (beam == lattice.particle()) return lattice;
  return lattice::Builder(lattice).particle(std::move(beam)).freeze();
}

}  // namespace courant::io::detail
