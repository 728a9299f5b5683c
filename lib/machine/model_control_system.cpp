#include "courant/machine/model_control_system.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <mutex>
#include <optional>

#include "courant/base/error.hpp"
#include "courant/base/rng.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/lattice/field_value.hpp"
#include "courant/tracking/pass.hpp"
#include "model_beam.hpp"

namespace courant::machine {
namespace {

using control::Quality;
using control::RawPut;
using control::RawReading;

struct Arrival {
  double due;    // [s, monotonic]
  double value;  // [SI of the channel]
};

struct Entry {
  Binding binding;
  std::size_t source = 0;                 // readback: the entry of its setpoint; else itself
  std::size_t monitor = 0;                // orbit: which of the monitors
  double put = 0.0, reached = 0.0;        // setpoint as written, and as it acts [SI of the channel]
  double relative = 0.0, absolute = 0.0;  // errors of the strength [-], [SI of the element's field]
  std::deque<Arrival> arrivals = {};
  std::uint64_t reads = 0;
};

/// Device field from the value of its channel, both SI.
Result<double> to_physics(const Binding& b, double hardware) {
  if (!b.calibration) return hardware;
  const auto physics = b.calibration->to_physics({&hardware, 1}, b.rigidity ? b.rigidity->value() : 1.0);
  if (!physics) return Failure{physics.error().code, b.address.text() + ": " + physics.error().message};
  return physics->front();
}

double to_hardware(const Binding& b, double physics) {
  if (!b.calibration) return physics;
  const auto hardware = b.calibration->to_hardware({&physics, 1}, b.rigidity ? b.rigidity->value() : 1.0);
  if (!hardware)
    throw ConfigError(fmt::format("{}: the lattice can't be set", b.address.text()), hardware.error().message,
                      "widen the range of the calibration");
  return hardware->front();
}

std::vector<lattice::errors::Spec> scaled(std::vector<lattice::errors::Spec> specs, double factor) {
  for (auto& spec : specs) spec.sigma *= factor;
  return specs;
}

const elements::Cavity<>* main_cavity(const Lattice& lattice) {
  const Index place = tracking::find_cavity(lattice);
  return place < 0 ? nullptr : &std::get<elements::Cavity<>>(lattice[place].body);
}

}  // namespace

struct ModelControlSystem::Impl {
  ModelOptions options;
  Lattice design;
  std::vector<lattice::errors::Applied> applied;
  std::vector<Entry> entries;
  std::map<std::string, std::vector<std::size_t>, std::less<>> names;  // of an address: its entries
  std::vector<Index> cavities;                                         // that follow the RF frequency
  mutable std::mutex mutex;
  std::unique_ptr<detail::ModelBeam> beam;

