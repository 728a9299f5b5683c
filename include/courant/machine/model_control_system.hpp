#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "courant/control/control_system.hpp"
#include "courant/lattice/errors.hpp"
#include "courant/machine/binding.hpp"

namespace courant::machine {

struct ModelOptions {
  std::shared_ptr<Clock> clock =
      nullptr;  ///< none: a ManualClock at the time of the host, so that waits cost nothing
  std::vector<lattice::errors::Spec> errors = {};  ///< what differs from the lattice; none: exact
  std::uint64_t seed = 1;                          ///< of errors and noise
  bool noise = false;                              ///< readings scatter by the sigma of their binding
  double lag = 0.0;         ///< from a put to its effect on magnet, readback and beam [s]
  double current = 0.2;     ///< of the beam, when there is one [A]
  double aperture = 0.015;  ///< |x| or |y| of the closed orbit that loses the beam [m]
};

/// A lattice as a control system: setpoints move its strengths, readings are its closed orbit and tunes.
///
/// Design: exact and synchronous. Twin: with seeded errors, noise and lag. The orbit is that of 6D where a
/// cavity has voltage, so that the RF frequency moves the beam, else of 4D. It is computed when it is read
/// and a setpoint has changed, from where it was: passes without derivatives under the last Jacobian, and
/// Newton's method where that converges slowly.
/// Without a stable closed orbit there is no beam: orbit and tunes read invalid, the current 0. Where the RF
/// does not hold the beam but an orbit at the design momentum is stable, the beam makes some turns: orbit and
/// tunes read with a warning, the current 0. The beam is back when there is one again. All calls from any
/// thread.
/// \see tests/machine/model_control_system_test.cpp, docs/guide/facility.md
class ModelControlSystem final : public control::ControlSystem {
 public:
  /// Errors are put in from a tenth to all of them, the orbit followed.
  ///
  /// \throws InvalidArgument  for an empty lattice, a negative lag or sigma, an address twice, a readback of
  ///                          no setpoint
  /// \throws UnknownName      if an error selects nothing
  ModelControlSystem(Lattice lattice, std::vector<Binding> bindings, ModelOptions options = {});
  ~ModelControlSystem() override;

  /// The lattice as it is now, errors and setpoints included.
  Lattice lattice() const;
  /// The errors that were drawn.
  const std::vector<lattice::errors::Applied>& errors() const;
  /// Whether there is a beam; else Failure{beam_lost} with the reason.
  Result<void> beam() const;
  /// Orbits computed so far: {under the last Jacobian, by Newton's method} [-].
  std::pair<Index, Index> solutions() const;

  control::Capabilities capabilities() const override;
  Clock& clock() const override;

 protected:
  std::vector<Result<control::RawReading>> get_raw(std::span<const std::string> addresses,
                                                   double timeout) override;
  std::vector<Result<void>> put_raw(std::span<const control::RawPut> puts, double timeout) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace courant::machine
