#include "courant/control/journal.hpp"

#include <set>

namespace courant::control {

std::string_view to_string(JournalEvent event) {
  switch (event) {
    case JournalEvent::begin:
      return "begin";
    case JournalEvent::baseline:
      return "baseline";
    case JournalEvent::committed:
      return "committed";
    case JournalEvent::restored:
      return "restored";
    case JournalEvent::rollback_incomplete:
      return "rollback_incomplete";
  }
  return "unknown";
}

Result<void> MemoryJournal::append(const JournalEntry& entry) {
  const std::scoped_lock lock(mutex_);
  entries_.push_back(entry);
  return {};
}

std::vector<JournalEntry> MemoryJournal::unfinished() const {
  const std::scoped_lock lock(mutex_);
  std::set<std::string> closed;
  for (const auto& entry : entries_)
    if (entry.event == JournalEvent::committed || entry.event == JournalEvent::restored)
      closed.insert(entry.transaction);
  std::vector<JournalEntry> open;
  for (const auto& entry : entries_)
    if (!closed.contains(entry.transaction)) open.push_back(entry);
  return open;
}

std::vector<JournalEntry> MemoryJournal::entries() const {
  const std::scoped_lock lock(mutex_);
  return entries_;
}

}  // namespace courant::control
