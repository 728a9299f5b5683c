#include "transaction_impl.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <exception>

namespace courant::control {
namespace {

constexpr int rollback_tries = 3;
constexpr double rollback_pause = 0.2;  // between tries [s]

}  // namespace

Result<void> Transaction::Impl::roll_back() noexcept {
  over = true;
  std::string what = "unknown error";
  try {
    return restore();
  } catch (const std::exception& error) {
    what = error.what();
  } catch (...) {
  }
  state = report.state = TransactionState::rollback_incomplete;
  return Failure{Code::rollback_incomplete, "rollback broke off: " + what};
}

Result<void> Transaction::Impl::restore() {
  state = TransactionState::rolling_back;
  report.channels.clear();
  std::vector<std::string> foreign, lost;
  std::vector<Touched*> left;
  for (auto t = touched.rbegin(); t != touched.rend(); ++t) left.push_back(&*t);

  const auto read = [&](const std::vector<Touched*>& list) {
    std::vector<Channel> channels;
    channels.reserve(list.size());
    for (const Touched* t : list) channels.push_back(t->item.setpoint);
    return session.system().read(channels, options.timeout);
  };
  const auto note = [&](const Touched& t, double setpoint, std::optional<Failure> failure) {
    report.channels.push_back({t.item.label, t.item.setpoint.address.text(), t.baseline, t.baseline, setpoint,
                               std::nan(""), std::move(failure)});
  };

  for (int attempt = 0; attempt < rollback_tries && !left.empty(); ++attempt) {
    if (attempt > 0) clock().sleep_for(rollback_pause);
    lost.clear();
    std::vector<Touched*> going, unreachable;
    std::vector<detail::Move> moves;
    const auto found = read(left);
    for (std::size_t i = 0; i < left.size(); ++i) {
      Touched& t = *left[i];
      const Channel& setpoint = t.item.setpoint;
      if (!found[i] || !found[i]->valid()) {
        unreachable.push_back(&t);
        lost.push_back(found[i] ? t.item.label + " gives no valid setpoint" : found[i].error().message);
        continue;
      }
      const double value = found[i]->value;
      const bool ours = std::any_of(t.written.begin(), t.written.end(), [&](double written) {
        return detail::same_setpoint(setpoint, value, written);
      });
      if (ours) {
        going.push_back(&t);
        moves.push_back({&setpoint, value, t.baseline});
      } else {
        foreign.push_back(fmt::format("{} is {}", t.item.label, format_quantity(value, setpoint.unit)));
        note(t, value, Failure{Code::foreign_write, t.item.label + " was changed by another writer"});
      }
    }

    const auto [sub_steps, wait] = detail::ramp_for(moves);
    std::vector<bool> failed(going.size());
    for (Index k = 1; k <= sub_steps && !going.empty(); ++k) {
      std::vector<Touched*> now;
      std::vector<double> values;
      std::vector<std::size_t> origin;
      for (std::size_t i = 0; i < going.size(); ++i) {
        if (failed[i]) continue;
        now.push_back(going[i]);
        values.push_back(detail::on_line(moves[i], k, sub_steps));
        origin.push_back(i);
      }
      const auto answers = put(now, values);
      for (std::size_t j = 0; j < answers.size(); ++j) failed[origin[j]] = !answers[j];
      clock().sleep_for(wait);
    }

    left = unreachable;
    const auto after = read(going);
    for (std::size_t i = 0; i < going.size(); ++i) {
      Touched& t = *going[i];
      const bool back =
          !failed[i] && after[i] && detail::same_setpoint(t.item.setpoint, after[i]->value, t.baseline);
      if (back) {
        note(t, after[i]->value, std::nullopt);
      } else {
        left.push_back(&t);
        lost.push_back(t.item.label + " did not take its setpoint back");
      }
    }
  }
  for (const Touched* t : left)
    note(*t, std::nan(""), Failure{Code::rollback_incomplete, t->item.label + " was not restored"});
  return close(foreign, lost);
}

Result<void> Transaction::Impl::close(const std::vector<std::string>& foreign,
                                      const std::vector<std::string>& lost) {
  if (foreign.empty() && lost.empty()) {
    state = report.state = TransactionState::restored;
    if (touched.empty()) return {};
    session.logger().info(fmt::format("{}: {} setpoints restored", options.purpose, touched.size()));
    if (auto closed = journal(JournalEvent::restored, options.purpose); !closed)
      report.notes.push_back("restored, but the journal stays open: " + closed.error().message);
    return {};
  }
  state = report.state = TransactionState::rollback_incomplete;
  std::string text;
  if (!lost.empty()) text = "not restored: " + detail::few(lost);
  if (!foreign.empty())
    text += (text.empty() ? "" : "; ") + ("left to another writer: " + detail::few(foreign));
  session.logger().error(fmt::format("{}: rollback incomplete, {}", options.purpose, text));
  if (auto kept = journal(JournalEvent::rollback_incomplete, text); !kept)
    report.notes.push_back("not journalled: " + kept.error().message);
  return Failure{lost.empty() ? Code::foreign_write : Code::rollback_incomplete,
                 "rollback incomplete: " + text};
}

}  // namespace courant::control
