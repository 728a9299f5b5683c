#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "courant/base/logger.hpp"
#include "courant/control/control_system.hpp"
#include "courant/control/device.hpp"
#include "courant/control/guard.hpp"
#include "courant/control/journal.hpp"
#include "courant/control/run_store.hpp"
#include "courant/control/transaction.hpp"

namespace courant::control {

/// What a session is made of; only the system is needed.
struct SessionParts {
  std::string name = "main";
  std::string author = {};  ///< who works, for records and enable states
  std::shared_ptr<ControlSystem> system = nullptr;
  std::shared_ptr<Journal> journal = nullptr;  ///< none: in memory
  std::shared_ptr<RunStore> runs = nullptr;    ///< none: in memory
  std::shared_ptr<Logger> logger = nullptr;    ///< none: silent
  GuardPtr guard = nullptr;                    ///< default guard of transactions; none: the range alone
};

/// One control system with its channel table, journal, runs, logger and default guard. All calls from any
/// thread. \see tests/control/session_test.cpp
class Session {
 public:
  /// \throws InvalidArgument  without a system
  explicit Session(SessionParts parts);

  const std::string& name() const { return parts_.name; }
  const std::string& author() const { return parts_.author; }
  ControlSystem& system() const { return *parts_.system; }
  Clock& clock() const { return parts_.system->clock(); }
  Journal& journal() const { return *parts_.journal; }
  RunStore& runs() const { return *parts_.runs; }
  Logger& logger() const { return *parts_.logger; }
  const GuardPtr& guard() const { return parts_.guard; }

  /// Enters a field into the channel table, under the address of its setpoint (else of its readback). The
  /// same field twice is one. \throws ConfigError  if the address is there with another description, or a
  /// channel is not valid
  void add(const Field& field);
  /// Enters every field of a device.
  void add(const Device& device);

  /// The field entered under an address; stays valid as long as the session.
  /// \throws UnknownName  with the nearest addresses
  const Field& field(std::string_view address) const;

  /// Everything entered, ordered by address.
  std::vector<Field> fields() const;

  /// Short for Transaction with the default guard, or another one.
  Transaction transaction(std::string purpose, GuardPtr guard = nullptr);

 private:
  SessionParts parts_;
  mutable std::mutex mutex_;
  std::map<std::string, Field, std::less<>> table_;
};

using SessionPtr = std::shared_ptr<Session>;

}  // namespace courant::control
