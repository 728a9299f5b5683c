#include "courant/control/control_system.hpp"

#include "address_table.hpp"
#include "courant/base/error.hpp"

#include <fmt/format.h>

#include <cmath>

namespace courant::control {
namespace {

// A reading that missed this many updates is stale (middle layer, card C3).
constexpr double stale_periods = 10.0;

std::vector<std::string> names_of(std::span<const Channel> channels) {
  std::vector<std::string> names;
  names.reserve(channels.size());
  for (const auto& channel : channels) names.push_back(channel.address.name);
  return names;
}

Failure remote(const Channel& channel, std::string_view what) {
  return {Code::remote, fmt::format("{}: {}", channel.address.text(), what)};
}

Result<double> number_of(const Channel& channel, const RawValue& value) {
  const auto* wave = std::get_if<std::vector<double>>(&value);
  const auto& index = channel.address.index;
  if (!wave && index) return remote(channel, "the control system has a single number there, not a waveform");
  if (!wave) return std::get<double>(value);
  if (!index)
    return remote(channel, fmt::format("the value is a waveform of {}, an index is needed", wave->size()));
  if (*index >= static_cast<Index>(wave->size()))
    return remote(channel, fmt::format("the waveform has {} elements", wave->size()));
  return (*wave)[static_cast<std::size_t>(*index)];
}

/// True when the unit that the control system names measures something else than the channel's.
bool contradicts(const std::string& named, const Unit& unit) {
  if (named.empty() || named == unit.text()) return false;
  try {
    return !Unit::parse(named).converts_to(unit);
  } catch (const UnitError&) {
    return false;  // free text such as "counts" says nothing about the dimension
  }
}

Result<Reading> to_reading(const Channel& channel, const Result<RawReading>& raw, double now) {
  if (!raw) return raw.error();
  if (contradicts(raw->unit, channel.unit))
    return remote(channel, fmt::format("the control system gives '{}', the channel table says '{}'",
                                       raw->unit, channel.unit.text()));
  const Result<double> number = number_of(channel, raw->value);
  if (!number) return number.error();
  Reading reading{.label = channel.address.text(),
                  .value = channel.unit.to_base(*number),
                  .sigma = channel.sigma,
                  .time = raw->time,
                  .quality = raw->quality,
                  .unit = si_unit(channel.unit)};
  const bool old = channel.period > 0.0 && now - raw->time > stale_periods * channel.period;
  if (usable(reading.quality) && old) reading.quality = Quality::stale;
  if (!reading.valid()) {
    if (usable(reading.quality)) reading.quality = Quality::invalid;
    reading.value = reading.sigma = std::nan("");
  }
  return reading;
}

Failure unsupported(const ControlSystem& system, std::string_view verb) {
  return {Code::unsupported, fmt::format("control system '{}' has no {}", system.capabilities().name, verb)};
}

}  // namespace

std::vector<Result<Reading>> ControlSystem::read(std::span<const Channel> channels, double timeout) {
  if (channels.empty()) return {};
  const detail::AddressTable table(names_of(channels));
  const auto raw = get_raw(table.distinct, timeout);
  const double now = clock().now();
  std::vector<Result<Reading>> results;
  results.reserve(channels.size());
  for (std::size_t i = 0; i < channels.size(); ++i) {
    if (table.place[i] < raw.size())
      results.push_back(to_reading(channels[i], raw[table.place[i]], now));
    else
      results.push_back(remote(channels[i], "the adapter gave no answer"));
  }
  return results;
}

void ControlSystem::get(std::span<const Channel> channels, Readings& readings, double timeout) {
  if (channels.empty()) {
    readings = Readings();
    return;
  }
  for (const auto& channel : channels)
    if (!channel.unit.converts_to(channels.front().unit))
      throw UnitError(fmt::format("{} in '{}' and {} in '{}' can't be read into one set of readings",
                                  channels.front().address.text(), channels.front().unit.text(),
                                  channel.address.text(), channel.unit.text()),
                      "readings have one unit", "read them separately");
  readings = Readings(si_unit(channels.front().unit));
  const auto results = read(channels, timeout);
  for (std::size_t i = 0; i < channels.size(); ++i) {
    if (results[i]) {
      readings.add(*results[i]);
      continue;
    }
    const Code code = results[i].error().code;
    const bool away = code == Code::timeout || code == Code::disconnected;
    readings.add({.label = channels[i].address.text(),
                  .value = std::nan(""),
                  .quality = away ? Quality::disconnected : Quality::missing,
                  .unit = readings.unit()});
  }
}

std::vector<Result<void>> ControlSystem::put(std::span<const Channel> channels,
                                             std::span<const double> values, double timeout) {
  std::vector<Result<void>> results(channels.size());
  std::vector<RawPut> puts;
  std::vector<std::size_t> origin;
  for (std::size_t i = 0; i < channels.size(); ++i) {
    const Channel& channel = channels[i];
    const std::string name = channel.address.text();
    if (!channel.writable())
      results[i] = Failure{Code::unsupported, fmt::format("{} is read-only", name)};
    else if (channel.address.index)
      results[i] =
          Failure{Code::unsupported, fmt::format("{}: one element of a waveform can't be written", name)};
    else if (!channel.range->contains(values[i]))
      results[i] = Failure{Code::refused_by_guard, fmt::format("{}: {} is outside [{}, {}]", name, values[i],
                                                               channel.range->low, channel.range->high)};
    else {
      puts.push_back({channel.address.name, channel.unit.from_base(values[i])});
      origin.push_back(i);
    }
  }
  if (puts.empty()) return results;
  const auto answers = put_raw(puts, timeout);
  for (std::size_t k = 0; k < origin.size(); ++k)
    results[origin[k]] = k < answers.size()
                             ? answers[k]
                             : Result<void>(Failure{Code::not_acknowledged, puts[k].address + ": no answer"});
  return results;
}

Result<Subscription> ControlSystem::monitor(std::span<const Channel> channels, Sink sink) {
  detail::AddressTable table(names_of(channels));
  const std::vector<std::string> distinct = table.distinct;
  auto convert = [this, list = std::vector<Channel>(channels.begin(), channels.end()), sink = std::move(sink),
                  place = std::move(table.place)](Index address, const RawReading& raw) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (place[i] != static_cast<std::size_t>(address)) continue;
      const auto reading = to_reading(list[i], raw, clock().now());
      sink(static_cast<Index>(i), reading ? *reading
                                          : Reading{.label = list[i].address.text(),
                                                    .value = std::nan(""),
                                                    .sigma = std::nan(""),
                                                    .time = raw.time,
                                                    .quality = Quality::invalid,
                                                    .unit = si_unit(list[i].unit)});
    }
  };
  return monitor_raw(distinct, std::move(convert));
}

