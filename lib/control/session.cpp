#include "courant/control/session.hpp"

#include "courant/base/error.hpp"

#include <fmt/format.h>

namespace courant::control {

Session::Session(SessionParts parts) : parts_(std::move(parts)) {
  if (!parts_.system) throw InvalidArgument(fmt::format("session '{}' has no control system", parts_.name));
  if (!parts_.journal) parts_.journal = std::make_shared<MemoryJournal>();
  if (!parts_.runs) parts_.runs = std::make_shared<MemoryRunStore>();
  if (!parts_.logger) parts_.logger = std::make_shared<NullLogger>();
}

void Session::add(const Field& field) {
  if (!field.setpoint && !field.readback) throw ConfigError("field without channel in a channel table");
  if (field.setpoint) field.setpoint->validate();
  if (field.readback) field.readback->validate();
  const std::string address = (field.setpoint ? field.setpoint : field.readback)->address.text();
  const std::scoped_lock lock(mutex_);
  const auto [entry, fresh] = table_.emplace(address, field);
  if (!fresh && !(entry->second == field))
    throw ConfigError(fmt::format("address '{}' is described twice", address), "the descriptions differ",
                      "describe it once");
}

void Session::add(const Device& device) {
  for (const auto& [_, field] : device.data().fields) add(field);
}

const Field& Session::field(std::string_view address) const {
  const std::scoped_lock lock(mutex_);
  const auto found = table_.find(address);
  if (found != table_.end()) return found->second;
  std::vector<std::string> known;
  for (const auto& [name, _] : table_) known.push_back(name);
  throw UnknownName(
      fmt::format("address '{}' is not in the channel table of session '{}'", address, parts_.name), "",
      nearest(address, known));
}

std::vector<Field> Session::fields() const {
  const std::scoped_lock lock(mutex_);
  std::vector<Field> result;
  for (const auto& [_, field] : table_) result.push_back(field);
  return result;
}

Transaction Session::transaction(std::string purpose, GuardPtr guard) {
  return Transaction(*this, {.purpose = std::move(purpose), .guard = std::move(guard)});
}

}  // namespace courant::control
