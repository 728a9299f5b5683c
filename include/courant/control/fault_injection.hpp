#pragma once
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "courant/control/control_system.hpp"

namespace courant::control {

/// One planted fault. Times count from the making of the FaultInjection.
struct Fault {
  enum class Kind {
    nan,             ///< the value reads as NaN with good quality
    frozen,          ///< value and time stamp stay as first read
    dead,            ///< get and put answer `disconnected`
    lost_write,      ///< a put is acknowledged and dropped
    unacknowledged,  ///< a put is carried out and answered `not_acknowledged`
    wrong_readback,  ///< reads value + amount
    slow,            ///< each batch takes `amount` [s]; beyond the budget its answer is `timeout`
  };
  Kind kind = Kind::dead;
  std::string address = "*";                              ///< glob over addresses
  double amount = 0.0;                                    ///< [native unit] or [s], see Kind
  double start = 0.0;                                     ///< [s]
  double stop = std::numeric_limits<double>::infinity();  ///< [s]
  double probability = 1.0;                               ///< of each get or put to be hit [-]
};

/// Plays a script of faults on any other control system but a live one. The same seed and the same calls give
/// the same faults. \see tests/control/fault_injection_test.cpp
class FaultInjection final : public ControlSystem {
 public:
  /// \throws InvalidArgument  if the inner system is live
  FaultInjection(std::shared_ptr<ControlSystem> inner, std::vector<Fault> script, std::uint64_t seed = 1);
  ~FaultInjection() override;

  void add(Fault fault);  ///< `start` and `stop` count from the making of this object
  void clear();           ///< no fault any more

  Capabilities capabilities() const override;
  Clock& clock() const override;

 protected:
  std::vector<Result<RawReading>> get_raw(std::span<const std::string> addresses, double timeout) override;
  std::vector<Result<void>> put_raw(std::span<const RawPut> puts, double timeout) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace courant::control
