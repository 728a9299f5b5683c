#include "courant/control/in_memory.hpp"

#include "courant/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

namespace courant::control {
namespace {

struct Follower {
  std::string address;
  double gain;  // [-]
  double lag;   // [s]
};

struct Arrival {
  double due;  // [s, monotonic]
  double value;
};

struct Cell {
  RawValue value;
  Quality quality = Quality::good;
  std::string unit;
  std::vector<Follower> followers;
  std::vector<Arrival> arrivals;  // in order of `due`

  void arrive(double now) {
    while (!arrivals.empty() && arrivals.front().due <= now) {
      value = arrivals.front().value;
      arrivals.erase(arrivals.begin());
    }
  }
};

/// No event after close(); a sink may close its own monitor.
struct Monitor {
  std::vector<std::string> addresses;
  std::function<void(Index, const RawReading&)> sink;
  std::recursive_mutex mutex;
  bool open = true;

  void tell(const std::string& address, const RawReading& reading) {
    const std::scoped_lock lock(mutex);
    for (std::size_t i = 0; i < addresses.size() && open; ++i)
      if (addresses[i] == address) sink(static_cast<Index>(i), reading);
  }
  void close() {
    const std::scoped_lock lock(mutex);
    open = false;
  }
};

}  // namespace

struct InMemory::Impl {
  std::shared_ptr<Clock> clock;
  mutable std::mutex mutex;
  std::map<std::string, Cell> cells;
  std::vector<std::weak_ptr<Monitor>> monitors;
  OnPut hook;
  std::vector<RawPut> puts;
  Index batches = 0, asked = 0;

  Cell& cell(const std::string& address) {
    const auto found = cells.find(address);
    if (found != cells.end()) return found->second;
    std::vector<std::string> known;
    for (const auto& [name, _] : cells) known.push_back(name);
    throw UnknownName(fmt::format("address '{}' is not in memory", address), "", nearest(address, known));
  }

  RawReading reading(Cell& cell) {
    cell.arrive(clock->monotonic());
    return {cell.value, clock->now(), cell.quality, cell.unit};
  }

  /// Stores a number and what follows it; the addresses that changed at once.
  std::vector<std::string> store(const std::string& address, Cell& cell, double value) {
    cell.value = value;
    std::vector<std::string> changed{address};
    for (const auto& follower : cell.followers) {
      Cell& other = cells.at(follower.address);
      if (follower.lag > 0.0) {
        other.arrivals.push_back({clock->monotonic() + follower.lag, follower.gain * value});
      } else {
        other.value = follower.gain * value;
        changed.push_back(follower.address);
      }
    }
    return changed;
  }

  void tell(const std::vector<std::string>& changed) {
    std::vector<std::shared_ptr<Monitor>> listening;
    std::vector<RawReading> readings;
    {
      const std::scoped_lock lock(mutex);
      std::erase_if(monitors, [](const auto& weak) { return weak.expired(); });
      for (const auto& weak : monitors)
        if (auto monitor = weak.lock()) listening.push_back(std::move(monitor));
      for (const auto& address : changed) readings.push_back(reading(cells.at(address)));
    }
    for (const auto& monitor : listening)
      for (std::size_t i = 0; i < changed.size(); ++i) monitor->tell(changed[i], readings[i]);
  }
};

InMemory::InMemory(std::shared_ptr<Clock> clock) : impl_(std::make_shared<Impl>()) {
  if (!clock) throw InvalidArgument("control system in memory without a clock");
  impl_->clock = std::move(clock);
}

InMemory::~InMemory() = default;

void InMemory::add(const std::string& address, RawValue value, std::string unit) {
  const std::scoped_lock lock(impl_->mutex);
  const Cell cell{.value = std::move(value), .unit = std::move(unit), .followers = {}, .arrivals = {}};
  if (!impl_->cells.emplace(address, cell).second)
    throw InvalidArgument(fmt::format("address '{}' is in memory already", address));
}

void InMemory::follow(const std::string& readback, const std::string& setpoint, double gain, double lag) {
  const std::scoped_lock lock(impl_->mutex);
  impl_->cell(readback);
  impl_->cell(setpoint).followers.push_back({readback, gain, lag});
}

RawValue InMemory::value(const std::string& address) const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->reading(impl_->cell(address)).value;
}

