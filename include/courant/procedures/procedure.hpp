#pragma once
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "courant/base/progress.hpp"
#include "courant/machine/machine.hpp"
#include "courant/response/response_matrix.hpp"

namespace courant::procedures {

using machine::Machine;

/// One parameter of a procedure, for screens and the command line.
struct Parameter {
  std::string name;
  std::string unit;      ///< "rad", "1" for pure numbers, "" for words
  std::string standard;  ///< default as a person writes it, "10 urad"
  std::string limits;    ///< in words, "(0, 1.5]"
  std::string text;      ///< one phrase
};

/// Values as a person writes them, by name; what is not there has its default.
using Parameters = std::map<std::string, std::string, std::less<>>;

/// What every procedure may be given.
struct RunOptions {
  Progress progress = {};             ///< false cancels; everything is restored then
  std::stop_token stop = {};          ///< cancels too, from another thread
  control::GuardPtr guard = nullptr;  ///< none: the default guard of the session
};

/// What a procedure has in hand while it runs: machine, record, progress. One thread at a time.
class Context {
 public:
  /// Opens the record. Failure as Machine::start_run
  static Result<Context> start(Machine& machine, std::string procedure, Parameters parameters,
                               RunOptions options);

  Machine& machine() const { return *machine_; }
  const Parameters& parameters() const { return parameters_; }
  const std::string& uid() const { return run_.uid(); }  ///< of the record

  /// Tells how far it is. Failure{cancelled} when it shall stop.
  Result<void> checkpoint(Index done, Index total, std::string_view what);

  /// The only way of a procedure to write: with the guard of the options.
  control::Transaction transaction(std::string purpose) const;

  /// Keeps readings in the record; a store that fails doesn't stop the procedure.
  void record(std::string_view stream, const control::Readings& readings);
  /// The same for plain numbers [unit]; NaN is masked.
  void record(std::string_view stream, const std::vector<std::string>& labels, std::span<const double> values,
              const Unit& unit = {});

  /// Ends the record. A destructor without it leaves `aborted`.
  void stop(control::RunStatus status, std::string_view reason = {});

 private:
  Context(Machine& machine, Parameters parameters, RunOptions options, control::Run run);

  Machine* machine_;
  Parameters parameters_;
  RunOptions options_;
  control::Run run_;
};

/// What a procedure would do; nothing is written to get it.
struct Forecast {
  std::vector<std::string> setpoints;  ///< that it would write
  Index steps = 0;                     ///< at most [-]
  std::string text;                    ///< one sentence
};

/// What a procedure found and did.
struct Outcome {
  std::string run;                                           ///< uid of the record
  std::string summary;                                       ///< one sentence
  std::vector<std::pair<std::string, double>> numbers = {};  ///< name with unit, "rms_after [m]", and value
  std::optional<response::ResponseMatrix> matrix = std::nullopt;
};

/// A procedure by name, for the command line, Python and screens; programs call the function of its header.
///
/// Writes only through Context. A new one is a file and one entry in lib/procedures/catalogue.cpp.
class Procedure {
 public:
  virtual ~Procedure() = default;
  virtual std::string_view name() const = 0;
  virtual std::string_view text() const = 0;  ///< one phrase
  virtual std::vector<Parameter> schema() const = 0;
  /// \throws InvalidArgument, UnitError  for a parameter that is not understood
  virtual Result<Forecast> plan(Machine& machine, const Parameters& parameters) const = 0;
  /// Parameters are those of the context. Failure of any code; the caller ends the record.
  virtual Result<Outcome> run(Context& context) const = 0;
};

/// All procedures, in the order of a first day at a machine.
std::span<const std::unique_ptr<const Procedure>> catalogue();

/// \throws UnknownName  with the nearest names
const Procedure& procedure(std::string_view name);

/// Runs a procedure of the catalogue with its record.
/// \throws InvalidArgument  for an unknown parameter (with the nearest), or one that is not understood
/// Test: tests/procedures/catalogue_test.cpp
Result<Outcome> run(Machine& machine, std::string_view name, const Parameters& parameters = {},
                    const RunOptions& options = {});

}  // namespace courant::procedures
