#include "courant/control/device.hpp"

#include "courant/base/error.hpp"

#include <fmt/format.h>

#include <cmath>

namespace courant::control {
namespace {

const Channel& any_channel(const Field& field) { return field.setpoint ? *field.setpoint : *field.readback; }

double rigidity_of(const Calibration& calibration) {
  return calibration.rigidity ? calibration.rigidity->value() : 1.0;
}

Failure named(const DeviceData& device, std::string_view field, const Failure& failure) {
  return {failure.code, fmt::format("{}/{}: {}", device.name, field, failure.message)};
}

}  // namespace

Device::Device(DeviceData data) : data_(std::move(data)) {
  if (data_.name.empty()) throw ConfigError("device without name");
  if (!std::isfinite(data_.s)) throw ConfigError(fmt::format("device {}: s is not finite", data_.name));
  for (const auto& [name, field] : data_.fields) {
    if (!field.setpoint && !field.readback)
      throw ConfigError(fmt::format("device {}: field '{}' has no channel", data_.name, name));
    if (field.setpoint) field.setpoint->validate();
    if (field.readback) field.readback->validate();
    if (field.setpoint && field.setpoint->role != Role::setpoint)
      throw ConfigError(fmt::format("device {}: setpoint of field '{}' has the role '{}'", data_.name, name,
                                    to_string(field.setpoint->role)));
    if (field.setpoint && field.readback && !field.setpoint->unit.converts_to(field.readback->unit))
      throw ConfigError(fmt::format("device {}: field '{}' is set in '{}' and read in '{}'", data_.name, name,
                                    field.setpoint->unit.text(), field.readback->unit.text()),
                        "both measure the same thing");
  }
  if (const auto& calibration = data_.calibration) {
    if (!data_.fields.contains(calibration->hardware))
      throw ConfigError(fmt::format("device {}: calibration of '{}', which is no field", data_.name,
                                    calibration->hardware));
    if (calibration->physics.empty() || data_.fields.contains(calibration->physics))
      throw ConfigError(fmt::format("device {}: calibrated field '{}' has channels of its own or no name",
                                    data_.name, calibration->physics));
    if (!calibration->model || calibration->model->inputs() != 1 || calibration->model->outputs() != 1)
      throw ConfigError(fmt::format("device {}: calibration is not one value to one value", data_.name));
    if (calibration->unit.factor() != 1.0)
      throw ConfigError(
          fmt::format("device {}: calibrated field in '{}'", data_.name, calibration->unit.text()),
          "calibrations give SI");
  }
}

std::vector<std::string> Device::field_names() const {
  std::vector<std::string> names;
  for (const auto& [name, _] : data_.fields) names.push_back(name);
  if (data_.calibration) names.push_back(data_.calibration->physics);
  return names;
}

const Field& Device::field(std::string_view name) const {
  const auto found =
      is_calibrated(name) ? data_.fields.find(data_.calibration->hardware) : data_.fields.find(name);
  if (found != data_.fields.end()) return found->second;
  const auto known = field_names();
  throw UnknownName(fmt::format("device {} has no field '{}'", data_.name, name),
                    fmt::format("it has {}", fmt::join(known, ", ")), nearest(name, known));
}

bool Device::is_calibrated(std::string_view field) const {
  return data_.calibration && data_.calibration->physics == field;
}

Unit Device::unit(std::string_view name) const {
  return is_calibrated(name) ? data_.calibration->unit : si_unit(any_channel(field(name)).unit);
}

Result<double> Device::to_hardware(std::string_view name, double value) const {
  field(name);
  if (!is_calibrated(name)) return value;
  const auto& calibration = *data_.calibration;
  const auto hardware = calibration.model->to_hardware({&value, 1}, rigidity_of(calibration));
  if (!hardware) return named(data_, name, hardware.error());
  return hardware->front();
}

Result<double> Device::from_hardware(std::string_view name, double value) const {
  field(name);
  if (!is_calibrated(name)) return value;
  const auto& calibration = *data_.calibration;
  const auto physics = calibration.model->to_physics({&value, 1}, rigidity_of(calibration));
  if (!physics) return named(data_, name, physics.error());
  return physics->front();
}

Result<double> Device::slope(std::string_view name, double hardware) const {
  field(name);
  if (!is_calibrated(name)) return 1.0;
  const auto& calibration = *data_.calibration;
  const auto jacobian = calibration.model->jacobian({&hardware, 1}, rigidity_of(calibration));
  if (!jacobian) return named(data_, name, jacobian.error());
  return jacobian->front();
}

EnableState Device::state() const {
  const std::scoped_lock lock(mutex_);
  return history_.empty() ? EnableState{} : history_.back();
}

std::vector<EnableState> Device::history() const {
  const std::scoped_lock lock(mutex_);
  return history_;
}

bool Device::set_enabled(bool enabled, std::string reason, std::string author, double time) {
  const std::scoped_lock lock(mutex_);
  const bool before = history_.empty() || history_.back().enabled;
  if (before == enabled) return false;
  history_.push_back({enabled, std::move(reason), std::move(author), time});
  return true;
}

}  // namespace courant::control
