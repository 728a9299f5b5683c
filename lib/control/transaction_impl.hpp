#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "courant/control/session.hpp"
#include "courant/control/transaction.hpp"

namespace courant::control {

namespace detail {

/// Whether a setpoint reads as it was written: 1e-7 of the range covers a transport in single precision, and
/// is finer than any step that means something; 1e-12 of the value covers the change of unit.
bool same_setpoint(const Channel& channel, double a, double b);

/// A change of one channel.
struct Move {
  const Channel* channel;
  double from, to;  ///< [SI]
};

/// How a set of changes is cut into equal sub-steps, the same number for all.
struct Ramp {
  Index sub_steps = 1;  ///< [-]
  double wait = 0.0;    ///< after each put, so that no rate is passed [s]
};
Ramp ramp_for(std::span<const Move> moves);

/// Point k of n on the straight line; exactly `to` at the end [SI].
double on_line(const Move& move, Index k, Index n);

/// The first three of the texts, and how many more there are.
std::string few(const std::vector<std::string>& texts);

}  // namespace detail

struct Transaction::Impl {
  /// A setpoint that this transaction has written, or tried to.
  struct Touched {
    PlanItem item;                ///< of the last step that moved it
    double baseline = 0.0;        ///< as first found [SI]
    std::vector<double> written;  ///< every value sent [SI]; the last one counts
  };

  Session& session;
  TransactionOptions options;
  std::string uid;
  AllGuards guards;
  TransactionState state = TransactionState::idle;
  Report report = {};
  std::vector<Touched> touched = {};                        ///< in order of the first touch
  std::unordered_map<std::string, std::size_t> where = {};  ///< address to place in `touched`
  std::vector<ChannelReport> baseline = {};
  bool over = false;  ///< committed or rolled back

  Impl(Session& s, TransactionOptions o);

  Clock& clock() const { return session.clock(); }
  Touched* find(const Channel& channel);
  TransactionState parked() const;  ///< where a refused step leaves the transaction

  // transaction_plan.cpp
  Result<Plan> plan(const Settings& settings);

  // transaction_step.cpp: each is one state, writing through put()
  Result<void> step(const Settings& settings);
  Result<void> carry_out(const Plan& plan);
  Result<void> note_baseline(const std::vector<const PlanItem*>& moving);
  Result<void> ramp(const Plan& plan, const std::vector<const PlanItem*>& moving);
  Result<void> settle(const std::vector<const PlanItem*>& moving);
  Result<void> verify(const std::vector<const PlanItem*>& moving);
  Result<void> cancelled() const;

  // transaction_rollback.cpp
  Result<void> roll_back() noexcept;
  Result<void> restore();
  Result<void> close(const std::vector<std::string>& foreign, const std::vector<std::string>& lost);

  /// Writes values [SI] and remembers them; one Result each.
  std::vector<Result<void>> put(const std::vector<Touched*>& channels, std::span<const double> values);
  Result<void> journal(JournalEvent event, std::string text, std::vector<JournalItem> items = {});
};

}  // namespace courant::control
