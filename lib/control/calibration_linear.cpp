#include "courant/control/calibration.hpp"

#include "courant/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace courant::control {
namespace {

// Slack of the domain in parts of its width: what the way to physics and back may lose by rounding.
constexpr double domain_slack = 1e-12;

void check_count(std::span<const double> values, std::string_view what) {
  if (values.size() != 1)
    throw MismatchError(fmt::format("{} {} values for a linear calibration", values.size(), what),
                        "it takes one");
}

}  // namespace

LinearCalibration::LinearCalibration(double gain, double offset, Range domain, bool per_rigidity)
    : gain_(gain), offset_(offset), domain_(domain), per_rigidity_(per_rigidity) {
  if (!std::isfinite(gain) || gain == 0.0)
    throw CalibrationError(fmt::format("gain {} has no inverse", gain), "a linear calibration divides by it");
  if (!std::isfinite(offset)) throw CalibrationError(fmt::format("offset {} is not finite", offset));
  if (!(std::isfinite(domain.low) && std::isfinite(domain.high) && domain.low < domain.high))
    throw CalibrationError(fmt::format("domain [{}, {}] is empty or not finite", domain.low, domain.high));
}

Result<std::vector<double>> LinearCalibration::to_physics(std::span<const double> hardware,
                                                          double rigidity) const {
  check_count(hardware, "hardware");
  if (!domain_.contains(hardware[0]))
    return Failure{Code::out_of_domain, fmt::format("hardware value {} is outside the calibration [{}, {}]",
                                                    hardware[0], domain_.low, domain_.high)};
  const double field = gain_ * hardware[0] + offset_;
  return std::vector<double>{per_rigidity_ ? field / rigidity : field};
}

Result<std::vector<double>> LinearCalibration::to_hardware(std::span<const double> physics,
                                                           double rigidity) const {
  check_count(physics, "physics");
  const double field = per_rigidity_ ? physics[0] * rigidity : physics[0];
  double hardware = (field - offset_) / gain_;
  const double slack = domain_slack * domain_.width();
  if (!Range{domain_.low - slack, domain_.high + slack}.contains(hardware))
    return Failure{Code::out_of_domain,
                   fmt::format("physics value {} needs hardware value {}, outside [{}, {}]", physics[0],
                               hardware, domain_.low, domain_.high)};
  hardware = std::min(std::max(hardware, domain_.low), domain_.high);
  return std::vector<double>{hardware};
}

Result<std::vector<double>> LinearCalibration::jacobian(std::span<const double> hardware,
                                                        double rigidity) const {
  if (const auto inside = to_physics(hardware, rigidity); !inside) return inside.error();
  return std::vector<double>{per_rigidity_ ? gain_ / rigidity : gain_};
}

}  // namespace courant::control
