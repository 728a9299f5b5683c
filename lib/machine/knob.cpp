#include "courant/machine/knob.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "courant/base/error.hpp"

namespace courant::machine {
namespace {

/// Setpoint channels of the terms and what they read [SI].
Result<std::vector<double>> read_setpoints(const control::Session& session,
                                           const std::vector<KnobTerm>& terms, double timeout) {
  std::vector<control::Channel> channels;
  for (const auto& term : terms) {
    const auto& setpoint = term.device->field(term.field).setpoint;
    if (!setpoint)
      throw InvalidArgument(fmt::format("{}/{} can't be set", term.device->name(), term.field),
                            "it has no setpoint channel");
    channels.push_back(*setpoint);
  }
  std::vector<double> values;
  for (const auto& reading : session.system().read(channels, timeout)) {
    if (!reading) return reading.error();
    if (!reading->valid())
      return Failure{Code::no_valid_data,
                     fmt::format("setpoint {} is {}", reading->label, control::to_string(reading->quality))};
    values.push_back(reading->value);
  }
  return values;
}

}  // namespace

Knob::Knob(std::string name, std::vector<KnobTerm> terms) : name_(std::move(name)), terms_(std::move(terms)) {
  if (terms_.empty()) throw InvalidArgument(fmt::format("knob '{}' has no terms", name_), "it moves nothing");
  unit_ = terms_.front().device->unit(terms_.front().field);
  for (const auto& term : terms_) {
    if (!std::isfinite(term.weight) || term.weight == 0.0)
      throw InvalidArgument(
          fmt::format("weight {} of {} in knob '{}' can't be used", term.weight, term.device->name(), name_));
    if (const Unit unit = term.device->unit(term.field); !unit.converts_to(unit_))
      throw UnitError(
          fmt::format("knob '{}' moves {} in {} and {} in {}", name_, terms_.front().device->name(),
                      unit_.text(), term.device->name(), unit.text()),
          "its terms measure different things", "make two knobs");
  }
}

Knob Knob::of_family(std::string name, const control::Family& family, const std::string& field) {
  std::vector<KnobTerm> terms;
  for (const auto& device : family) terms.push_back({device, field, 1.0});
  return Knob(std::move(name), std::move(terms));
}

control::Settings Knob::settings(double delta) const {
  control::Settings out;
  for (const auto& term : terms_)
    out.push_back(control::Setting::by(term.device, term.field, term.weight * delta));
  return out;
}

Result<double> Knob::get(const control::Session& session, double timeout) const {
  const auto found = read_setpoints(session, terms_, timeout);
  if (!found) return found.error();
  double sum = 0.0, square = 0.0;
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    const auto value = terms_[i].device->from_hardware(terms_[i].field, (*found)[i]);
    if (!value) return value.error();
    sum += terms_[i].weight * *value;
    square += terms_[i].weight * terms_[i].weight;
  }
  return sum / square;
}

Result<control::Range> Knob::headroom(const control::Session& session, double timeout) const {
  const auto each = machine::headroom(session, terms_, timeout);
  if (!each) return each.error();
  control::Range out{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    const double a = (*each)[i].low / terms_[i].weight, b = (*each)[i].high / terms_[i].weight;
    out.low = std::max(out.low, std::min(a, b));
    out.high = std::min(out.high, std::max(a, b));
  }
  return out;
}

Result<std::vector<control::Range>> headroom(const control::Session& session,
                                             const std::vector<KnobTerm>& terms, double timeout) {
  const auto found = read_setpoints(session, terms, timeout);
  if (!found) return found.error();
  std::vector<control::Range> out;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const auto& [device, field, weight] = terms[i];
    const auto& range = device->field(field).setpoint->range;
    if (!range) {
      out.push_back({0.0, 0.0});
      continue;
    }
    const auto now = device->from_hardware(field, (*found)[i]);
    const auto low = device->from_hardware(field, range->low),
               high = device->from_hardware(field, range->high);
    for (const auto* value : {&now, &low, &high})
      if (!*value) return value->error();
    const auto [least, most] = std::minmax(*low, *high);
    out.push_back({std::min(least - *now, 0.0), std::max(most - *now, 0.0)});
  }
  return out;
}

}  // namespace courant::machine
