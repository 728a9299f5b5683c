#include "courant/tracking/pass.hpp"

namespace courant::tracking {

Index find_cavity(const Lattice& lattice) {
  for (Index i = 0; i < lattice.size(); ++i)
    if (const auto* cavity = std::get_if<elements::Cavity<>>(&lattice[i].body);
        cavity && cavity->voltage != 0.0)
      return i;
  return -1;
}

double revolution_time(const Lattice& lattice) {
  return lattice.circumference() / (lattice.reference().beta() * constants::speed_of_light);
}

double clock_lead(const Lattice& lattice) {
  const Index place = find_cavity(lattice);
  return place < 0 ? 0.0
                   : clock_lead_at(lattice, std::get<elements::Cavity<>>(lattice[place].body).frequency);
}

}  // namespace courant::tracking
