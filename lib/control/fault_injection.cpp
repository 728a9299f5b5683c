#include "courant/control/fault_injection.hpp"

#include "courant/base/error.hpp"
#include "courant/base/glob.hpp"
#include "courant/base/rng.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>

namespace courant::control {

struct FaultInjection::Impl {
  std::shared_ptr<ControlSystem> inner;
  std::mutex mutex;
  std::vector<Fault> script;
  Rng rng;
  double start = 0.0;                        // [s, monotonic]
  std::map<std::string, RawReading> frozen;  // as first read while frozen

  Impl(std::shared_ptr<ControlSystem> system, std::vector<Fault> faults, std::uint64_t seed)
      : inner(std::move(system)), script(std::move(faults)), rng(seed, "fault_injection") {}

  /// The fault of this kind that hits an address now; draws once for each that could.
  const Fault* hit(Fault::Kind kind, const std::string& address) {
    const double t = inner->clock().monotonic() - start;
    for (const auto& fault : script) {
      if (fault.kind != kind || t < fault.start || t >= fault.stop || !glob_match(fault.address, address))
        continue;
      if (fault.probability >= 1.0 || rng.uniform() < fault.probability) return &fault;
    }
    return nullptr;
  }

  /// Waits as the slowest address does, within the budget; the addresses that are too slow.
  std::vector<bool> wait(std::span<const std::string> addresses, double timeout) {
    std::vector<bool> late(addresses.size());
    double longest = 0.0;
    {
      const std::scoped_lock lock(mutex);
      for (std::size_t i = 0; i < addresses.size(); ++i)
        if (const Fault* fault = hit(Fault::Kind::slow, addresses[i])) {
          late[i] = fault->amount > timeout;
          longest = std::max(longest, std::min(fault->amount, timeout));
        }
    }
    inner->clock().sleep_for(longest);
    return late;
  }

  void spoil(const std::string& address, RawReading& reading) {
    const auto change = [&reading](auto&& f) {
      if (auto* number = std::get_if<double>(&reading.value))
        *number = f(*number);
      else
        for (double& v : std::get<std::vector<double>>(reading.value)) v = f(v);
    };
    if (hit(Fault::Kind::frozen, address)) reading = frozen.try_emplace(address, reading).first->second;
    if (const Fault* wrong = hit(Fault::Kind::wrong_readback, address))
      change([&](double v) { return v + wrong->amount; });
    if (hit(Fault::Kind::nan, address)) change([](double) { return std::nan(""); });
  }
};

FaultInjection::FaultInjection(std::shared_ptr<ControlSystem> inner, std::vector<Fault> script,
                               std::uint64_t seed)
    : impl_(std::make_unique<Impl>(std::move(inner), std::move(script), seed)) {
  if (!impl_->inner) throw InvalidArgument("fault injection without a control system");
  if (impl_->inner->capabilities().live)
    throw InvalidArgument("faults can't be planted in a live machine", impl_->inner->capabilities().name,
                          "use a twin");
  impl_->start = impl_->inner->clock().monotonic();
}

FaultInjection::~FaultInjection() = default;

void FaultInjection::add(Fault fault) {
  const std::scoped_lock lock(impl_->mutex);
  impl_->script.push_back(std::move(fault));
}

void FaultInjection::clear() {
  const std::scoped_lock lock(impl_->mutex);
  impl_->script.clear();
  impl_->frozen.clear();
}

Capabilities FaultInjection::capabilities() const {
  Capabilities result = impl_->inner->capabilities();
  result.name = "faults on " + result.name;
  result.monitor = result.history = false;
  return result;
}

Clock& FaultInjection::clock() const { return impl_->inner->clock(); }

std::vector<Result<RawReading>> FaultInjection::get_raw(std::span<const std::string> addresses,
                                                        double timeout) {
  const std::vector<bool> late = impl_->wait(addresses, timeout);
  auto results = get_raw_of(*impl_->inner, addresses, timeout);
  const std::scoped_lock lock(impl_->mutex);
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    if (late[i])
      results[i] = Failure{Code::timeout, fmt::format("{}: no answer within {} s", addresses[i], timeout)};
    else if (impl_->hit(Fault::Kind::dead, addresses[i]))
      results[i] = Failure{Code::disconnected, fmt::format("{}: not connected", addresses[i])};
    else if (results[i])
      impl_->spoil(addresses[i], *results[i]);
  }
  return results;
}

std::vector<Result<void>> FaultInjection::put_raw(std::span<const RawPut> puts, double timeout) {
  std::vector<std::string> addresses;
  for (const auto& put : puts) addresses.push_back(put.address);
  const std::vector<bool> late = impl_->wait(addresses, timeout);
  std::vector<Result<void>> results(puts.size());
  std::vector<RawPut> passed;
  std::vector<std::size_t> origin;
  {
    const std::scoped_lock lock(impl_->mutex);
    for (std::size_t i = 0; i < puts.size(); ++i) {
      const std::string& address = puts[i].address;
      if (impl_->hit(Fault::Kind::dead, address)) {
        results[i] = Failure{Code::disconnected, fmt::format("{}: not connected", address)};
        continue;
      }
      if (impl_->hit(Fault::Kind::lost_write, address)) continue;
      if (late[i])
        results[i] = Failure{Code::timeout, fmt::format("{}: no answer within {} s", address, timeout)};
      else if (impl_->hit(Fault::Kind::unacknowledged, address))
        results[i] =
            Failure{Code::not_acknowledged, fmt::format("{}: the write was not acknowledged", address)};
      passed.push_back(puts[i]);
      origin.push_back(i);
    }
  }
  const auto answers = put_raw_of(*impl_->inner, passed, timeout);
  for (std::size_t k = 0; k < origin.size(); ++k)
    if (results[origin[k]]) results[origin[k]] = answers[k];
  return results;
}

}  // namespace courant::control
