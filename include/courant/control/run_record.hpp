#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "courant/base/clock.hpp"
#include "courant/control/run_store.hpp"

namespace courant::control {

/// The record of a procedure while it grows. Destruction without stop() writes `aborted`; only a run that
/// stopped with `success` may become a reference. All calls from any thread. \see
/// tests/control/run_record_test.cpp
class Run {
 public:
  /// Opens a run. Uid and time are filled in if empty.
  /// \return  the run, or Failure{conflict | partial} of the store
  static Result<Run> start(RunStore& store, Clock& clock, RunStart start);

  ~Run();
  Run(Run&&) noexcept;
  Run& operator=(Run&&) = delete;

  const std::string& uid() const;

  /// Appends readings to a stream; kept on return. Failure{partial} when the store failed: the event stays in
  /// memory and is offered again with the next one. \throws InvalidArgument  after stop()
  Result<void> record(std::string_view stream, const Readings& readings);

  /// Ends the run. Failure{partial} when something is in memory only, see unsaved().
  /// \throws InvalidArgument  after stop()
  Result<void> stop(RunStatus status, std::string_view reason = {});

  /// Events that the store did not take.
  std::vector<RunEvent> unsaved() const;

 private:
  struct Impl;
  explicit Run(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace courant::control
