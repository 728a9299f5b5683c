#pragma once
#include <compare>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "courant/base/index.hpp"
#include "courant/base/units.hpp"

namespace courant::control {

/// What a channel is for.
enum class Role { setpoint, readback, measured, status };

/// Name of a role as it stands in files, e.g. "setpoint".
std::string_view to_string(Role role);

/// The unit in which numbers of this dimension are held: SI, radian, electronvolt.
Unit si_unit(const Unit& unit);

/// Closed interval [low, high], in the unit of the number it limits.
struct Range {
  double low = 0.0;   ///< smallest allowed value [unit of the number]
  double high = 0.0;  ///< largest allowed value [unit of the number]

  /// True for low <= value <= high; false for NaN.
  bool contains(double value) const { return low <= value && value <= high; }
  double width() const { return high - low; }
  friend bool operator==(const Range&, const Range&) = default;
};

/// Where a number lives: a name the control system knows and, in a waveform, the place of the element.
struct Address {
  std::string name = {};
  std::optional<Index> index = std::nullopt;  ///< from 0; none: the value is a single number

  /// Reads "SR:ORB[3]" or "SR:DCCT".
  ///
  /// \throws InvalidArgument  if the name is empty or the bracket holds no index from 0
  static Address parse(std::string_view text);

  /// The form that parse() reads.
  std::string text() const;
  friend auto operator<=>(const Address&, const Address&) = default;
};

/// When a setpoint counts as reached.
struct Settle {
  double delay = 0.0;    ///< wait after the ramp [s]
  Index samples = 1;     ///< fresh readbacks within tolerance that are needed [-]
  double timeout = 5.0;  ///< give up after the delay and this time [s]
  friend bool operator==(const Settle&, const Settle&) = default;
};

/// One number of a control system. Only `unit` tells how it looks outside; everything else is SI.
///
/// A channel without range is read-only. \see tests/control/channel_test.cpp
struct Channel {
  Address address;
  Role role = Role::readback;
  Unit unit = {};                             ///< unit of the number in the control system
  std::optional<Range> range = std::nullopt;  ///< allowed setpoints [SI of unit]; none: read-only
  double max_step = std::numeric_limits<double>::infinity();  ///< largest change in one put [SI of unit]
  double rate = std::numeric_limits<double>::infinity();      ///< fastest change [SI of unit / s]
  double tolerance = 0.0;  ///< |readback - setpoint| that counts as reached [SI of unit]; 0: not compared
  double sigma = 0.0;      ///< one sigma of a reading [SI of unit]; 0: unknown
  double period = 0.0;     ///< time between updates [s]; 0: unknown, a reading is never stale
  Settle settle = {};
  std::optional<Unit> display_unit = std::nullopt;  ///< unit for people; none: `unit`

  bool writable() const { return role == Role::setpoint && range.has_value(); }

  /// Checks that the numbers make sense: range finite and not empty, max_step and rate above 0, the rest not
  /// negative, display unit of the same dimension.
  ///
  /// \throws ConfigError  naming the address and the number
  /// \throws UnitError    if the display unit measures something else
  void validate() const;
  friend bool operator==(const Channel&, const Channel&) = default;
};

}  // namespace courant::control
