#pragma once
// Private to the module: closed orbit and tunes of a lattice that changes a little at a time.
#include <array>
#include <vector>

#include "courant/base/result.hpp"
#include "courant/lattice/lattice.hpp"
#include "courant/math/mat6.hpp"
#include "courant/optics/closed_orbit.hpp"

namespace courant::machine::detail {

/// Owner: one thread at a time.
class ModelBeam {
 public:
  /// \param monitors  places where the orbit is wanted, ascending
  /// \param aperture  |x| or |y| that loses the beam [m]
  ModelBeam(Lattice lattice, std::vector<Index> monitors, double aperture);

  /// The lattice from now on; the last orbit is where the search for the next begins.
  /// \param focusing  false: only kicks and the RF frequency are new, so that the Jacobian changes by the orbit alone
  void change(Lattice lattice, bool focusing = true);
  const Lattice& lattice() const { return lattice_; }

  /// States at the entrances of the monitors [m, -, m, -, m, -], or Failure{beam_lost}.
  const Result<std::vector<Vec6<double>>>& orbit();
  /// Fractional tunes of the two transverse modes in [0, 1) [-], or Failure{beam_lost}.
  const Result<std::array<double, 2>>& tune();
  /// Whether the RF holds the beam, or there is none. Without, the orbit is that at the design momentum.
  bool captured();

  Index fast = 0, full = 0;  ///< orbits found without and with derivatives [-]

 private:
  using Mode = optics::Mode;

  Result<void> find();
  bool iterate();                                         // under the last Jacobian
  Result<void> newton(Mode mode, const Vector6& guess);   // with derivatives
  Result<void> keep(Mode mode, const Matrix6& one_turn);  // tunes and Jacobian, if it is stable
  Result<void> check(const Vec6<double>& r, Index place) const;
  void lose(const Failure& why);
  tracking::Rf rf() const { return mode_ == Mode::six_d ? tracking::Rf::on : tracking::Rf::off; }
  double lead() const { return mode_ == Mode::six_d ? lead_ : 0.0; }  // of the clock [s]

  Lattice lattice_;
  std::vector<Index> monitors_;
  double aperture_;
  bool has_rf_ = false;
  double lead_ = 0.0;
  Mode mode_ = Mode::four_d;  // of start_
  Vector6 start_ = Vector6::Zero();
  Matrix6 closing_ = Matrix6::Zero();  // (1 - M)^-1 of the coordinates that close
  bool warm_ = false;                  // start_ and closing_ are those of a beam
  bool focusing_ = true;               // the Jacobian is not that of this lattice
  bool know_orbit_ = false, know_tune_ = false;
  Result<std::vector<Vec6<double>>> orbit_{std::vector<Vec6<double>>{}};
  Result<std::array<double, 2>> tune_{std::array<double, 2>{}};
};

}  // namespace courant::machine::detail