Result<std::vector<Reading>> ControlSystem::history(const Channel& channel, double from, double to) {
  const auto raw = history_raw(channel.address.name, from, to);
  if (!raw) return raw.error();
  Channel then = channel;
  then.period = 0.0;  // age is a matter of now
  std::vector<Reading> readings;
  for (const auto& entry : *raw) {
    const auto reading = to_reading(then, entry, entry.time);
    if (!reading) return reading.error();
    readings.push_back(*reading);
  }
  return readings;
}

std::vector<Result<void>> ControlSystem::put_raw(std::span<const RawPut> puts, double) {
  return std::vector<Result<void>>(puts.size(), unsupported(*this, "put"));
}

Result<Subscription> ControlSystem::monitor_raw(std::span<const std::string>,
                                                RawSink) {  // NOLINT(performance-unnecessary-value-param)
  return unsupported(*this, "monitor");
}

Result<std::vector<RawReading>> ControlSystem::history_raw(const std::string&, double, double) {
  return unsupported(*this, "history");
}

std::vector<Result<RawReading>> ControlSystem::get_raw_of(ControlSystem& inner,
                                                          std::span<const std::string> addresses,
                                                          double timeout) {
  return inner.get_raw(addresses, timeout);
}

std::vector<Result<void>> ControlSystem::put_raw_of(ControlSystem& inner, std::span<const RawPut> puts,
                                                    double timeout) {
  return inner.put_raw(puts, timeout);
}

}  // namespace courant::control
