#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "courant/base/rng.hpp"
#include "model_impl.hpp"

namespace courant::machine {

using control::Quality;
using control::RawReading;
using detail::Entry;

Result<double> detail::to_physics(const Binding& b, double hardware) {
  if (!b.calibration) return hardware;
  const auto physics = b.calibration->to_physics({&hardware, 1}, b.rigidity ? b.rigidity->value() : 1.0);
  if (!physics) return Failure{physics.error().code, b.address.text() + ": " + physics.error().message};
  return physics->front();
}

namespace {

/// Whether a setpoint moves the orbit and leaves the focusing alone.
bool steers(const Binding& b) {
  return b.quantity == Quantity::frequency || b.element.field == "kick_x" || b.element.field == "kick_y";
}

}  // namespace

void ModelControlSystem::Impl::set(lattice::Builder& builder, const Entry& entry, double hardware) const {
  const Binding& b = entry.binding;
  if (b.quantity == Quantity::strength) {
    const auto physics = detail::to_physics(b, hardware);
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
  bool focusing = false;
  for (auto& entry : entries) {
    const double before = entry.reached;
    while (!entry.arrivals.empty() && entry.arrivals.front().due <= now) {
      entry.reached = entry.arrivals.front().value;
      entry.arrivals.pop_front();
    }
    if (entry.reached == before) continue;
    if (!builder) builder.emplace(beam->lattice());
    set(*builder, entry, entry.reached);
    focusing = focusing || !steers(entry.binding);
  }
  if (builder) beam->change(builder->freeze(), focusing);
}

double ModelControlSystem::Impl::value(const Entry& entry, Quality& quality) {
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

}  // namespace courant::machine
