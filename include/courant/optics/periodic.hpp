#pragma once
#include <array>
#include <span>

#include "courant/optics/closed_orbit.hpp"
#include "courant/optics/tune.hpp"
#include "courant/tracking/pass.hpp"

namespace courant::optics {

/// Closed orbit and transverse matrix at fixed momentum with all derivatives that V carries.
template <Scalar V>
struct Periodic {
  Vec6<V> orbit;               ///< at the start [m, -, m, -, 0, -]
  TransverseMatrix<V> matrix;  ///< one pass, (out, in)
};

/// How many nilpotent directions a scalar multiplies: the number of Newton steps that make all derivatives
/// exact.
template <class V>
inline constexpr int depth = 0;
template <int N, class V>
inline constexpr int depth<Dual<N, V>> = 1 + depth<V>;

/// The periodic solution around a known closed orbit, for changed strengths and momentum.
///
/// Newton's method with the plain matrix of `around`: each step makes one more order of the derivatives exact
/// (they are nilpotent), so `depth<V>` steps give all of them to rounding.
/// \param delta     momentum deviation with its derivatives; its value is that of `around`
/// \param overlays  changed strengths in the order of places; their values are those of the lattice
/// \par Cost        depth<V> + 1 passes with four derivatives of V each
template <Scalar V>
Periodic<V> periodic(const Lattice& ring, const ClosedOrbit& around, const V& delta,
                     std::span<const tracking::Overlay<V>> overlays);

extern template Periodic<Dual<1>> periodic(const Lattice&, const ClosedOrbit&, const Dual<1>&,
                                           std::span<const tracking::Overlay<Dual<1>>>);
extern template Periodic<Dual<1, Dual<1>>> periodic(const Lattice&, const ClosedOrbit&,
                                                    const Dual<1, Dual<1>>&,
                                                    std::span<const tracking::Overlay<Dual<1, Dual<1>>>>);

}  // namespace courant::optics
