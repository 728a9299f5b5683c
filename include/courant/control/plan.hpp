#pragma once
#include <string>
#include <vector>

#include "courant/base/result.hpp"
#include "courant/control/device.hpp"

namespace courant::control {

/// One setpoint that a step would change.
struct PlanItem {
  std::string label = {};      ///< "HCOR_3/kick", or the address
  std::string field = {};      ///< name of the field; empty for a bare channel
  DevicePtr device = nullptr;  ///< none for a bare channel
  Channel setpoint = {};
  std::optional<Channel> readback = std::nullopt;
  double as_found = 0.0;      ///< setpoint read before the step [SI of the channel]
  double target = 0.0;        ///< setpoint after the step [SI of the channel]
  double field_found = 0.0;   ///< the same two in the field [SI of the field]
  double field_target = 0.0;  ///< [SI of the field]

  double delta() const { return target - as_found; }                 ///< [SI of the channel]
  double field_delta() const { return field_target - field_found; }  ///< [SI of the field]
  bool settles_on_time() const { return !readback || !(setpoint.tolerance > 0.0); }
};

/// Why a guard said no.
struct Refusal {
  std::string rule = {};  ///< e.g. "range"
  std::string text = {};  ///< one sentence with names, value and limit
  double value = 0.0;     ///< [SI]
  double limit = 0.0;     ///< [SI]
};

/// What a step would do; nothing is written to get it.
struct Plan {
  std::string purpose = {};
  std::vector<PlanItem> items = {};
  Index sub_steps = 1;                  ///< puts per channel [-]
  double duration = 0.0;                ///< ramp and settle delay at least [s]
  std::vector<Refusal> refusals = {};   ///< empty: the guards accept
  std::vector<std::string> notes = {};  ///< e.g. which setpoints settle on time alone
};

/// A moment in a ramp.
struct Watch {
  const Plan& plan;
  Index sub_step = 0;  ///< puts done, from 1 [-]
  double time = 0.0;   ///< [s, UTC since 1970]
};

/// How one channel came out.
struct ChannelReport {
  std::string label = {};
  std::string address = {};
  double as_found = 0.0;  ///< baseline of the transaction [SI]
  double target = 0.0;    ///< [SI]
  double setpoint = 0.0;  ///< read back from the setpoint; NaN: not read [SI]
  double readback = 0.0;  ///< NaN: none, or not read [SI]
  std::optional<Failure> failure = std::nullopt;
};

enum class TransactionState {
  idle,
  planned,
  checked,
  ramping,
  settling,
  verifying,
  open,
  committed,
  rolling_back,
  restored,
  refused,
  rollback_incomplete
};

/// Name of a state as it stands in files, e.g. "rolling_back".
std::string_view to_string(TransactionState state);

/// What the last step or rollback did.
struct Report {
  std::string transaction = {};  ///< uid
  std::string purpose = {};
  TransactionState state = TransactionState::idle;
  Index steps = 0;  ///< steps completed [-]
  std::vector<ChannelReport> channels = {};
  std::vector<std::string> notes = {};
};

}  // namespace courant::control
