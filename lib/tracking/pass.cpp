#include "courant/tracking/pass.hpp"

#include <cmath>

namespace courant::tracking {

double clock_lead(const Lattice& lattice) {
  for (const auto& e : lattice.elements())
    if (const auto* cavity = std::get_if<elements::Cavity<>>(&e->body); cavity && cavity->voltage != 0.0) {
      const double turn = lattice.circumference() / (lattice.reference().beta() * constants::speed_of_light);
      const double harmonic = std::round(cavity->frequency * turn);
      return (harmonic / cavity->frequency - turn) / static_cast<double>(lattice.superperiods());
    }
  return 0.0;
}

}  // namespace courant::tracking
