#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "courant/optics/closed_orbit.hpp"

namespace courant::optics {

/// Optics at the entrance of a line; default: no dispersion, on axis. beta must be given.
struct TwissInitial {
  double beta_x = 0.0, alpha_x = 0.0, mu_x = 0.0;               ///< [m], [-], [rad]
  double beta_y = 0.0, alpha_y = 0.0, mu_y = 0.0;               ///< [m], [-], [rad]
  double eta_x = 0.0, etap_x = 0.0, eta_y = 0.0, etap_y = 0.0;  ///< by delta [m], [-]
  Vec6<double> orbit{};                                         ///< [m, -, m, -, m, -]; delta from here too
};

struct TwissOptions {
  Mode mode = Mode::four_d;
  double delta = 0.0;                     ///< momentum deviation of a 4D ring [-]
  std::optional<TwissInitial> initial{};  ///< given: the lattice is a line
  ClosedOrbitOptions closed_orbit{};      ///< tolerance and guess; mode and delta are taken from above
};

/// Optics of one transverse mode along the lattice; n + 1 places: entrance of each element and the end.
struct PlaneOptics {
  std::vector<double> beta;   ///< [m]
  std::vector<double> alpha;  ///< [-]
  std::vector<double> mu;     ///< phase advance from the start [rad]
  std::vector<double> eta;    ///< dispersion d x/d delta [m]
  std::vector<double> etap;   ///< d px/d delta [-]
};

/// Linear optics. 4D: Edwards-Teng parameters of the two modes; 6D: Ripken-Mais. Without coupling both are
/// the Courant-Snyder parameters.
struct Twiss {
  Mode mode = Mode::four_d;
  bool ring = true;
  double delta = 0.0;     ///< at the start [-]
  std::vector<double> s;  ///< [m]
  PlaneOptics x, y;
  std::vector<double> coupling;     ///< gamma^2 of Edwards-Teng: share of mode 1 in x [-]; 1 without coupling
  std::vector<Vec6<double>> orbit;  ///< [m, -, m, -, m, -]
  std::array<double, 2> tune{};   ///< of the ring (or phase advance/2 pi of the line), with integer part [-]
  double synchrotron_tune = 0.0;  ///< 6D only [-]
  std::array<double, 2> chromaticity{};  ///< of the ring, d tune/d delta [-]; 0 for a line
  double momentum_compaction = 0.0;      ///< of the ring [-]; 0 for a line
  Matrix6 one_turn;                      ///< (out, in) of one pass
};

/// Optics of a ring, or of a line from initial values.
///
/// Mode 1 is the one that lives mostly in x at the start; along the lattice the modes keep their names.
/// \return  Failure: what closed_orbit fails with, or unstable with the plane and its trace
/// \throws  InvalidArgument  for an empty lattice, a beta of the initial values that is not positive
/// \par Cost  about five passes with six derivatives
/// \see docs/theory/coupled_optics.md; D. Edwards, L. Teng, IEEE Trans. Nucl. Sci. 20 (1973) 885; D. Sagan,
/// D. Rubin,
///      Phys. Rev. ST Accel. Beams 2 (1999) 074001; H. Mais, G. Ripken, DESY M-82-05.
///      tests/optics/twiss_test.cpp
Result<Twiss> twiss(const Lattice& lattice, const TwissOptions& options = {});

}  // namespace courant::optics

namespace courant {
using optics::twiss;
using optics::Twiss;
using optics::TwissOptions;
}  // namespace courant
