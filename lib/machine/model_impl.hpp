#pragma once
// Private to the module: what stands behind the addresses of a model.
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "courant/lattice/builder.hpp"
#include "courant/machine/model_control_system.hpp"
#include "model_beam.hpp"

namespace courant::machine {
namespace detail {

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

/// Device field from the value of its channel, both SI. Failure{out_of_domain}
Result<double> to_physics(const Binding& b, double hardware);

}  // namespace detail

struct ModelControlSystem::Impl {
  ModelOptions options;
  Lattice design;
  std::vector<lattice::errors::Applied> applied;
  std::vector<detail::Entry> entries;
  std::map<std::string, std::vector<std::size_t>, std::less<>> names;  // of an address: its entries
  std::vector<Index> cavities;                                         // that follow the RF frequency
  mutable std::mutex mutex;
  std::unique_ptr<detail::ModelBeam> beam;

  void index(std::vector<Binding> bindings);
  void start();
  void place_errors();
  void set(lattice::Builder& builder, const detail::Entry& entry, double hardware) const;
  void arrive();
  double value(const detail::Entry& entry, control::Quality& quality);
  control::RawReading reading(const std::vector<std::size_t>& members);
};

}  // namespace courant::machine