  void index(std::vector<Binding> bindings);
  void start();
  void place_errors();
  void set(lattice::Builder& builder, const Entry& entry, double hardware) const;
  void arrive();
  double value(Entry& entry, Quality& quality);
  RawReading reading(const std::vector<std::size_t>& members);
};

// Checks the bindings and fills in what each of them stands for.
void ModelControlSystem::Impl::index(std::vector<Binding> bindings) {
  std::map<std::string, std::size_t> texts;
  std::vector<Index> monitors;
  for (auto& binding : bindings) {
    if (!(binding.sigma >= 0.0))
      throw InvalidArgument(
          fmt::format("noise {} of {} can't be used", binding.sigma, binding.address.text()));
    if (!texts.emplace(binding.address.text(), entries.size()).second)
      throw InvalidArgument(fmt::format("address '{}' stands for two numbers", binding.address.text()), "",
                            "give each its own");
    if (binding.place >= 0) monitors.push_back(binding.place);
    names[binding.address.name].push_back(entries.size());
    entries.push_back({.binding = std::move(binding), .source = entries.size()});
  }
  std::sort(monitors.begin(), monitors.end());
  monitors.erase(std::unique(monitors.begin(), monitors.end()), monitors.end());
  for (auto& entry : entries) {
    const Binding& b = entry.binding;
    if (b.place >= 0)
      entry.monitor = static_cast<std::size_t>(std::lower_bound(monitors.begin(), monitors.end(), b.place) -
                                               monitors.begin());
    if (b.follows.empty()) continue;
    const auto source = texts.find(b.follows);
    if (source == texts.end() || !entries[source->second].binding.setpoint)
      throw InvalidArgument(
          fmt::format("readback '{}' follows '{}', which is no setpoint", b.address.text(), b.follows));
    entry.source = source->second;
  }
  beam = std::make_unique<detail::ModelBeam>(design, std::move(monitors), options.aperture);
}

// Setpoints as the lattice has them.
void ModelControlSystem::Impl::start() {
  const auto* main = main_cavity(design);
  for (auto& entry : entries) {
    const Binding& b = entry.binding;
    if (b.quantity == Quantity::strength && b.follows.empty())
      entry.put = to_hardware(b, value_of(design, b.element));
    if ((b.quantity == Quantity::frequency || b.quantity == Quantity::voltage) && !main)
      throw InvalidArgument(fmt::format("'{}' stands for the RF", b.address.text()),
                            "the lattice has no cavity with voltage");
    if (b.quantity == Quantity::frequency) entry.put = main->frequency;
    if (b.quantity == Quantity::voltage) entry.put = main->voltage;
    entry.reached = entry.put;
  }
  for (Index i = 0; main && i < design.size(); ++i)
    if (const auto* c = std::get_if<elements::Cavity<>>(&design[i].body);
        c && c->voltage != 0.0 && c->frequency == main->frequency)
      cavities.push_back(i);
}

void ModelControlSystem::Impl::place_errors() {
  if (options.errors.empty()) return;
  auto with = lattice::errors::apply(design, options.errors, options.seed);
  beam->change(with.lattice);
  if (!beam->orbit())
    for (int tenth = 1; tenth <= 10; ++tenth) {
      beam->change(lattice::errors::apply(design, scaled(options.errors, 0.1 * tenth), options.seed).lattice);
      if (!beam->orbit()) break;
    }
  beam->change(std::move(with.lattice));
  applied = std::move(with.applied);
  for (auto& entry : entries)
    for (const auto& error : applied) {
      const auto& element = entry.binding.element;
      if (entry.binding.quantity != Quantity::strength || error.place != element.place) continue;
      if (error.field == element.field) entry.absolute += error.value;
      if (error.field == element.field + "_relative") entry.relative += error.value;
    }
}

void ModelControlSystem::Impl::set(lattice::Builder& builder, const Entry& entry, double hardware) const {
  const Binding& b = entry.binding;
  if (b.quantity == Quantity::strength) {
    const auto physics = to_physics(b, hardware);
    const double pure = physics.value_or(0.0) * b.element.per_unit;  // checked when it was put
    builder.set(b.element.place, b.element.field, pure * (1.0 + entry.relative) + entry.absolute);
    return;
  }
  for (const Index cavity : cavities)
    builder.set(cavity, b.quantity == Quantity::frequency ? "frequency" : "voltage", hardware);
}

// Lets the puts act that are due.
void ModelControlSystem::Impl::arrive() {
  const double now = options.clock->monotonic();
  std::optional<lattice::Builder> builder;
  for (auto& entry : entries) {
    const double before = entry.reached;
    while (!entry.arrivals.empty() && entry.arrivals.front().due <= now) {
      entry.reached = entry.arrivals.front().value;
      entry.arrivals.pop_front();
    }
    if (entry.reached == before) continue;
    if (!builder) builder.emplace(beam->lattice());
    set(*builder, entry, entry.reached);
  }
  if (builder) beam->change(builder->freeze());
}

double ModelControlSystem::Impl::value(Entry& entry, Quality& quality) {
  const Binding& b = entry.binding;
  const auto lost = [&] {
    quality = Quality::invalid;
    return std::nan("");
  };
  switch (b.quantity) {
    case Quantity::orbit_x:
    case Quantity::orbit_y: {
      const auto& orbit = beam->orbit();
      if (!beam->captured()) quality = Quality::warning;
      return orbit ? (*orbit)[entry.monitor][b.quantity == Quantity::orbit_x ? X : Y] : lost();
    }
    case Quantity::tune_x:
    case Quantity::tune_y: {
      const auto& tune = beam->tune();
      if (!beam->captured()) quality = Quality::warning;
      return tune ? (*tune)[b.quantity == Quantity::tune_x ? 0 : 1] : lost();
    }
    case Quantity::current:
      return beam->captured() ? options.current : 0.0;
    case Quantity::strength:
    case Quantity::frequency:
    case Quantity::voltage:
      break;
  }
  return b.setpoint ? entry.put : entries[entry.source].reached;
}

RawReading ModelControlSystem::Impl::reading(const std::vector<std::size_t>& members) {
  RawReading out{.time = options.clock->now()};
  std::vector<double> wave;
  for (const std::size_t i : members) {
    Entry& entry = entries[i];
    const Binding& b = entry.binding;
    double number = value(entry, out.quality);
    if (options.noise && b.sigma > 0.0 && !b.setpoint)
      number += b.sigma * Rng(options.seed, b.address.text(), entry.reads++).normal();
    number = b.unit.from_base(number);
    out.unit = b.unit.text();
    if (!b.address.index) {
      out.value = number;
      return out;
    }
    const auto k = static_cast<std::size_t>(*b.address.index);
    if (wave.size() <= k) wave.resize(k + 1, std::nan(""));
    wave[k] = number;
  }
  out.value = std::move(wave);
  return out;
}

ModelControlSystem::ModelControlSystem(Lattice lattice, std::vector<Binding> bindings, ModelOptions options)
    : impl_(std::make_unique<Impl>()) {
  if (lattice.empty())
    throw InvalidArgument("the lattice has no element", "a model needs one", "read or build one first");
  if (!(options.lag >= 0.0 && std::isfinite(options.lag)))
    throw InvalidArgument(fmt::format("a lag of {} s can't be used", options.lag));
  if (!options.clock) options.clock = std::make_shared<ManualClock>(SystemClock().now());
  impl_->options = std::move(options);
  impl_->design = std::move(lattice);
  impl_->index(std::move(bindings));
  impl_->start();
  impl_->place_errors();
}

ModelControlSystem::~ModelControlSystem() = default;

Lattice ModelControlSystem::lattice() const {
  const std::scoped_lock lock(impl_->mutex);
  impl_->arrive();
  return impl_->beam->lattice();
}

const std::vector<lattice::errors::Applied>& ModelControlSystem::errors() const { return impl_->applied; }

Result<void> ModelControlSystem::beam() const {
  const std::scoped_lock lock(impl_->mutex);
  impl_->arrive();
  if (const auto& tune = impl_->beam->tune(); !tune) return tune.error();
  if (!impl_->beam->captured())
    return Failure{Code::beam_lost,
                   "no beam: the RF does not hold it (no closed orbit in 6D), it makes some turns only"};
  return {};
}

std::pair<Index, Index> ModelControlSystem::solutions() const {
  const std::scoped_lock lock(impl_->mutex);
  return {impl_->beam->fast, impl_->beam->full};
}

control::Capabilities ModelControlSystem::capabilities() const {
  return {.name = impl_->options.errors.empty() && !impl_->options.noise ? "design" : "twin", .put = true};
}

Clock& ModelControlSystem::clock() const { return *impl_->options.clock; }

std::vector<Result<RawReading>> ModelControlSystem::get_raw(std::span<const std::string> addresses, double) {
  const std::scoped_lock lock(impl_->mutex);
  impl_->arrive();
  std::vector<Result<RawReading>> results;
  results.reserve(addresses.size());
  for (const auto& address : addresses) {
    const auto found = impl_->names.find(address);
    if (found == impl_->names.end())
      results.push_back(
          Failure{Code::disconnected, fmt::format("{}: the model has no such address", address)});
    else
      results.push_back(impl_->reading(found->second));
  }
  return results;
}

std::vector<Result<void>> ModelControlSystem::put_raw(std::span<const RawPut> puts, double) {
  const std::scoped_lock lock(impl_->mutex);
  std::vector<Result<void>> results(puts.size());
  const double due = impl_->options.clock->monotonic() + impl_->options.lag;
  for (std::size_t i = 0; i < puts.size(); ++i) {
    const auto found = impl_->names.find(puts[i].address);
    if (found == impl_->names.end()) {
      results[i] =
          Failure{Code::disconnected, fmt::format("{}: the model has no such address", puts[i].address)};
      continue;
    }
    Entry& entry = impl_->entries[found->second.front()];
    const double value = entry.binding.unit.to_base(puts[i].value);
    const auto physics = to_physics(entry.binding, value);
    if (!entry.binding.setpoint) {
      results[i] = Failure{Code::unsupported, fmt::format("{} is read-only", puts[i].address)};
    } else if (!physics) {
      results[i] = physics.error();
    } else if (!std::isfinite(value)) {
      results[i] =
          Failure{Code::remote, fmt::format("{}: {} is not a number", puts[i].address, puts[i].value)};
    } else {
      entry.put = value;
      entry.arrivals.push_back({due, value});
    }
  }
  impl_->arrive();
  return results;
}

}  // namespace courant::machine
