#include "courant/control/snapshot.hpp"

#include "courant/base/error.hpp"
#include "courant/base/glob.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace courant::control {
namespace {

struct Source {
  std::string label;
  Field field;
};

/// Reads setpoints and readbacks in one batch.
std::vector<SnapshotItem> read_items(ControlSystem& system, const std::vector<Source>& sources,
                                     double timeout) {
  std::vector<Channel> channels;
  for (const auto& source : sources) {
    channels.push_back(*source.field.setpoint);
    channels.push_back(source.field.readback.value_or(*source.field.setpoint));
  }
  const auto found = system.read(channels, timeout);
  std::vector<SnapshotItem> items;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const Channel& channel = *sources[i].field.setpoint;
    const auto& setpoint = found[2 * i];
    const auto& readback = found[2 * i + 1];
    items.push_back({.label = sources[i].label,
                     .address = channel.address.text(),
                     .unit = si_unit(channel.unit),
                     .setpoint = setpoint ? setpoint->value : std::nan(""),
                     .readback = sources[i].field.readback && readback ? readback->value : std::nan(""),
                     .tolerance = channel.tolerance,
                     .quality = setpoint ? setpoint->quality : Quality::missing,
                     .time = setpoint ? setpoint->time : 0.0});
  }
  return items;
}

}  // namespace

Snapshot Snapshot::take(const Session& session, std::string note, double timeout) {
  std::vector<Source> sources;
  for (auto& field : session.fields())
    if (field.setpoint) sources.push_back({field.setpoint->address.text(), field});
  Snapshot result;
  result.time_ = session.clock().now();
  result.note_ = std::move(note);
  result.items_ = read_items(session.system(), sources, timeout);
  return result;
}

Snapshot Snapshot::take(std::span<const Family> families, std::string note, double timeout) {
  Snapshot result;
  result.note_ = std::move(note);
  if (families.empty()) return result;
  const SessionPtr& session = families.front().session();
  std::map<std::string, Source> sources;  // each setpoint once, by address
  for (const auto& family : families) {
    if (family.session() != session)
      throw MismatchError("families of different sessions in one snapshot", "", "take one snapshot of each");
    for (const auto& device : family)
      for (const auto& [name, field] : device->data().fields)
        if (field.setpoint)
          sources.try_emplace(field.setpoint->address.text(), Source{device->name() + "/" + name, field});
  }
  std::vector<Source> list;
  list.reserve(sources.size());
  for (auto& [_, source] : sources) list.push_back(std::move(source));
  result.time_ = session->clock().now();
  result.items_ = read_items(session->system(), list, timeout);
  return result;
}

Index Snapshot::missing() const {
  return std::count_if(items_.begin(), items_.end(), [](const SnapshotItem& item) { return item.missing(); });
}

Snapshot Snapshot::select(std::string_view glob) const {
  Snapshot result = *this;
  std::erase_if(result.items_, [&](const SnapshotItem& item) {
    return !glob_match(glob, item.label) && !glob_match(glob, item.address);
  });
  if (!result.items_.empty()) return result;
  std::vector<std::string> labels;
  for (const auto& item : items_) labels.push_back(item.label);
  throw UnknownName(fmt::format("'{}' matches none of {} items of the snapshot", glob, items_.size()), "",
                    nearest(glob, labels));
}

std::vector<SnapshotChange> Snapshot::diff(const Snapshot& later) const {
  const double nan = std::nan("");
  std::map<std::string_view, const SnapshotItem*> there;
  for (const auto& item : later.items_) there.emplace(item.address, &item);
  std::vector<SnapshotChange> changes;
  const auto note = [&](const SnapshotItem& item, double before, double after) {
    if (before == after || (std::isnan(before) && std::isnan(after))) return;
    const double size = std::abs(after - before);
    changes.push_back({item.label, item.address, item.unit, before, after,
                       item.tolerance > 0.0
                           ? size / item.tolerance
                           : (std::isnan(size) ? nan : std::numeric_limits<double>::infinity())});
  };
  for (const auto& item : items_) {
    const auto other = there.find(item.address);
    if (other == there.end()) {
      note(item, item.setpoint, nan);
      continue;
    }
    if (!(other->second->unit == item.unit))
      throw UnitError(fmt::format("{} is in '{}' in one snapshot and in '{}' in the other", item.label,
                                  item.unit.text(), other->second->unit.text()));
    note(item, item.setpoint, other->second->setpoint);
    there.erase(other);
  }
  for (const auto& item : later.items_)
    if (there.contains(item.address)) note(item, nan, item.setpoint);
  return changes;
}

Result<Settings> Snapshot::settings(bool accept_missing) const {
  if (const Index count = missing(); count > 0 && !accept_missing)
    return Failure{Code::partial,
                   fmt::format("{} of {} setpoints are missing in the snapshot", count, items_.size())};
  Settings result;
  for (const auto& item : items_)
    if (!item.missing()) result.push_back(Setting::to(item.address, item.setpoint));
  return result;
}

}  // namespace courant::control
