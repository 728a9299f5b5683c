#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "courant/base/result.hpp"
#include "courant/control/reading.hpp"

namespace courant::control {

enum class RunStatus { success, aborted, failed };

/// Name of a status as it stands in files, e.g. "aborted".
std::string_view to_string(RunStatus status);

/// First thing in a run. Values of the maps are text with unit, e.g. {"step", "50 um"}.
struct RunStart {
  std::string uid = {};  ///< empty: made by start_run
  double time = 0.0;     ///< [s, UTC since 1970]; 0: now
  std::string procedure = {};
  std::map<std::string, std::string> parameters = {};
  std::string author = {};
  std::map<std::string, std::string> versions = {};  ///< of the software, by part
  std::string configuration_hash = {};
  std::string lattice_hash = {};
  std::string mode = {};   ///< design, twin, live, replay
  std::string guard = {};  ///< name of the guard
  friend bool operator==(const RunStart&, const RunStart&) = default;
};

struct RunEvent {
  Index sequence = 0;  ///< from 0 over all streams [-]
  double time = 0.0;   ///< [s, UTC since 1970]
  std::string stream = {};
  Readings readings = {};
  friend bool operator==(const RunEvent&, const RunEvent&) = default;
};

/// Last thing in a run.
struct RunStop {
  RunStatus status = RunStatus::aborted;
  double time = 0.0;  ///< [s, UTC since 1970]
  std::string reason = {};
  std::map<std::string, Index> counts = {};  ///< events by stream [-]
  friend bool operator==(const RunStop&, const RunStop&) = default;
};

/// A run as it was kept.
struct RunData {
  RunStart start = {};
  std::vector<RunEvent> events = {};
  std::optional<RunStop> stop = std::nullopt;  ///< none: cut short
  /// Without stop: aborted.
  RunStatus status() const { return stop ? stop->status : RunStatus::aborted; }
  /// Readings of one stream in order.
  std::vector<Readings> stream(std::string_view name) const;
  friend bool operator==(const RunData&, const RunData&) = default;
};

/// Where one growing run goes. One thread at a time.
class RunSink {
 public:
  virtual ~RunSink() = default;
  /// Kept on return, or Failure{partial} and the run as it was before.
  virtual Result<void> append(const RunEvent& event) = 0;
  virtual Result<void> close(const RunStop& stop) = 0;
};

/// Keeps runs. All calls from any thread.
class RunStore {
 public:
  virtual ~RunStore() = default;
  /// Failure{conflict} if the uid is there, Failure{partial} if it can't be kept.
  virtual Result<std::unique_ptr<RunSink>> create(const RunStart& start) = 0;
  /// \throws UnknownName  if there is no such run
  /// \throws ParseError   for a damaged file; a cut last line is not damage
  virtual RunData load(std::string_view uid) const = 0;
  virtual std::vector<std::string> list() const = 0;  ///< uids in order of their names
};

/// Runs in this process.
class MemoryRunStore final : public RunStore {
 public:
  Result<std::unique_ptr<RunSink>> create(const RunStart& start) override;
  RunData load(std::string_view uid) const override;
  std::vector<std::string> list() const override;

 private:
  struct Shelf;
  std::shared_ptr<Shelf> shelf_ = make_shelf();
  static std::shared_ptr<Shelf> make_shelf();
};

/// One file `<uid>.jsonl` per run: a line each for start, events and stop, fsynced one by one, so that a kill
/// at any moment loses the event in hand at most. \see tests/control/run_record_test.cpp
class JsonLinesRunStore final : public RunStore {
 public:
  /// \throws ConfigError  if the folder neither exists nor can be made
  explicit JsonLinesRunStore(std::string folder);
  Result<std::unique_ptr<RunSink>> create(const RunStart& start) override;
  RunData load(std::string_view uid) const override;
  std::vector<std::string> list() const override;

 private:
  std::string folder_;
};

/// Reads a run from its file, up to the last whole line.
/// \throws ParseError  with file and line, if it can't be read, has no start, or a line inside is damaged
RunData load_run(const std::string& path);

}  // namespace courant::control
