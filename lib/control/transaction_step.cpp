#include "transaction_impl.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace courant::control {
namespace {

// Fastest polling of a readback of unknown period [s].
constexpr double shortest_poll = 0.05;
// The echo of a setpoint may come late: this many reads, this far apart [s].
constexpr int verify_reads = 3;
constexpr double verify_pause = 0.1;

/// Channels that the step really changes; a wish for the value as found writes nothing.
std::vector<const PlanItem*> moving_items(const Plan& plan) {
  std::vector<const PlanItem*> moving;
  for (const auto& item : plan.items) {
    const double round_off = 1e-12 * std::max(std::abs(item.target), std::abs(item.as_found));
    if (std::abs(item.delta()) > round_off) moving.push_back(&item);
  }
  return moving;
}

Failure refused(const std::vector<Refusal>& refusals) {
  std::vector<std::string> texts;
  texts.reserve(refusals.size());
  for (const auto& refusal : refusals) texts.push_back(refusal.rule + ": " + refusal.text);
  return {Code::refused_by_guard, detail::few(texts)};
}

/// A readback on its way to the setpoint.
struct Waiting {
  const PlanItem* item;
  Index samples = 0;   // fresh ones within tolerance
  double last = -1.0;  // time stamp of the last fresh one [s, UTC]
  std::string why = {};
};

}  // namespace

Result<void> Transaction::Impl::cancelled() const {
  if (options.stop.stop_requested()) return Failure{Code::cancelled, options.purpose + " was cancelled"};
  return {};
}

Result<void> Transaction::Impl::step(const Settings& settings) {
  struct Park {  // whatever ends the check, by return or exception, leaves a state that is true
    Impl& t;
    ~Park() {
      if (t.state == TransactionState::planned || t.state == TransactionState::checked) t.state = t.parked();
      t.report.state = t.state;
    }
  } park{*this};

  state = TransactionState::planned;
  const auto planned = plan(settings);
  if (!planned) return planned.error();
  if (!planned->refusals.empty()) return refused(planned->refusals);
  state = TransactionState::checked;
  const auto moving = moving_items(*planned);
  if (auto noted = note_baseline(moving); !noted) return noted.error();
  try {
    const Result<void> done = carry_out(*planned);
    if (done) {
      ++report.steps;
      state = TransactionState::open;
      return {};
    }
    session.logger().warning(fmt::format("{}: {}", options.purpose, done.error().message));
    const auto back = roll_back();
    if (back) return done.error();
    return Failure{back.error().code, done.error().message + "; then " + back.error().message};
  } catch (...) {
    static_cast<void>(roll_back());
    throw;
  }
}

Result<void> Transaction::Impl::note_baseline(const std::vector<const PlanItem*>& moving) {
  std::vector<JournalItem> fresh;
  for (const PlanItem* item : moving)
    if (!find(item->setpoint)) fresh.push_back({item->setpoint.address.text(), item->as_found});
  if (!fresh.empty()) {
    const auto event = touched.empty() ? JournalEvent::begin : JournalEvent::baseline;
    if (auto kept = journal(event, options.purpose, std::move(fresh)); !kept)
      return Failure{Code::partial, "the baseline could not be journalled: " + kept.error().message};
  }
  for (const PlanItem* item : moving) {
    if (Touched* known = find(item->setpoint)) {
      known->item = *item;
      continue;
    }
    where.emplace(item->setpoint.address.text(), touched.size());
    touched.push_back({*item, item->as_found, {item->as_found}});
    const double nan = std::nan("");
    baseline.push_back(
        {item->label, item->setpoint.address.text(), item->as_found, item->as_found, nan, nan});
  }
  return {};
}

Result<void> Transaction::Impl::carry_out(const Plan& plan) {
  const auto moving = moving_items(plan);
  report.notes = plan.notes;
  state = TransactionState::ramping;
  if (auto done = ramp(plan, moving); !done) return done;
  state = TransactionState::settling;
  if (auto done = settle(moving); !done) {
    // A write that was lost explains a readback that doesn't come.
    if (done.error().code != Code::not_settled) return done;
    const auto written = verify(moving);
    return written ? done : written;
  }
  state = TransactionState::verifying;
  if (auto done = verify(moving); !done) return done;
  report.state = TransactionState::verifying;
  const Verdict verdict = guards.after(report);
  if (verdict.decision != Decision::accept) return refused(verdict.refusals);
  return {};
}

