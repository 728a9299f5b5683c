#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "courant/base/clock.hpp"
#include "courant/base/result.hpp"
#include "courant/control/channel.hpp"
#include "courant/control/reading.hpp"

namespace courant::control {

/// Native value of one address: a number or a waveform.
using RawValue = std::variant<double, std::vector<double>>;

/// What an adapter knows about one address.
struct RawReading {
  RawValue value = 0.0;  ///< [native unit]
  double time = 0.0;     ///< [s, UTC since 1970], as sent
  Quality quality = Quality::good;
  std::string unit = {};  ///< native unit as the control system names it; empty: it doesn't say
};

/// One number for one address.
struct RawPut {
  std::string address = {};
  double value = 0.0;  ///< [native unit]
};

struct Capabilities {
  std::string name = {};  ///< e.g. "in_memory"
  bool put = false;       ///< takes setpoints at all
  bool monitor = false;   ///< monitor_raw works
  bool history = false;   ///< history_raw works
  bool live = false;      ///< a real machine hangs on it
};

/// Keeps a monitor alive; no event comes after its destructor.
using Subscription = std::shared_ptr<void>;

/// The only door to a machine, real or not. All calls from any thread.
///
/// An adapter implements the raw verbs in native units; this front converts to SI, slices waveforms, sets
/// mask and age, and asks for each address once per batch. Setpoints go through Transaction alone. A dead
/// channel spoils only its own entry. \see tests/control/control_system_test.cpp
class ControlSystem {
 public:
  using Sink = std::function<void(Index channel, const Reading&)>;

  virtual ~ControlSystem() = default;

  /// Reads a batch within one time budget.
  ///
  /// \param channels  any mixture of units
  /// \param timeout   budget of the whole batch [s]
  /// \return          per channel its reading (SI, label = address), maybe masked (NaN, stale, invalid), or
  ///                  Failure{timeout | disconnected | remote | unsupported}
  /// \par Cost        one get_raw with the distinct addresses
  std::vector<Result<Reading>> read(std::span<const Channel> channels, double timeout = 1.0);

  /// The same for channels of one dimension; what failed is masked as disconnected or missing.
  ///
  /// \throws UnitError  if the channels measure different things
  void get(std::span<const Channel> channels, Readings& readings, double timeout = 1.0);

  /// Calls `sink` on each change; on the I/O thread, where it must not block, or in the thread that writes
  /// (in memory). Failure{unsupported} where the control system can't.
  Result<Subscription> monitor(std::span<const Channel> channels, Sink sink);

  /// Readings of one channel between two times [s, UTC], oldest first. Failure{unsupported} without archive.
  Result<std::vector<Reading>> history(const Channel& channel, double from, double to);

  virtual Capabilities capabilities() const = 0;
  virtual Clock& clock() const = 0;

 protected:
  using RawSink = std::function<void(Index address, const RawReading&)>;

  /// One entry per address, in their order; all requests leave before the first answer is awaited. Addresses
  /// are distinct names without index; timeout [s] is for all. Raw verbs don't throw in normal work.
  virtual std::vector<Result<RawReading>> get_raw(std::span<const std::string> addresses, double timeout) = 0;

  /// Each entry is acknowledged or failed. Addresses are distinct; values [native unit]; timeout [s].
  virtual std::vector<Result<void>> put_raw(std::span<const RawPut> puts, double timeout);

  virtual Result<Subscription> monitor_raw(std::span<const std::string> addresses, RawSink sink);
  virtual Result<std::vector<RawReading>> history_raw(const std::string& address, double from, double to);

  /// The raw verbs of another system, for one that wraps it.
  static std::vector<Result<RawReading>> get_raw_of(ControlSystem& inner,
                                                    std::span<const std::string> addresses, double timeout);
  static std::vector<Result<void>> put_raw_of(ControlSystem& inner, std::span<const RawPut> puts,
                                              double timeout);

 private:
  friend class Transaction;

  /// Writes values [SI] to setpoint channels, one Result each; only a transaction may.
  std::vector<Result<void>> put(std::span<const Channel> channels, std::span<const double> values,
                                double timeout);
};

}  // namespace courant::control
