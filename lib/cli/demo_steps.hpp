#pragma once
// Private to the program: the machine of the demo with its record, and the steps that are more than one call.
#include <memory>
#include <string>

#include "demo.hpp"

namespace courant::cli {

/// The twin of the shipped ring, and the one record of what is done with it.
class DemoMachine {
 public:
  /// Reads the facility file, makes the twin, opens the record in `folder`.
  DemoMachine(std::uint64_t seed, const std::string& folder);

  machine::Machine& machine() { return *machine_; }
  const machine::MachineDescription& description() const { return description_; }

  /// One reading of the orbit, kept in the record [m].
  control::Readings orbit(Index samples);
  double current();  ///< [A]
  Planes tune();     ///< [-]

  /// Copies the events of a procedure into the record.
  void keep(const std::string& procedure, const std::string& uid);

  /// Sets sextupoles and octupoles to a part of their design values in one transaction [-].
  void set_nonlinear(double part);

  /// Asks for a kick beyond what the guard allows; what it said.
  std::string provoke();

  WriteCounts writes() const;
  Planes largest_kick() const;  ///< [rad]
  double frequency() const;     ///< of the RF [Hz]
  OpticsErrors optics_errors(const Twiss& design) const;
  void finish();  ///< ends the record with success
  std::string record_file() const { return folder_ + "/" + run_->uid() + ".jsonl"; }

 private:
  std::string folder_;
  machine::MachineDescription description_;
  std::shared_ptr<control::MemoryRunStore> runs_ = std::make_shared<control::MemoryRunStore>();
  std::shared_ptr<control::MemoryJournal> journal_ = std::make_shared<control::MemoryJournal>();
  std::unique_ptr<machine::Machine> machine_;
  std::unique_ptr<control::JsonLinesRunStore> files_;
  std::unique_ptr<control::Run> run_;
};

/// rms of the x half and the y half of an orbit [m].
Planes rms_of(const control::Readings& orbit);

/// Errors of the twin in words, one line per kind.
std::vector<std::string> describe_errors(const std::vector<lattice::errors::Spec>& specs);

}  // namespace courant::cli
