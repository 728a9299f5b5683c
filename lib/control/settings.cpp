#include "courant/control/settings.hpp"

namespace courant::control {

Setting Setting::to(DevicePtr device, std::string field, double value) {
  return {std::move(device), std::move(field), {}, Kind::value, value};
}

Setting Setting::by(DevicePtr device, std::string field, double delta) {
  return {std::move(device), std::move(field), {}, Kind::delta, delta};
}

Setting Setting::to(std::string address, double value) {
  return {nullptr, {}, std::move(address), Kind::value, value};
}

Setting Setting::by(std::string address, double delta) {
  return {nullptr, {}, std::move(address), Kind::delta, delta};
}

std::string Setting::label() const { return device ? device->name() + "/" + field : address; }

}  // namespace courant::control
