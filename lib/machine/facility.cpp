#include "courant/machine/facility.hpp"

#include <fmt/format.h>

#include "courant/base/error.hpp"

namespace courant::machine {

MachineModes::MachineModes(MachineDescription description) : description_(std::move(description)) {}

std::unique_ptr<Machine> MachineModes::make(Mode mode, const ModeOptions& options) const {
  return std::make_unique<Machine>(description_, mode, options);
}

Machine& MachineModes::design() const {
  const std::scoped_lock lock(mutex_);
  auto& kept = kept_[Mode::design];
  if (!kept) kept = make(Mode::design);
  return *kept;
}

Machine& MachineModes::twin() const {
  const std::scoped_lock lock(mutex_);
  auto& kept = kept_[Mode::twin];
  if (!kept) kept = make(Mode::twin);
  return *kept;
}

Facility::Facility(std::string name, std::vector<MachineDescription> machines) : name_(std::move(name)) {
  if (machines.empty()) throw ConfigError(fmt::format("facility '{}' has no machine", name_));
  for (auto& description : machines) {
    for (const auto& known : machines_)
      if (known->description().name == description.name)
        throw ConfigError(fmt::format("facility '{}' has two machines called '{}'", name_, description.name));
    machines_.push_back(std::make_unique<MachineModes>(std::move(description)));
  }
}

std::vector<std::string> Facility::names() const {
  std::vector<std::string> out;
  for (const auto& machine : machines_) out.push_back(machine->description().name);
  return out;
}

const MachineModes& Facility::operator[](std::string_view machine) const {
  for (const auto& known : machines_)
    if (known->description().name == machine) return *known;
  throw UnknownName(fmt::format("facility '{}' has no machine '{}'", name_, machine), "",
                    nearest(machine, names()));
}

}  // namespace courant::machine
