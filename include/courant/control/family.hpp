#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "courant/control/device.hpp"
#include "courant/control/reading.hpp"
#include "courant/control/session.hpp"
#include "courant/control/settings.hpp"

namespace courant::control {

/// How a family is read.
struct GetOptions {
  bool setpoint = false;  ///< the setpoint instead of the readback
  double timeout = 1.0;   ///< budget of the batch [s]
};

/// Devices ordered by s, each once, never none. A value: selections share the devices and their enable state.
/// \see tests/control/family_test.cpp, docs/guide/control.md
class Family {
 public:
  /// \throws InvalidArgument  if there is no session or no device
  /// \throws ConfigError      if two devices have one name
  Family(SessionPtr session, std::vector<DevicePtr> devices, std::string name = {});

  const std::string& name() const { return name_; }
  const SessionPtr& session() const { return session_; }
  Index size() const { return static_cast<Index>(devices_.size()); }
  auto begin() const { return devices_.begin(); }
  auto end() const { return devices_.end(); }
  const DevicePtr& operator[](Index i) const { return devices_[static_cast<std::size_t>(i)]; }

  /// Device of a name. \throws UnknownName  with the nearest three
  const DevicePtr& at(std::string_view name) const;
  std::vector<std::string> names() const;
  std::vector<double> s() const;  ///< [m]

  /// Selection by names or rules: a glob over names, `type:`, `tag:`, `cell:` followed by a glob, joined by
  /// `&`; `~` in front removes. A list is a union read left to right; one that starts with `~` starts from
  /// all. \throws UnknownName  if nothing matches, with the nearest names
  Family select(std::string_view selector) const;
  Family select(const std::vector<std::string>& selectors) const;

  /// Union, intersection, difference.
  /// \throws InvalidArgument  if nothing is left
  /// \throws MismatchError    if the families live in different sessions
  friend Family operator|(const Family& a, const Family& b);
  friend Family operator&(const Family& a, const Family& b);
  friend Family operator-(const Family& a, const Family& b);

  /// The `count` devices before and the `count` after one of the family, without it; across the end of a ring
  /// when its `circumference` [m] is given. \throws UnknownName, InvalidArgument  (count below 1)
  Family neighbours(std::string_view name, Index count = 1, double circumference = 0.0) const;
  /// The `count` devices nearest to a place s [m]. \throws InvalidArgument  unless count is 1 to size()
  Family nearest(double s, Index count = 1, double circumference = 0.0) const;

  /// Those that are enabled. \throws InvalidArgument  if none is
  Family enabled() const;

  /// Channels of a field, device by device. \throws UnknownName, InvalidArgument (no such channel)
  std::vector<Channel> channels(std::string_view field, bool setpoint = false) const;

  /// Reads a field in one batch, labelled by device. A calibrated field is read through its hardware.
  /// Disabled devices and values outside a calibration are masked (missing, invalid); failures as in
  /// ControlSystem::get. \throws UnknownName, UnitError
  Readings get(std::string_view field, const GetOptions& options = {}) const;

  /// Sets a field to a value, or steps it by one, on every device through one transaction that commits: all
  /// or none. Numbers in SI, one for all or one per device. Failures as Transaction::step. \throws
  /// MismatchError  if the count is not size()
  Result<void> set(std::string_view field, double value) const;
  Result<void> set(std::string_view field, std::span<const double> values) const;
  Result<void> step(std::string_view field, double delta) const;
  Result<void> step(std::string_view field, std::span<const double> deltas) const;

  /// The wishes behind set() and step(), for a transaction of the caller's. \throws MismatchError
  Settings settings(std::string_view field, std::span<const double> numbers, Setting::Kind kind) const;

  /// Lets devices take part again, or takes them out; how many changed. Idempotent, logged.
  Index enable(std::string_view reason = {}) const;
  Index disable(std::string_view reason) const;

 private:
  Result<void> write(std::string_view field, std::span<const double> numbers, Setting::Kind kind) const;
  Index switch_to(bool enabled, std::string_view reason) const;

  SessionPtr session_;
  std::vector<DevicePtr> devices_;
  std::string name_;
};

}  // namespace courant::control
