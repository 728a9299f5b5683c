#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "courant/base/result.hpp"

namespace courant::control {

/// What a transaction notes down. `begin` opens an entry; `committed` or `restored` close it.
enum class JournalEvent { begin, baseline, committed, restored, rollback_incomplete };

std::string_view to_string(JournalEvent event);

/// Setpoint as found, the value to go back to.
struct JournalItem {
  std::string address = {};
  double value = 0.0;  ///< [SI]
};

struct JournalEntry {
  std::string transaction = {};  ///< uid
  JournalEvent event = JournalEvent::begin;
  double time = 0.0;  ///< [s, UTC since 1970]
  std::string text = {};
  std::vector<JournalItem> items = {};
};

/// Survives the process: what is appended is on disk on return (in memory: there). All calls from any thread.
class Journal {
 public:
  virtual ~Journal() = default;

  /// Failure{partial} when it could not be kept; then the transaction is refused.
  virtual Result<void> append(const JournalEntry& entry) = 0;

  /// Entries of the transactions that were neither committed nor restored, in order.
  virtual std::vector<JournalEntry> unfinished() const = 0;
};

/// Journal for tests and for machines that aren't real.
class MemoryJournal final : public Journal {
 public:
  Result<void> append(const JournalEntry& entry) override;
  std::vector<JournalEntry> unfinished() const override;
  std::vector<JournalEntry> entries() const;

 private:
  mutable std::mutex mutex_;
  std::vector<JournalEntry> entries_;
};

}  // namespace courant::control
