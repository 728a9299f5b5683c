#pragma once
#include <memory>
#include <span>
#include <stop_token>
#include <string>

#include "courant/control/guard.hpp"
#include "courant/control/plan.hpp"
#include "courant/control/settings.hpp"

namespace courant::control {

class Session;

struct TransactionOptions {
  std::string purpose = "step";
  GuardPtr guard = nullptr;   ///< none: the default guard of the session
  std::stop_token stop = {};  ///< cancels between sub-steps and while settling
  double timeout = 2.0;       ///< budget of one get or put [s]
};

/// The only way to write. One step after the other on one baseline; not committed means restored, on every
/// exit path: return, exception, destruction. One thread at a time.
///
/// A step reads the setpoints as found, converts to hardware, asks range and guards, journals the baseline,
/// ramps on a straight line within max_step and rate, settles, and verifies the setpoints as written. What is
/// refused leaves no setpoint written. \see tests/control/transaction_test.cpp, transaction_restore_test.cpp
class Transaction {
 public:
  explicit Transaction(Session& session, TransactionOptions options = {});
  ~Transaction();  ///< rolls back unless committed; never throws
  Transaction(Transaction&&) noexcept;
  Transaction& operator=(Transaction&&) = delete;

  /// What a step would do, with the answer of the guards. Writes nothing; the state stays.
  ///
  /// \return  the plan, or Failure{timeout | disconnected | remote | no_valid_data | out_of_domain |
  ///          refused_by_guard}: the last for a disabled device
  /// \throws UnknownName      for a field or address that isn't there
  /// \throws InvalidArgument  without settings or setpoint channel, or when two values meet on one channel
  Result<Plan> preview(const Settings& settings);

  /// Carries out a step. After a failure in the first check nothing is written and an earlier step stays
  /// open; after a later failure everything is rolled back.
  ///
  /// \return  done, or Failure{as preview; not_acknowledged | timeout | cancelled | not_settled |
  ///          verify_mismatch | refused_by_guard | foreign_write | partial (journal) | rollback_incomplete}
  /// \throws  as preview; InvalidArgument also when the transaction is over
  Result<void> step(const Settings& settings);

  /// Keeps what is written. Failure{partial} if the journal can't be closed; the setpoints stay.
  /// \throws InvalidArgument  when the transaction is over
  Result<void> commit();

  /// Puts the baseline back in reverse order, ramped, within the hardware range, in up to three tries.
  ///
  /// A setpoint that another writer changed is left alone: Failure{foreign_write}, and one that could not be
  /// restored: Failure{rollback_incomplete}. In both cases the state is rollback_incomplete and the journal
  /// stays open.
  Result<void> rollback();

  TransactionState state() const;
  const Report& report() const;  ///< of the last step or rollback
  /// Setpoints as found by the first step that touched them.
  std::span<const ChannelReport> baseline() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace courant::control
