#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "courant/base/error.hpp"
#include "courant/tracking/pass.hpp"
#include "model_impl.hpp"

namespace courant::machine {
namespace {

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

}  // namespace courant::machine
