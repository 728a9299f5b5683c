#include <fmt/format.h>

#include <array>
#include <cmath>

#include "courant/base/constants.hpp"
#include "madx_job.hpp"

namespace courant::io::detail {
namespace {

constexpr double giga = 1e9;  // [eV/GeV]

struct Species {
  std::string_view madx, courant;
  double mass;    // [GeV]
  double charge;  // [e]
};
constexpr std::array<Species, 6> known{{
    {"positron", "positron", madx_electron_mass, 1.0},
    {"electron", "electron", madx_electron_mass, -1.0},
    {"proton", "proton", madx_proton_mass, 1.0},
    {"antiproton", "antiproton", madx_proton_mass, -1.0},
    {"posmuon", "antimuon", madx_muon_mass, 1.0},
    {"negmuon", "muon", madx_muon_mass, -1.0},
}};

const Species* species(std::string_view name) {
  for (const auto& s : known)
    if (s.madx == name) return &s;
  return nullptr;
}

double momentum(const MadxBeam& beam) { return std::sqrt(beam.energy * beam.energy - beam.mass * beam.mass); }

// Rigidity of a momentum of 1 GeV/c and charge 1 [T m].
constexpr double rigidity = giga / constants::speed_of_light;

}  // namespace

MadxBeam::MadxBeam() : mass(madx_electron_mass) {}

void madx_beam(MadxJob& job, const MadxCommand& command) {
  const MadxAttribute* sequence = command.find("sequence");
  const std::string of = sequence ? madx_lower(madx_text_of(*sequence)) : std::string();
  MadxBeam beam = job.beams.contains(of) ? job.beams.at(of) : MadxBeam();
  beam.place = command.place;
  const auto number = [&](std::string_view name) -> std::optional<double> {
    const MadxAttribute* found = command.find(name);
    if (!found) return {};
    return job.number(*job.value(*found));
  };
  const MadxAttribute* particle = command.find("particle");
  const bool is_new = particle && particle->value;
  if (is_new) beam.particle = madx_lower(madx_unquoted(*particle->value));
  const auto mass = number("mass"), charge = number("charge");
  if (const Species* s = species(beam.particle)) {
    beam.mass = s->mass;
    beam.charge = s->charge;
    if ((mass && std::abs(*mass / beam.mass - 1.0) > 1e-6) || (charge && *charge != beam.charge))
      job.report.add(command.place.where(), fmt::format("beam of {}s", beam.particle),
                     "another mass or charge is given",
                     "it is ignored, as in MAD-X, which knows the particle");
  } else {
    if (mass) beam.mass = *mass;
    if (charge) beam.charge = *charge;
    if (is_new && !mass) {
      beam.mass = madx_neutron_mass;
      job.report.add(command.place.where(), fmt::format("beam of '{}'", beam.particle), "no mass is given",
                     "it is that of the neutron, as in MAD-X");
    }
    if (is_new && !charge) beam.charge = 1.0;
  }
  if (!(beam.mass > 0.0) || beam.charge == 0.0)
    throw command.place.error(fmt::format("a beam of mass {} GeV and charge {}", beam.mass, beam.charge),
                              "it can't be bent", "check mass and charge");
  // MAD-X's order, when several are given
  if (const auto energy = number("energy"))
    beam.energy = *energy;
  else if (const auto pc = number("pc"))
    beam.energy = std::hypot(*pc, beam.mass);
  else if (const auto gamma = number("gamma"))
    beam.energy = *gamma * beam.mass;
  else if (const auto beta = number("beta"); beta && *beta > 0.0 && *beta < 1.0)
    beam.energy = beam.mass / std::sqrt((1.0 - *beta) * (1.0 + *beta));
  else if (const auto brho = number("brho"))
    beam.energy = std::hypot(*brho * std::abs(beam.charge) / rigidity, beam.mass);
  if (!(beam.energy > beam.mass))
    throw command.place.error(fmt::format("the beam has {} GeV in all", beam.energy),
                              fmt::format("its mass alone is {} GeV", beam.mass),
                              "give the total energy in GeV");
  if (const auto npart = number("npart")) beam.npart = *npart;
  if (const auto bv = number("bv")) beam.bv = *bv;
  job.beams.insert_or_assign(of, std::move(beam));
  job.values.changed();
}

double madx_beam_value(const MadxBeam& beam, std::string_view attribute) {
  if (attribute == "mass") return beam.mass;
  if (attribute == "charge") return beam.charge;
  if (attribute == "energy") return beam.energy;
  if (attribute == "pc") return momentum(beam);
  if (attribute == "gamma") return beam.energy / beam.mass;
  if (attribute == "beta") return momentum(beam) / beam.energy;
  if (attribute == "brho") return momentum(beam) * rigidity / std::abs(beam.charge);
  if (attribute == "npart") return beam.npart;
  if (attribute == "bv") return beam.bv;
  throw InvalidArgument(fmt::format("'beam->{}' has no value", attribute),
                        "known are mass, charge, energy, pc, gamma, beta, brho, npart, bv");
}

lattice::Particle madx_particle(const MadxBeam& beam) {
  const Species* s = species(beam.particle);
  return lattice::make_particle(s ? s->courant : beam.particle, beam.energy * giga, beam.mass * giga,
                                beam.charge);
}

std::string madx_species(const lattice::Particle& particle) {
  for (const auto& s : known)
    if (s.courant == particle.species && s.charge == particle.reference.charge() &&
        std::abs(particle.reference.mass() / (s.mass * giga) - 1.0) < 1e-8)  // constants of another year
      return std::string(s.madx);
  return {};
}

}  // namespace courant::io::detail
