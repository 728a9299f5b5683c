#include "courant/control/family.hpp"

#include "courant/base/error.hpp"
#include "courant/base/glob.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace courant::control {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// One rule without `&` and `~`.
bool fits(std::string_view rule, const DeviceData& device) {
  const auto after = [&](std::string_view prefix) { return rule.substr(prefix.size()); };
  if (rule.starts_with("type:")) return glob_match(after("type:"), device.type);
  if (rule.starts_with("cell:")) return glob_match(after("cell:"), device.cell);
  if (rule.starts_with("tag:"))
    return std::any_of(device.tags.begin(), device.tags.end(),
                       [&](const std::string& tag) { return glob_match(after("tag:"), tag); });
  return glob_match(rule, device.name);
}

bool fits_all(std::string_view selector, const DeviceData& device) {
  for (std::size_t from = 0;;) {
    const auto joint = selector.find('&', from);
    if (!fits(trimmed(selector.substr(from, joint - from)), device)) return false;
    if (joint == std::string_view::npos) return true;
    from = joint + 1;
  }
}

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> parts;
  for (std::size_t from = 0;;) {
    const auto comma = list.find(',', from);
    parts.emplace_back(trimmed(list.substr(from, comma - from)));
    if (comma == std::string_view::npos) return parts;
    from = comma + 1;
  }
}

void check_session(const Family& a, const Family& b) {
  if (a.session() != b.session())
    throw MismatchError(fmt::format("families '{}' and '{}' don't combine", a.name(), b.name()),
                        "they live in different sessions");
}

}  // namespace

Family Family::select(std::string_view selector) const { return select(split(selector)); }

Family Family::select(const std::vector<std::string>& selectors) const {
  std::vector<bool> chosen(devices_.size());
  for (std::size_t k = 0; k < selectors.size(); ++k) {
    std::string_view rule = trimmed(selectors[k]);
    const bool removes = rule.starts_with('~');
    if (removes) rule = trimmed(rule.substr(1));
    if (removes && k == 0) chosen.assign(chosen.size(), true);
    bool any = false;
    for (std::size_t i = 0; i < devices_.size(); ++i) {
      if (!fits_all(rule, devices_[i]->data())) continue;
      any = true;
      chosen[i] = !removes;
    }
    if (!any)
      throw UnknownName(fmt::format("selector '{}' matches nothing in family '{}'", rule, name_), "",
                        courant::nearest(rule, names()));
  }
  std::vector<DevicePtr> devices;
  for (std::size_t i = 0; i < devices_.size(); ++i)
    if (chosen[i]) devices.push_back(devices_[i]);
  if (devices.empty())
    throw UnknownName(
        fmt::format("selection '{}' leaves nothing of family '{}'", fmt::join(selectors, ", "), name_));
  return {session_, devices, name_};
}

Family operator|(const Family& a, const Family& b) {
  check_session(a, b);
  std::vector<DevicePtr> devices = a.devices_;
  devices.insert(devices.end(), b.devices_.begin(), b.devices_.end());
  return {a.session_, devices, a.name_ + " | " + b.name_};
}

Family operator&(const Family& a, const Family& b) {
  check_session(a, b);
  const std::set<DevicePtr> other(b.devices_.begin(), b.devices_.end());
  std::vector<DevicePtr> devices;
  for (const auto& device : a.devices_)
    if (other.contains(device)) devices.push_back(device);
  return {a.session_, devices, a.name_ + " & " + b.name_};
}

Family operator-(const Family& a, const Family& b) {
  check_session(a, b);
  const std::set<DevicePtr> other(b.devices_.begin(), b.devices_.end());
  std::vector<DevicePtr> devices;
  for (const auto& device : a.devices_)
    if (!other.contains(device)) devices.push_back(device);
  return {a.session_, devices, a.name_ + " - " + b.name_};
}

}  // namespace courant::control
