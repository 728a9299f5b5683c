#pragma once
#include <string>
#include <vector>

#include "courant/control/device.hpp"

namespace courant::control {

/// One wish: a field of a device, or a setpoint channel of the session, to a value or by a difference.
struct Setting {
  enum class Kind { value, delta };
  DevicePtr device = nullptr;  ///< with `field`
  std::string field = {};
  std::string address = {};  ///< instead of a device: a setpoint in the session's channel table
  Kind kind = Kind::value;
  double number = 0.0;  ///< [SI of the field or channel]

  static Setting to(DevicePtr device, std::string field, double value);
  static Setting by(DevicePtr device, std::string field, double delta);
  static Setting to(std::string address, double value);
  static Setting by(std::string address, double delta);

  /// "HCOR_3/kick" or the address.
  std::string label() const;
};

/// Wishes that belong together. Differences for one channel add up; a value stands alone.
using Settings = std::vector<Setting>;

}  // namespace courant::control
