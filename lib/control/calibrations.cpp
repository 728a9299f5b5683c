#include "courant/control/calibration.hpp"

#include "courant/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace courant::control {
namespace {

/// Takes the numbers of a calibration and refuses what nobody asked for.
class Numbers {
 public:
  Numbers(std::string_view kind, const CalibrationNumbers& numbers, std::vector<std::string> known)
      : kind_(kind), numbers_(numbers) {
    for (const auto& [name, _] : numbers)
      if (std::find(known.begin(), known.end(), name) == known.end())
        throw CalibrationError(fmt::format("{} calibration takes no '{}'", kind, name), "",
                               nearest(name, known));
  }
  double one(std::string_view name) const { return list(name, 1)[0]; }
  double one(std::string_view name, double otherwise) const {
    return numbers_.contains(name) ? one(name) : otherwise;
  }
  const std::vector<double>& list(std::string_view name, std::size_t count) const {
    const auto found = numbers_.find(name);
    if (found == numbers_.end())
      throw CalibrationError(fmt::format("{} calibration needs '{}'", kind_, name));
    if (found->second.size() != count)
      throw CalibrationError(
          fmt::format("'{}' of a {} calibration has {} numbers", name, kind_, found->second.size()),
          fmt::format("it takes {}", count));
    return found->second;
  }

 private:
  std::string_view kind_;
  const CalibrationNumbers& numbers_;
};

std::shared_ptr<const CalibrationModel> make_linear(const CalibrationNumbers& given) {
  const Numbers numbers("linear", given, {"gain", "offset", "range", "per_rigidity"});
  const auto& range = numbers.list("range", 2);
  return std::make_shared<LinearCalibration>(numbers.one("gain"), numbers.one("offset", 0.0),
                                             Range{range[0], range[1]},
                                             numbers.one("per_rigidity", 1.0) != 0.0);
}

// The round trip of a calibration may lose this part of its range (middle layer, 2.5).
constexpr double round_trip_limit = 1e-9;
constexpr int round_trip_points = 21;

}  // namespace

// A new kind is one entry here and its file.
std::span<const CalibrationKind> calibration_kinds() {
  static const std::array<CalibrationKind, 1> kinds{{
      {"linear",
       "gain, range (2), offset = 0, per_rigidity = 1",
       {{"gain", {0.012}}, {"offset", {0.003}}, {"range", {-10.0, 10.0}}},
       &make_linear},
  }};
  return kinds;
}

std::shared_ptr<const CalibrationModel> make_calibration(std::string_view kind,
                                                         const CalibrationNumbers& numbers) {
  std::vector<std::string> known;
  for (const auto& entry : calibration_kinds()) {
    known.push_back(entry.name);
    if (entry.name != kind) continue;
    auto model = entry.make(numbers);
    const double defect = round_trip_defect(*model, 1.0);
    if (!(defect <= round_trip_limit))
      throw CalibrationError(
          fmt::format("{} calibration loses {:.1e} of its range there and back", kind, defect),
          fmt::format("{:.0e} is allowed", round_trip_limit));
    return model;
  }
  throw UnknownName(fmt::format("calibration kind '{}' is unknown", kind), "", nearest(kind, known));
}

double round_trip_defect(const CalibrationModel& model, double rigidity) {
  const auto domain = model.domain();
  std::vector<double> hardware(domain.size());
  double worst = 0.0;
  for (int k = 0; k < round_trip_points; ++k) {
    const double part = static_cast<double>(k) / (round_trip_points - 1);
    for (std::size_t i = 0; i < domain.size(); ++i) hardware[i] = domain[i].low + part * domain[i].width();
    const auto physics = model.to_physics(hardware, rigidity);
    if (!physics) return 1.0;
    const auto back = model.to_hardware(*physics, rigidity);
    if (!back) return 1.0;
    for (std::size_t i = 0; i < domain.size(); ++i) {
      const double defect = std::abs((*back)[i] - hardware[i]) / domain[i].width();
      if (!(defect <= worst)) worst = defect;  // NaN counts as worst
    }
  }
  return worst;
}

Rigidity::Rigidity(double value) : value_(1.0) { set(value); }

void Rigidity::set(double value) {
  if (!std::isfinite(value) || value == 0.0)
    throw InvalidArgument(fmt::format("rigidity {} T m can't be", value), "a beam has momentum and charge");
  value_.store(value);
}

}  // namespace courant::control
