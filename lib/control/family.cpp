#include "courant/control/family.hpp"

#include "courant/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_set>

namespace courant::control {
namespace {

bool before(const DevicePtr& a, const DevicePtr& b) {
  return std::tie(a->data().s, a->data().order, a->name()) <
         std::tie(b->data().s, b->data().order, b->name());
}

/// Distance along the machine; the shorter way round when a circumference is given [m].
double distance(double a, double b, double circumference) {
  const double d = std::abs(a - b);
  return circumference > 0.0 ? std::min(d, circumference - d) : d;
}

}  // namespace

Family::Family(SessionPtr session, std::vector<DevicePtr> devices, std::string name)
    : session_(std::move(session)), devices_(std::move(devices)), name_(std::move(name)) {
  if (!session_) throw InvalidArgument(fmt::format("family '{}' has no session", name_));
  if (devices_.empty())
    throw InvalidArgument(fmt::format("family '{}' is empty", name_), "a selection left nothing");
  std::sort(devices_.begin(), devices_.end(), before);
  devices_.erase(std::unique(devices_.begin(), devices_.end()), devices_.end());
  std::unordered_set<std::string_view> seen;
  for (const auto& device : devices_)
    if (!seen.insert(device->name()).second)
      throw ConfigError(fmt::format("family '{}' has two devices '{}'", name_, device->name()),
                        "names are unique in a family");
}

const DevicePtr& Family::at(std::string_view name) const {
  for (const auto& device : devices_)
    if (device->name() == name) return device;
  throw UnknownName(fmt::format("family '{}' has no device '{}'", name_, name), "",
                    courant::nearest(name, names()));
}

std::vector<std::string> Family::names() const {
  std::vector<std::string> result;
  for (const auto& device : devices_) result.push_back(device->name());
  return result;
}

std::vector<double> Family::s() const {
  std::vector<double> result;
  for (const auto& device : devices_) result.push_back(device->data().s);
  return result;
}

Family Family::neighbours(std::string_view name, Index count, double circumference) const {
  if (count < 1)
    throw InvalidArgument(fmt::format("{} neighbours can't be found", count), "the count starts at 1");
  const Index here = std::find(devices_.begin(), devices_.end(), at(name)) - devices_.begin();
  std::vector<DevicePtr> chosen;
  for (Index step = -count; step <= count; ++step) {
    Index i = here + step;
    if (circumference > 0.0) i = ((i % size()) + size()) % size();
    if (i != here && i >= 0 && i < size()) chosen.push_back((*this)[i]);
  }
  return {session_, chosen, fmt::format("neighbours of {}", name)};
}

Family Family::nearest(double s, Index count, double circumference) const {
  if (count < 1 || count > size())
    throw InvalidArgument(fmt::format("{} nearest of {} devices can't be found", count, size()));
  std::vector<DevicePtr> chosen = devices_;
  std::stable_sort(chosen.begin(), chosen.end(), [&](const DevicePtr& a, const DevicePtr& b) {
    return distance(a->data().s, s, circumference) < distance(b->data().s, s, circumference);
  });
  chosen.resize(static_cast<std::size_t>(count));
  return {session_, chosen, name_};
}

Family Family::enabled() const {
  std::vector<DevicePtr> chosen;
  std::copy_if(devices_.begin(), devices_.end(), std::back_inserter(chosen),
               [](const auto& d) { return d->enabled(); });
  return {session_, chosen, name_};
}

std::vector<Channel> Family::channels(std::string_view field, bool setpoint) const {
  std::vector<Channel> result;
  result.reserve(devices_.size());
  for (const auto& device : devices_) {
    const Field& f = device->field(field);
    const auto& channel = setpoint ? f.setpoint : (f.readback ? f.readback : f.setpoint);
    if (!channel)
      throw InvalidArgument(fmt::format("field '{}' of {} has no setpoint channel", field, device->name()),
                            "it can only be read");
    result.push_back(*channel);
  }
  return result;
}

Readings Family::get(std::string_view field, const GetOptions& options) const {
  const auto list = channels(field, options.setpoint);
  Readings raw;
  session_->system().get(list, raw, options.timeout);
  Readings result(devices_.front()->unit(field));
  for (Index i = 0; i < size(); ++i) {
    const Device& device = *(*this)[i];
    Reading r = raw[i];
    r.label = device.name();
    r.unit = device.unit(field);
    if (!device.enabled()) {
      r.quality = Quality::missing;
    } else if (r.valid() && device.is_calibrated(field)) {
      const auto slope = device.slope(field, r.value);
      const auto value = device.from_hardware(field, r.value);
      if (slope && value) {
        r.sigma *= std::abs(*slope);
        r.value = *value;
      } else {
        r.quality = Quality::invalid;
      }
    }
    result.add(r);
  }
  return result;
}

Settings Family::settings(std::string_view field, std::span<const double> numbers, Setting::Kind kind) const {
  if (static_cast<Index>(numbers.size()) != size())
    throw MismatchError(
        fmt::format("{} numbers for {} devices of family '{}'", numbers.size(), size(), name_));
  Settings result;
  for (Index i = 0; i < size(); ++i)
    result.push_back({.device = (*this)[i],
                      .field = std::string(field),
                      .kind = kind,
                      .number = numbers[static_cast<std::size_t>(i)]});
  return result;
}

Result<void> Family::write(std::string_view field, std::span<const double> numbers,
                           Setting::Kind kind) const {
  const bool absolute = kind == Setting::Kind::value;
  Transaction t = session_->transaction(fmt::format("{} {} of {}", absolute ? "set" : "step", field, name_));
  if (auto done = t.step(settings(field, numbers, kind)); !done) return done;
  return t.commit();
}

Result<void> Family::set(std::string_view field, std::span<const double> values) const {
  return write(field, values, Setting::Kind::value);
}

Result<void> Family::set(std::string_view field, double value) const {
  return set(field, std::vector<double>(devices_.size(), value));
}

Result<void> Family::step(std::string_view field, std::span<const double> deltas) const {
  return write(field, deltas, Setting::Kind::delta);
}

Result<void> Family::step(std::string_view field, double delta) const {
  return step(field, std::vector<double>(devices_.size(), delta));
}

Index Family::enable(std::string_view reason) const { return switch_to(true, reason); }
Index Family::disable(std::string_view reason) const { return switch_to(false, reason); }

Index Family::switch_to(bool enabled, std::string_view reason) const {
  Index changed = 0;
  for (const auto& device : devices_) {
    if (!device->set_enabled(enabled, std::string(reason), session_->author(), session_->clock().now()))
      continue;
    ++changed;
    session_->logger().info(
        fmt::format("{} {}: {}", device->name(), enabled ? "enabled" : "disabled", reason));
  }
  return changed;
}

}  // namespace courant::control
