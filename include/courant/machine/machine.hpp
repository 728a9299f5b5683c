#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "courant/control/run_record.hpp"
#include "courant/control/snapshot.hpp"
#include "courant/machine/description.hpp"
#include "courant/machine/knob.hpp"
#include "courant/machine/model_control_system.hpp"
#include "courant/machine/observable.hpp"
#include "courant/response/knob.hpp"

namespace courant::machine {

enum class Mode { design, twin };

/// Name of a mode as it stands in records, e.g. "twin".
std::string_view to_string(Mode mode);

/// What a mode may be given; everything has a default.
struct ModeOptions {
  std::optional<std::uint64_t> seed = std::nullopt;  ///< of the twin instead of the description's
  std::shared_ptr<Clock> clock = nullptr;            ///< none: as ModelOptions
  std::string author = {};
  std::shared_ptr<control::Journal> journal = nullptr;
  std::shared_ptr<control::RunStore> runs = nullptr;
  std::shared_ptr<Logger> logger = nullptr;
  control::GuardPtr guard = nullptr;
  /// Puts another system around the model, e.g. a FaultInjection.
  std::function<std::shared_ptr<control::ControlSystem>(std::shared_ptr<control::ControlSystem>)> wrap = {};
};

/// One accelerator in one mode: its lattice on one side, its devices on the other. Two machines share nothing.
/// All calls from any thread. \see tests/machine/machine_test.cpp, docs/guide/facility.md
class Machine {
 public:
  /// \throws ConfigError  for a family that selects nothing, a bad template, a field that an element has not,
  ///                      an unknown calibration or family of a knob, a setpoint outside its range
  Machine(const MachineDescription& description, Mode mode, const ModeOptions& options = {});
  ~Machine();
  Machine(const Machine&) = delete;

  const std::string& name() const;
  Mode mode() const;
  const Lattice& lattice() const;  ///< as designed
  double energy() const;           ///< [eV]
  double rigidity() const;         ///< B rho [T m], with the sign of the charge
  const control::SessionPtr& session() const;
  /// The model behind the channels.
  const ModelControlSystem& model() const;

  /// \throws UnknownName  with the nearest names
  const control::Family& family(std::string_view name) const;
  std::vector<std::string> family_names() const;
  bool has_family(std::string_view name) const;
  /// What a family moves, e.g. "k1l"; empty if it is read only. \throws UnknownName
  const std::string& field_of(std::string_view family) const;

  /// Knobs whose name matches a glob, "tune.*", in the order of the description. \throws UnknownName
  std::vector<Knob> knobs(std::string_view glob) const;
  /// One knob by name, "tune.QF". \throws UnknownName
  const Knob& knob(std::string_view name) const;
  /// The strengths of the lattice that a knob moves, for response::tune_response and others.
  response::StrengthKnob strengths(const Knob& knob) const;

  /// An observable by name: "orbit", "tune", "current", "rf". \throws UnknownName
  const Observable& observable(std::string_view name) const;
  const Observable& orbit() const { return observable("orbit"); }  ///< x of each BPM, then y [m]
  const Observable& tune() const { return observable("tune"); }    ///< fractional, x and y [-]
  const Observable& rf() const { return observable("rf"); }        ///< frequency [Hz]

  /// The setpoint behind a column: "NAME.field" of a device, or "rf". \throws UnknownName
  KnobTerm column(std::string_view label) const;

  /// Wishes for a solution of a ResponseMatrix: columns are "NAME.field", names of knobs, or "rf"; deltas in
  /// their units. \throws UnknownName; MismatchError for different counts
  control::Settings settings(std::span<const std::string> columns, std::span<const double> delta) const;

  control::Transaction transaction(std::string purpose, control::GuardPtr guard = nullptr) const;
  /// Every setpoint as it is.
  control::Snapshot snapshot(std::string note = {}) const;
  /// Opens the record of a procedure. Failure as control::Run::start
  Result<control::Run> start_run(std::string procedure, std::map<std::string, std::string> parameters) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace courant::machine
