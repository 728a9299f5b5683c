#include "courant/machine/model_control_system.hpp"

#include <fmt/format.h>

#include <cmath>

#include "courant/base/error.hpp"
#include "model_impl.hpp"

namespace courant::machine {

using control::RawPut;
using control::RawReading;
using detail::Entry;

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
    const auto physics = detail::to_physics(entry.binding, value);
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