Result<void> Transaction::Impl::ramp(const Plan& plan, const std::vector<const PlanItem*>& moving) {
  if (moving.empty()) return {};
  std::vector<detail::Move> moves;
  std::vector<Touched*> channels;
  for (const PlanItem* item : moving) {
    moves.push_back({&item->setpoint, item->as_found, item->target});
    channels.push_back(find(item->setpoint));
  }
  const auto [sub_steps, wait] = detail::ramp_for(moves);
  std::vector<double> values(moves.size());
  for (Index k = 1; k <= sub_steps; ++k) {
    if (auto go = cancelled(); !go) return go;
    for (std::size_t i = 0; i < moves.size(); ++i) values[i] = detail::on_line(moves[i], k, sub_steps);
    const auto answers = put(channels, values);
    std::vector<std::string> texts;
    const Failure* first = nullptr;
    for (const auto& answer : answers) {
      if (answer) continue;
      if (!first) first = &answer.error();
      texts.push_back(answer.error().message);
    }
    if (first) return Failure{first->code, "write failed: " + detail::few(texts)};
    const Verdict verdict = guards.during({plan, k, clock().now()});
    if (verdict.decision != Decision::accept) return refused(verdict.refusals);
    clock().sleep_for(wait);
  }
  return {};
}

Result<void> Transaction::Impl::settle(const std::vector<const PlanItem*>& moving) {
  const double ramp_end = clock().now();
  double delay = 0.0, poll = shortest_poll;
  std::vector<Waiting> waiting;
  for (const PlanItem* item : moving) {
    delay = std::max(delay, item->setpoint.settle.delay);
    if (item->settles_on_time()) continue;
    waiting.push_back({item});
    poll = std::max(poll, item->readback->period);
  }
  clock().sleep_for(delay);
  const double start = clock().monotonic();
  while (!waiting.empty()) {
    if (auto go = cancelled(); !go) return go;
    std::vector<Channel> readbacks;
    readbacks.reserve(waiting.size());
    for (const auto& w : waiting) readbacks.push_back(*w.item->readback);
    const auto readings = session.system().read(readbacks, options.timeout);
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      Waiting& w = waiting[i];
      if (!readings[i]) {
        w.why = readings[i].error().message;
        continue;
      }
      const Reading& r = *readings[i];
      const bool fresh = w.item->readback->period == 0.0 || (r.time > ramp_end && r.time > w.last);
      const bool reached = std::abs(r.value - w.item->target) <= w.item->setpoint.tolerance;  // false for NaN
      w.why = !reached
                  ? fmt::format("{} reads {}", w.item->label, format_quantity(r.value, w.item->setpoint.unit))
                  : fmt::format("{} gives too few new readings", w.item->label);
      if (!reached) w.samples = 0;
      if (reached && fresh) {
        ++w.samples;
        w.last = r.time;
      }
    }
    std::erase_if(waiting, [](const Waiting& w) { return w.samples >= w.item->setpoint.settle.samples; });
    const double elapsed = clock().monotonic() - start;
    std::vector<std::string> late;
    for (const auto& w : waiting)
      if (elapsed >= w.item->setpoint.settle.timeout) late.push_back(w.why);
    if (!late.empty()) return Failure{Code::not_settled, "not settled: " + detail::few(late)};
    if (!waiting.empty()) clock().sleep_for(poll);
  }
  return {};
}

Result<void> Transaction::Impl::verify(const std::vector<const PlanItem*>& moving) {
  std::vector<Channel> channels;
  channels.reserve(2 * moving.size());
  for (const PlanItem* item : moving) channels.push_back(item->setpoint);
  for (const PlanItem* item : moving) channels.push_back(item->readback.value_or(item->setpoint));
  std::vector<std::string> wrong;
  for (int attempt = 0; attempt < verify_reads; ++attempt) {
    if (attempt > 0) clock().sleep_for(verify_pause);
    const auto found = session.system().read(channels, options.timeout);
    wrong.clear();
    report.channels.clear();
    for (std::size_t i = 0; i < moving.size(); ++i) {
      const PlanItem& item = *moving[i];
      const auto& setpoint = found[i];
      const auto& readback = found[i + moving.size()];
      ChannelReport out{item.label,
                        item.setpoint.address.text(),
                        find(item.setpoint)->baseline,
                        item.target,
                        setpoint ? setpoint->value : std::nan(""),
                        readback && item.readback ? readback->value : std::nan("")};
      if (!setpoint) {
        out.failure = setpoint.error();
      } else if (!detail::same_setpoint(item.setpoint, setpoint->value, item.target)) {
        out.failure =
            Failure{Code::verify_mismatch, fmt::format("{} reads {} after {} was written", item.label,
                                                       format_quantity(setpoint->value, item.setpoint.unit),
                                                       format_quantity(item.target, item.setpoint.unit))};
      }
      if (out.failure) wrong.push_back(out.failure->message);
      report.channels.push_back(std::move(out));
    }
    if (wrong.empty()) return {};
  }
  return Failure{Code::verify_mismatch, "setpoints are not as written: " + detail::few(wrong)};
}

}  // namespace courant::control
