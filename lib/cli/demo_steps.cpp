#include "demo_steps.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "courant/base/provenance.hpp"
#include "data_folder.hpp"

namespace courant::cli {
namespace {

using control::Setting;

constexpr double largest_kick_step = 5e-4;                  // that the guard lets pass [rad]
constexpr const char* nonlinear[] = {"SD1", "SF2", "OF1"};  // families of sextupoles and octupoles

// Largest change of a field in one step; the facility file has the ranges.
control::GuardPtr demo_guard() {
  return std::make_shared<control::StepGuard>(std::map<std::string, double>{
      {"kick_x", largest_kick_step}, {"kick_y", largest_kick_step}, {"k1l", 5e-3}});
}

double rms(std::span<const double> values) {
  double sum = 0.0;
  Index count = 0;
  for (const double v : values)
    if (std::isfinite(v)) {
      sum += v * v;
      ++count;
    }
  return count > 0 ? std::sqrt(sum / static_cast<double>(count)) : std::nan("");
}

}  // namespace

Planes rms_of(const control::Readings& orbit) {
  const auto half = orbit.value().size() / 2;
  return {rms(orbit.value().first(half)), rms(orbit.value().last(half))};
}

std::vector<std::string> describe_errors(const std::vector<lattice::errors::Spec>& specs) {
  std::vector<std::string> lines;
  for (const auto& spec : specs) {
    const bool angle = spec.field == "roll" || spec.field == "pitch" || spec.field == "yaw";
    const std::string size = spec.field.ends_with("_relative") ? fmt::format("{:.2g} %", 100.0 * spec.sigma)
                             : angle                           ? fmt::format("{:.4g} urad", 1e6 * spec.sigma)
                                                               : fmt::format("{:.4g} um", 1e6 * spec.sigma);
    lines.push_back(
        fmt::format("{} of {}: {} rms, cut at {:.2g} sigma", spec.field, spec.select, size, spec.cut));
  }
  return lines;
}

DemoMachine::DemoMachine(std::uint64_t seed, const std::string& folder) : folder_(folder) {
  const auto facility = machine::Facility::load(data_folder() / "facilities" / "esrf_ebs.yaml");
  description_ = facility["SR"].description();
  machine_ = facility["SR"].make(
      machine::Mode::twin,
      {.seed = seed, .author = "courant demo", .journal = journal_, .runs = runs_, .guard = demo_guard()});
  files_ = std::make_unique<control::JsonLinesRunStore>(folder);
  control::RunStart start{
      .procedure = "demo",
      .parameters = {{"seed", std::to_string(seed)}, {"lattice", machine_->lattice().name()}},
      .author = "courant demo",
      .versions = {{"courant", to_string(provenance())}},
      .mode = "twin",
      .guard = "step"};
  run_ = std::make_unique<control::Run>(
      need(control::Run::start(*files_, machine_->session()->clock(), std::move(start))));
}

control::Readings DemoMachine::orbit(Index samples) {
  auto orbit = need(machine_->orbit().get({.samples = samples}));
  need(run_->record("orbit", orbit));
  return orbit;
}

double DemoMachine::current() { return need(machine_->observable("current").get()).value()[0]; }

Planes DemoMachine::tune() {
  const auto tune = need(machine_->tune().get({.samples = 4}));
  need(run_->record("tune", tune));
  return {tune.value()[0], tune.value()[1]};
}

void DemoMachine::keep(const std::string& procedure, const std::string& uid) {
  for (const auto& event : runs_->load(uid).events)
    if (event.stream != "response")  // the matrix stands in response.json
      need(run_->record(procedure + "." + event.stream, event.readings));
}

void DemoMachine::set_nonlinear(double part) {
  control::Settings settings;
  for (const char* family : nonlinear) {
    const std::string& field = machine_->field_of(family);
    for (const auto& device : machine_->family(family)) {
      const auto element = machine::element_field(machine_->lattice(), device->data().order, field);
      settings.push_back(Setting::to(device, field, part * machine::value_of(machine_->lattice(), element)));
    }
  }
  auto transaction = machine_->transaction("sextupoles and octupoles");
  need(transaction.step(settings));
  need(machine_->orbit().get());  // a ramp that loses the beam is not kept
  need(transaction.commit());
}

std::string DemoMachine::provoke() {
  const auto& corrector = machine_->family("HCOR")[0];
  const double now = machine_->family("HCOR").get("kick_x", {.setpoint = true}).value()[0];
  const double step = (now > 0.0 ? -1.1 : 1.1) * largest_kick_step;  // away from the end of the range
  auto transaction = machine_->transaction("a kick that is too large");
  const auto refused = transaction.step({Setting::by(corrector, "kick_x", step)});
  return refused ? std::string() : refused.error().message;
}

WriteCounts DemoMachine::writes() const {
  WriteCounts counts;
  for (const auto& entry : journal_->entries()) {
    if (entry.event == control::JournalEvent::committed) ++counts.committed;
    if (entry.event == control::JournalEvent::restored) ++counts.restored;
  }
  return counts;
}

Planes DemoMachine::largest_kick() const {
  const auto of = [this](const char* family, const char* field) {
    return need(machine_->family(family).get(field, {.setpoint = true}).max_abs());
  };
  return {of("HCOR", "kick_x"), of("VCOR", "kick_y")};
}

double DemoMachine::frequency() const { return need(machine_->rf().get()).value()[0]; }

OpticsErrors DemoMachine::optics_errors(const Twiss& design) const {
  const Twiss real = need(twiss(machine_->model().lattice()));
  std::vector<double> x, y, eta;
  for (const auto& device : machine_->family("BPM")) {
    const auto i = static_cast<std::size_t>(device->data().order);
    x.push_back(real.x.beta[i] / design.x.beta[i] - 1.0);
    y.push_back(real.y.beta[i] / design.y.beta[i] - 1.0);
    eta.push_back(real.y.eta[i]);
  }
  return {{rms(x), rms(y)}, rms(eta)};
}

void DemoMachine::finish() { need(run_->stop(control::RunStatus::success)); }

}  // namespace courant::cli
