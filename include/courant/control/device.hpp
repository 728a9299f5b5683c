#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "courant/base/result.hpp"
#include "courant/control/calibration.hpp"
#include "courant/control/channel.hpp"

namespace courant::control {

/// The channels behind one quantity of a device. Without setpoint it can only be read; without readback a
/// setpoint settles on time alone.
struct Field {
  std::optional<Channel> setpoint = std::nullopt;
  std::optional<Channel> readback = std::nullopt;
  friend bool operator==(const Field&, const Field&) = default;
};

/// Whether a device takes part, who said so and why.
struct EnableState {
  bool enabled = true;
  std::string reason = {};
  std::string author = {};
  double time = 0.0;  ///< of the change [s, UTC since 1970]
};

/// What a device is; filled in by whoever knows the machine.
struct DeviceData {
  std::string name = {};
  std::string element = {};  ///< label in the lattice; empty: free
  std::string type = {};     ///< type of the element, e.g. "Quadrupole"
  double s = 0.0;            ///< place along the machine [m]
  Index order = 0;           ///< index in the lattice; decides between devices at one s
  std::string cell = {};
  std::vector<std::string> tags = {};
  std::map<std::string, Field, std::less<>> fields = {};  ///< by name: "x", "i", "kick", ...
  std::optional<Calibration> calibration = std::nullopt;
};

/// A device of a machine. Its description never changes; its enable state is shared by all who hold the
/// device. All calls from any thread. \see tests/control/device_test.cpp
class Device {
 public:
  /// \throws ConfigError  if the name is empty, a field has no channel, the two channels of a field differ in
  ///                      dimension, or the calibration names a field that isn't there
  explicit Device(DeviceData data);

  const std::string& name() const { return data_.name; }
  const DeviceData& data() const { return data_; }

  /// Names that get() and settings take: those with channels, then the calibrated one.
  std::vector<std::string> field_names() const;

  /// Channels behind a field; for the calibrated field those of the hardware.
  /// \throws UnknownName  with the nearest names
  const Field& field(std::string_view name) const;

  /// True if the field follows from another one through the calibration.
  bool is_calibrated(std::string_view field) const;

  /// SI unit of a field. \throws UnknownName
  Unit unit(std::string_view field) const;

  /// Value of a field [SI] to the value of its channel [SI] and back; the identity where nothing is
  /// calibrated. Failure{out_of_domain}. \throws UnknownName
  Result<double> to_hardware(std::string_view field, double value) const;
  Result<double> from_hardware(std::string_view field, double value) const;
  /// d field / d channel at a channel value [SI per SI].
  Result<double> slope(std::string_view field, double hardware) const;

  EnableState state() const;
  bool enabled() const { return state().enabled; }
  std::vector<EnableState> history() const;  ///< every change, oldest first

  /// Sets the state; false if it was so already, then nothing changes and reason and author stay the old
  /// ones. \param time  [s, UTC since 1970]
  bool set_enabled(bool enabled, std::string reason, std::string author, double time);

 private:
  DeviceData data_;
  mutable std::mutex mutex_;
  std::vector<EnableState> history_;
};

using DevicePtr = std::shared_ptr<Device>;

}  // namespace courant::control
