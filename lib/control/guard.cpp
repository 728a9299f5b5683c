#include "courant/control/guard.hpp"

#include "courant/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <exception>

namespace courant::control {
namespace {

std::string shown(double value, const Channel& channel) {
  return format_quantity(value, channel.display_unit.value_or(channel.unit));
}

Verdict verdict_of(std::vector<Refusal> refusals) {
  const Decision decision = refusals.empty() ? Decision::accept : Decision::refuse;
  return {decision, std::move(refusals)};
}

/// Asks one guard; what it throws is a refusal.
template <class Question>
Verdict ask(const Guard& guard, Question&& question) {
  try {
    Verdict verdict = question(guard);
    if (verdict.decision != Decision::accept && verdict.refusals.empty())
      verdict.refusals.push_back({guard.name(), guard.name() + " gave no reason"});
    return verdict;
  } catch (const std::exception& error) {
    return Verdict::refuse(
        {guard.name(), fmt::format("{} could not decide: {}", guard.name(), error.what())});
  } catch (...) {
    return Verdict::refuse({guard.name(), guard.name() + " could not decide"});
  }
}

template <class Question>
Verdict ask_all(const std::vector<GuardPtr>& guards, Question&& question) {
  Verdict all;
  for (const auto& guard : guards) {
    Verdict one = ask(*guard, question);
    all.decision = std::max(all.decision, one.decision);
    for (auto& refusal : one.refusals) all.refusals.push_back(std::move(refusal));
  }
  return all;
}

}  // namespace

Verdict RangeGuard::before(const Plan& plan) const {
  std::vector<Refusal> refusals;
  for (const auto& item : plan.items) {
    const Channel& channel = item.setpoint;
    if (!channel.writable()) {
      refusals.push_back({"read_only", fmt::format("{}: {} has no range and is read-only", item.label,
                                                   channel.address.text())});
      continue;
    }
    const auto check = [&](double value, std::string_view what) {
      if (channel.range->contains(value)) return;
      const double limit = value < channel.range->low ? channel.range->low : channel.range->high;
      refusals.push_back(
          {"range",
           fmt::format("{}: {} {} is outside {} to {}", item.label, what, shown(value, channel),
                       shown(channel.range->low, channel), shown(channel.range->high, channel)),
           value, limit});
    };
    check(item.as_found, "as found");  // what is outside could not be restored
    check(item.target, "target");
  }
  return verdict_of(std::move(refusals));
}

StepGuard::StepGuard(std::map<std::string, double> limits) : limits_(std::move(limits)) {
  for (const auto& [field, limit] : limits_)
    if (!(limit > 0.0)) throw ConfigError(fmt::format("step limit {} of '{}' is not above 0", limit, field));
}

Verdict StepGuard::before(const Plan& plan) const {
  std::vector<Refusal> refusals;
  for (const auto& item : plan.items) {
    auto limit = limits_.find(item.field);
    if (limit == limits_.end()) limit = limits_.find("*");
    const double change = std::abs(item.field_delta());
    if (limit == limits_.end() || change <= limit->second) continue;
    const Unit unit = item.device ? item.device->unit(item.field) : si_unit(item.setpoint.unit);
    refusals.push_back({"step",
                        fmt::format("{}: step {} is above {}", item.label, format_quantity(change, unit),
                                    format_quantity(limit->second, unit)),
                        change, limit->second});
  }
  return verdict_of(std::move(refusals));
}

AllGuards::AllGuards(std::vector<GuardPtr> guards) : guards_(std::move(guards)) {
  std::erase(guards_, nullptr);
}

std::string AllGuards::name() const {
  std::string text;
  for (const auto& guard : guards_) text += (text.empty() ? "" : " & ") + guard->name();
  return text;
}

Verdict AllGuards::before(const Plan& plan) const {
  return ask_all(guards_, [&](const Guard& guard) { return guard.before(plan); });
}

Verdict AllGuards::during(const Watch& watch) const {
  return ask_all(guards_, [&](const Guard& guard) { return guard.during(watch); });
}

Verdict AllGuards::after(const Report& report) const {
  return ask_all(guards_, [&](const Guard& guard) { return guard.after(report); });
}

}  // namespace courant::control
