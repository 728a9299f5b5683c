#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "courant/base/progress.hpp"
#include "courant/lattice/lattice.hpp"
#include "courant/tracking/track_element.hpp"

namespace courant::tracking {

/// Why a particle was lost.
enum class Cause {
  aperture,   ///< stopped by an Aperture element or the chamber of another one
  amplitude,  ///< |x| or |y| beyond the limit
  not_finite  ///< a coordinate became NaN or infinite: outside the domain of the model
};
std::string_view to_string(Cause cause);

/// A lost particle.
struct Lost {
  Index particle;  ///< row in the input
  Index turn;      ///< from 0
  Index place;     ///< element in which it was lost
  Cause cause;
  Vec6<double> before;  ///< state at the entrance of that element [m, -, m, -, m, -]
};

struct TrackOptions {
  Index turns = 1;
  Rf rf = Rf::on;              ///< cavities act and magnets radiate
  double max_amplitude = 1.0;  ///< limit of |x| and |y| [m]
  std::vector<Index> at{};     ///< places whose entrance states are kept; size() is the end
  int threads = 0;             ///< 0: all
  std::uint64_t seed = 1;      ///< of the photons of quantum radiation
  Progress progress{};         ///< told after each turn of a block; false cancels
};

struct TrackResult {
  std::vector<Lost> lost;  ///< by particle
  /// States at the places: [turn][place][particle], empty without `at`; NaN for a lost particle.
  std::vector<Vec6<double>> recorded;
  bool cancelled = false;
};

/// Tracks particles in place, blocks of them through the whole ring at a time, each block on one thread.
///
/// A lost particle becomes NaN and is listed. Results don't depend on `threads`. Where magnets radiate in quanta each
/// particle draws its own photons: the same for the same seed and number of the particle.
/// \param particles  n states [m, -, m, -, m, -], overwritten; one whose x is NaN counts as lost before and isn't
/// listed, one that starts beyond max_amplitude is lost at place 0 of turn 0
/// \throws InvalidArgument for an empty lattice, turns < 0, a place outside the lattice
/// \par Cost  one kernel per particle, element and turn; nothing is allocated per turn
TrackResult track(const Lattice& lattice, std::span<Vec6<double>> particles,
                  const TrackOptions& options = {});

}  // namespace courant::tracking