double InMemory::number(const std::string& address) const {
  const RawValue now = value(address);
  if (const auto* number = std::get_if<double>(&now)) return *number;
  throw InvalidArgument(fmt::format("address '{}' holds a waveform", address), "a number was asked for");
}

void InMemory::set(const std::string& address, RawValue value, Quality quality) {
  {
    const std::scoped_lock lock(impl_->mutex);
    Cell& cell = impl_->cell(address);
    cell.arrivals.clear();
    cell.value = std::move(value);
    cell.quality = quality;
  }
  impl_->tell({address});
}

void InMemory::on_put(OnPut hook) {
  const std::scoped_lock lock(impl_->mutex);
  impl_->hook = std::move(hook);
}

std::vector<RawPut> InMemory::puts() const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->puts;
}

Index InMemory::batches() const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->batches;
}

Index InMemory::addresses_asked() const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->asked;
}

Capabilities InMemory::capabilities() const { return {.name = "in_memory", .put = true, .monitor = true}; }

Clock& InMemory::clock() const { return *impl_->clock; }

std::vector<Result<RawReading>> InMemory::get_raw(std::span<const std::string> addresses, double) {
  const std::scoped_lock lock(impl_->mutex);
  ++impl_->batches;
  impl_->asked += static_cast<Index>(addresses.size());
  std::vector<Result<RawReading>> results;
  for (const auto& address : addresses) {
    const auto found = impl_->cells.find(address);
    if (found == impl_->cells.end())
      results.push_back(Failure{Code::disconnected, fmt::format("{}: no such address in memory", address)});
    else
      results.push_back(impl_->reading(found->second));
  }
  return results;
}

std::vector<Result<void>> InMemory::put_raw(std::span<const RawPut> puts, double) {
  std::vector<Result<void>> results;
  for (const auto& put : puts) {
    OnPut hook;
    std::vector<std::string> changed;
    {
      const std::scoped_lock lock(impl_->mutex);
      const auto found = impl_->cells.find(put.address);
      if (found == impl_->cells.end()) {
        results.push_back(
            Failure{Code::disconnected, fmt::format("{}: no such address in memory", put.address)});
        continue;
      }
      if (!std::holds_alternative<double>(found->second.value)) {
        results.push_back(
            Failure{Code::unsupported, fmt::format("{}: a waveform can't be written", put.address)});
        continue;
      }
      changed = impl_->store(put.address, found->second, put.value);
      impl_->puts.push_back(put);
      hook = impl_->hook;
    }
    if (hook) hook(*this, put.address, put.value);
    impl_->tell(changed);
    results.emplace_back();
  }
  return results;
}

Result<Subscription> InMemory::monitor_raw(std::span<const std::string> addresses, RawSink sink) {
  auto monitor = std::make_shared<Monitor>();
  monitor->addresses.assign(addresses.begin(), addresses.end());
  monitor->sink = std::move(sink);
  std::vector<std::string> present;
  {
    const std::scoped_lock lock(impl_->mutex);
    for (const auto& address : addresses) {
      if (!impl_->cells.contains(address))
        return Failure{Code::disconnected, fmt::format("{}: no such address in memory", address)};
      present.push_back(address);
    }
    impl_->monitors.push_back(monitor);
  }
  for (const auto& address : present) {  // the first event has the value as it is
    RawReading now;
    {
      const std::scoped_lock lock(impl_->mutex);
      now = impl_->reading(impl_->cells.at(address));
    }
    monitor->tell(address, now);
  }
  // Holds the monitor until the subscription ends, then closes it before anything else is released.
  return Subscription(monitor.get(), [monitor](void*) { monitor->close(); });
}

}  // namespace courant::control
