#pragma once
#include <cmath>
#include <span>
#include <string>

#include "courant/base/constants.hpp"
#include "courant/lattice/lattice.hpp"
#include "courant/tracking/track_element.hpp"

namespace courant::tracking {

/// One strength of one element that differs from the lattice for the time of a pass.
template <Scalar S>
struct Overlay {
  Index place = 0;    ///< index of the element
  std::string field;  ///< strength, e.g. "k1"
  S value;            ///< [unit of the field], with derivatives
};

/// Place of the first cavity with voltage, -1 if there is none.
Index find_cavity(const Lattice& lattice);

/// Revolution time of the reference particle in the whole ring [s].
double revolution_time(const Lattice& lattice);

/// Lead of the reference clock per pass [s]: with cavities on, the clock advances by harmonic/f in a turn and
/// not by the revolution time of the reference particle; 0 without a cavity. Harmonic: nearest whole number.
double clock_lead(const Lattice& lattice);

/// clock_lead [s] as a function of the frequency [Hz], the harmonic kept. \throws nothing; needs a cavity
template <Scalar S>
S clock_lead_at(const Lattice& lattice, const S& frequency) {
  COURANT_USING_MATH;
  const double turn = revolution_time(lattice);
  const double harmonic = std::round(value(frequency) * turn);
  return (harmonic / frequency - turn) / static_cast<double>(lattice.superperiods());
}

/// z of a particle on the clock of the RF after a pass: z += beta c lead.
template <Scalar T, class Lead>
void advance_clock(Vec6<T>& r, const Lead& lead, const Reference& reference) {
  const T beta = reference.beta() * (1.0 + physics::relative_beta_minus_one(r[DELTA], reference));
  r[Z] += beta * (constants::speed_of_light * lead);
}

/// Advances `r` through the elements [start, stop); `at(i, r)` sees the state at the entrance of each element
/// i.
template <Scalar T, class At>
void pass(const Lattice& lattice, Vec6<T>& r, Index start, Index stop, Rf rf, At at) {
  for (Index i = start; i < stop; ++i) {
    at(i, r);
    track_element(lattice[i].body, r, lattice.reference_at(i), rf);
  }
}

/// Advances `r` through the elements [start, stop).
template <Scalar T>
void pass(const Lattice& lattice, Vec6<T>& r, Index start, Index stop, Rf rf) {
  pass(lattice, r, start, stop, rf, [](Index, const Vec6<T>&) {});
}

/// Advances `r` through the whole lattice with changed strengths; `overlays` in the order of their places,
/// one per place. Cost: as `pass`, the changed elements are built anew.
template <Scalar T, Scalar S>
void pass_with(const Lattice& lattice, Vec6<T>& r, std::span<const Overlay<S>> overlays, Rf rf) {
  std::size_t next = 0;
  for (Index i = 0; i < lattice.size(); ++i) {
    const AnyElement& body = lattice[i].body;
    if (next < overlays.size() && overlays[next].place == i) {
      track_element_with(body, overlays[next].field, overlays[next].value, r, lattice.reference_at(i), rf);
      ++next;
    } else {
      track_element(body, r, lattice.reference_at(i), rf);
    }
  }
}

}  // namespace courant::tracking
