#include "transaction_impl.hpp"

#include "courant/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace courant::control {
namespace {

/// The wishes for one channel.
struct Wish {
  PlanItem item;
  bool absolute = false;
  double number = 0.0;  // value, or sum of differences [SI of the field]
};

PlanItem item_of(const Setting& setting, const Session& session) {
  const Field& field = setting.device ? setting.device->field(setting.field) : session.field(setting.address);
  if (!field.setpoint)
    throw InvalidArgument(fmt::format("{} can't be set", setting.label()), "it has no setpoint channel");
  return {.label = setting.label(),
          .field = setting.device ? setting.field : "",
          .device = setting.device,
          .setpoint = *field.setpoint,
          .readback = field.readback};
}

/// One wish per channel, in order of first mention.
std::vector<Wish> gather(const Settings& settings, const Session& session) {
  if (settings.empty()) throw InvalidArgument("a step without settings");
  std::vector<Wish> wishes;
  std::map<std::string, std::size_t> known;
  for (const auto& setting : settings) {
    const bool absolute = setting.kind == Setting::Kind::value;
    Wish wish{item_of(setting, session), absolute, setting.number};
    const auto [entry, fresh] = known.emplace(wish.item.setpoint.address.text(), wishes.size());
    if (fresh) {
      wishes.push_back(std::move(wish));
      continue;
    }
    Wish& first = wishes[entry->second];
    if (absolute || first.absolute || first.item.field != wish.item.field)
      throw InvalidArgument(
          fmt::format("{} and {} want the same setpoint {}", first.item.label, wish.item.label, entry->first),
          "only differences in one field add up");
    first.number += wish.number;
  }
  return wishes;
}

/// Fills in target and field values from the setpoint as found.
Result<void> convert(Wish& wish) {
  PlanItem& item = wish.item;
  if (!item.device || !item.device->is_calibrated(item.field)) {
    item.field_found = item.as_found;
    item.target = item.field_target = wish.absolute ? wish.number : item.as_found + wish.number;
    return {};
  }
  item.field_found = item.field_target = wish.number;
  const auto found = item.device->from_hardware(item.field, item.as_found);
  if (!found) return found.error();
  item.field_found = *found;
  if (!wish.absolute) item.field_target = *found + wish.number;
  const auto target = item.device->to_hardware(item.field, item.field_target);
  if (!target) return target.error();
  item.target = *target;
  return {};
}

}  // namespace

Result<Plan> Transaction::Impl::plan(const Settings& settings) {
  auto wishes = gather(settings, session);
  for (const auto& wish : wishes) {
    if (!wish.item.device) continue;
    if (const auto enabled = wish.item.device->state(); !enabled.enabled)
      return Failure{Code::refused_by_guard,
                     fmt::format("{} is disabled: {}", wish.item.device->name(), enabled.reason)};
  }
  std::vector<Channel> setpoints;
  setpoints.reserve(wishes.size());
  for (const auto& wish : wishes) setpoints.push_back(wish.item.setpoint);
  const auto found = session.system().read(setpoints, options.timeout);

  Plan plan{.purpose = options.purpose, .items = {}, .refusals = {}, .notes = {}};
  std::vector<detail::Move> moves;
  double delay = 0.0;
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    PlanItem& item = wishes[i].item;
    if (!found[i]) return Failure{found[i].error().code, "as-found setpoint: " + found[i].error().message};
    if (!found[i]->valid())
      return Failure{Code::no_valid_data,
                     fmt::format("as-found setpoint of {} is {}", item.label, to_string(found[i]->quality))};
    item.as_found = found[i]->value;
    if (const Touched* mine = find(item.setpoint);
        mine && !detail::same_setpoint(item.setpoint, item.as_found, mine->written.back()))
      return Failure{Code::foreign_write,
                     fmt::format("{} was changed by another writer since the last step", item.label)};
    if (auto done = convert(wishes[i]); !done) return done.error();
    if (item.settles_on_time()) plan.notes.push_back(item.label + " settles on time alone");
    delay = std::max(delay, item.setpoint.settle.delay);
    plan.items.push_back(item);
  }
  for (const auto& item : plan.items) moves.push_back({&item.setpoint, item.as_found, item.target});
  plan.refusals = guards.before(plan).refusals;
  if (!plan.refusals.empty()) return plan;  // a target may be NaN: there is no ramp
  const auto ramp = detail::ramp_for(moves);
  plan.sub_steps = ramp.sub_steps;
  plan.duration = ramp.wait * static_cast<double>(ramp.sub_steps) + delay;
  return plan;
}

}  // namespace courant::control
