#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "courant/machine/machine.hpp"

namespace courant::machine {

/// One accelerator in all its modes; each mode is made when it is first asked for and kept.
class MachineModes {
 public:
  explicit MachineModes(MachineDescription description);

  const MachineDescription& description() const { return description_; }
  Machine& design() const;  ///< exact; \throws as Machine
  Machine& twin() const;    ///< with the errors and noise of the description; \throws as Machine

  /// A machine of one's own, with other options. \throws as Machine
  std::unique_ptr<Machine> make(Mode mode, const ModeOptions& options = {}) const;

 private:
  MachineDescription description_;
  mutable std::mutex mutex_;
  mutable std::map<Mode, std::unique_ptr<Machine>> kept_;
};

/// Machines by name. All calls from any thread. \see docs/guide/facility.md, tests/machine/facility_test.cpp
class Facility {
 public:
  /// \throws ConfigError  without a machine, or with a name twice
  Facility(std::string name, std::vector<MachineDescription> machines);

  /// The facility in a YAML file; paths of lattices are relative to it.
  ///
  /// \throws ConfigError   "file:line:column: problem (why) suggestion"; every machine is made once to check it
  /// \throws NotAvailable  if this build has no yaml-cpp (COURANT_BUILD_FACILITY) or no readers of lattices
  static Facility load(const std::filesystem::path& path);

  const std::string& name() const { return name_; }
  std::vector<std::string> names() const;
  /// \throws UnknownName  with the nearest names
  const MachineModes& operator[](std::string_view machine) const;

 private:
  std::string name_;
  std::vector<std::unique_ptr<MachineModes>> machines_;
};

}  // namespace courant::machine
