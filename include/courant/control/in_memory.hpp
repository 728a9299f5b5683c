#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "courant/control/control_system.hpp"

namespace courant::control {

/// A control system that is a table of addresses and values in this process. Reads answer at once with the
/// time of the clock. \see tests/control/control_system_test.cpp
class InMemory final : public ControlSystem {
 public:
  /// Runs in the thread that wrote, after the value has changed; may call set().
  using OnPut = std::function<void(InMemory&, const std::string& address, double value)>;

  /// \throws InvalidArgument  without a clock
  explicit InMemory(std::shared_ptr<Clock> clock = std::make_shared<SystemClock>());
  ~InMemory() override;

  /// Adds an address with its native value and unit text (empty: says none).
  /// \throws InvalidArgument  if the address is there already
  void add(const std::string& address, RawValue value, std::string unit = {});

  /// Makes `readback` copy each value written to `setpoint`, times a gain [-], after a lag [s].
  /// \throws UnknownName  if an address is not there
  void follow(const std::string& readback, const std::string& setpoint, double gain = 1.0, double lag = 0.0);

  /// Native value now. \throws UnknownName  if the address is not there
  RawValue value(const std::string& address) const;
  double number(const std::string& address) const;  ///< the same for a single number [native unit]

  /// Changes a value as the machine, or another writer, would. \throws UnknownName
  void set(const std::string& address, RawValue value, Quality quality = Quality::good);

  void on_put(OnPut hook);           ///< called for each put; one hook
  std::vector<RawPut> puts() const;  ///< every put so far, in order [native unit]
  Index batches() const;             ///< get_raw calls so far [-]
  Index addresses_asked() const;     ///< addresses in all of them [-]

  Capabilities capabilities() const override;
  Clock& clock() const override;

 protected:
  std::vector<Result<RawReading>> get_raw(std::span<const std::string> addresses, double timeout) override;
  std::vector<Result<void>> put_raw(std::span<const RawPut> puts, double timeout) override;
  Result<Subscription> monitor_raw(std::span<const std::string> addresses, RawSink sink) override;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace courant::control
