#include <fmt/format.h>

#include "courant/base/error.hpp"
#include "courant/procedures/procedure.hpp"

namespace courant::procedures {

Context::Context(Machine& machine, Parameters parameters, RunOptions options, control::Run run)
    : machine_(&machine),
      parameters_(std::move(parameters)),
      options_(std::move(options)),
      run_(std::move(run)) {}

Result<Context> Context::start(Machine& machine, std::string procedure, Parameters parameters,
                               RunOptions options) {
  auto run = machine.start_run(std::move(procedure), {parameters.begin(), parameters.end()});
  if (!run) return run.error();
  return Context(machine, std::move(parameters), std::move(options), std::move(*run));
}

Result<void> Context::checkpoint(Index done, Index total, std::string_view what) {
  if (report(options_.progress, done, total, what) && !options_.stop.stop_requested()) return {};
  return Failure{Code::cancelled, fmt::format("cancelled after {} of {} ({})", done, total, what)};
}

control::Transaction Context::transaction(std::string purpose) const {
  return control::Transaction(
      *machine_->session(), {.purpose = std::move(purpose), .guard = options_.guard, .stop = options_.stop});
}

void Context::record(std::string_view stream, const control::Readings& readings) {
  if (auto kept = run_.record(stream, readings); !kept)
    machine_->session()->logger().warning("record: " + kept.error().message);
}

void Context::record(std::string_view stream, const std::vector<std::string>& labels,
                     std::span<const double> values, const Unit& unit) {
  record(stream, control::Readings(unit, labels, values, 0.0, machine_->session()->clock().now()));
}

void Context::stop(control::RunStatus status, std::string_view reason) {
  if (auto kept = run_.stop(status, reason); !kept)
    machine_->session()->logger().warning("record: " + kept.error().message);
}

}  // namespace courant::procedures
