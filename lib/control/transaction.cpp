#include "courant/control/transaction.hpp"

#include "transaction_impl.hpp"
#include "uid.hpp"
#include "courant/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace courant::control {

namespace detail {

// A rate is kept by sub-steps of this length at most [s].
constexpr double ramp_period = 0.1;

bool same_setpoint(const Channel& channel, double a, double b) {
  const double width = channel.range ? channel.range->width() : 0.0;
  return std::abs(a - b) <= 1e-7 * width + 1e-12 * std::abs(b);
}

Ramp ramp_for(std::span<const Move> moves) {
  Ramp ramp;
  double sub_steps = 1.0, time = 0.0;
  for (const auto& move : moves) {
    const double size = std::abs(move.to - move.from);
    sub_steps = std::max(sub_steps, size / move.channel->max_step);
    time = std::max(time, size / move.channel->rate);
  }
  sub_steps = std::max(sub_steps, time / ramp_period);
  // 1e-9: a change of exactly n steps is not cut into n + 1 by rounding
  ramp.sub_steps = static_cast<Index>(std::ceil(sub_steps * (1.0 - 1e-9)));
  ramp.wait = time / static_cast<double>(ramp.sub_steps);
  return ramp;
}

double on_line(const Move& move, Index k, Index n) {
  if (k >= n) return move.to;
  return move.from + (move.to - move.from) * (static_cast<double>(k) / static_cast<double>(n));
}

std::string few(const std::vector<std::string>& texts) {
  std::string result;
  for (std::size_t i = 0; i < std::min<std::size_t>(texts.size(), 3); ++i)
    result += (i ? "; " : "") + texts[i];
  if (texts.size() > 3) result += fmt::format("; and {} more", texts.size() - 3);
  return result;
}

}  // namespace detail

std::string_view to_string(TransactionState state) {
  switch (state) {
    case TransactionState::idle:
      return "idle";
    case TransactionState::planned:
      return "planned";
    case TransactionState::checked:
      return "checked";
    case TransactionState::ramping:
      return "ramping";
    case TransactionState::settling:
      return "settling";
    case TransactionState::verifying:
      return "verifying";
    case TransactionState::open:
      return "open";
    case TransactionState::committed:
      return "committed";
    case TransactionState::rolling_back:
      return "rolling_back";
    case TransactionState::restored:
      return "restored";
    case TransactionState::refused:
      return "refused";
    case TransactionState::rollback_incomplete:
      return "rollback_incomplete";
  }
  return "unknown";
}

Transaction::Impl::Impl(Session& s, TransactionOptions o)
    : session(s),
      options(std::move(o)),
      uid(detail::make_uid(s.clock().now())),
      guards({std::make_shared<RangeGuard>(), options.guard ? options.guard : s.guard()}) {
  report.transaction = uid;
  report.purpose = options.purpose;
}

Transaction::Impl::Touched* Transaction::Impl::find(const Channel& channel) {
  const auto found = where.find(channel.address.text());
  return found == where.end() ? nullptr : &touched[found->second];
}

TransactionState Transaction::Impl::parked() const {
  return touched.empty() ? TransactionState::refused : TransactionState::open;
}

std::vector<Result<void>> Transaction::Impl::put(const std::vector<Touched*>& channels,
                                                 std::span<const double> values) {
  std::vector<Channel> setpoints;
  setpoints.reserve(channels.size());
  for (std::size_t i = 0; i < channels.size(); ++i) {
    channels[i]->written.push_back(values[i]);
    setpoints.push_back(channels[i]->item.setpoint);
  }
  return session.system().put(setpoints, values, options.timeout);
}

Result<void> Transaction::Impl::journal(JournalEvent event, std::string text,
                                        std::vector<JournalItem> items) {
  return session.journal().append({uid, event, clock().now(), std::move(text), std::move(items)});
}

Transaction::Transaction(Session& session, TransactionOptions options)
    : impl_(std::make_unique<Impl>(session, std::move(options))) {}

Transaction::Transaction(Transaction&&) noexcept = default;

Transaction::~Transaction() {
  if (impl_ && !impl_->over && !impl_->touched.empty()) static_cast<void>(impl_->roll_back());
}

Result<Plan> Transaction::preview(const Settings& settings) { return impl_->plan(settings); }

Result<void> Transaction::step(const Settings& settings) {
  if (impl_->over)
    throw InvalidArgument(fmt::format("transaction '{}' is over", impl_->options.purpose),
                          std::string(to_string(impl_->state)), "start a new one");
  return impl_->step(settings);
}

Result<void> Transaction::commit() {
  Impl& t = *impl_;
  if (t.over)
    throw InvalidArgument(fmt::format("transaction '{}' is over", t.options.purpose),
                          std::string(to_string(t.state)), "start a new one");
  t.over = true;
  t.state = t.report.state = TransactionState::committed;
  if (t.touched.empty()) return {};
  t.session.logger().info(fmt::format("{}: committed, {} setpoints in {} steps", t.options.purpose,
                                      t.touched.size(), t.report.steps));
  if (auto closed = t.journal(JournalEvent::committed, t.options.purpose); !closed)
    return Failure{Code::partial, "committed, but the journal stays open: " + closed.error().message};
  return {};
}

Result<void> Transaction::rollback() {
  if (impl_->over && impl_->state != TransactionState::rollback_incomplete)
    throw InvalidArgument(fmt::format("transaction '{}' is over", impl_->options.purpose),
                          std::string(to_string(impl_->state)), "start a new one");
  return impl_->roll_back();
}

TransactionState Transaction::state() const { return impl_->state; }
const Report& Transaction::report() const { return impl_->report; }
std::span<const ChannelReport> Transaction::baseline() const { return impl_->baseline; }

}  // namespace courant::control
