#pragma once
#include <atomic>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "courant/base/result.hpp"
#include "courant/base/units.hpp"
#include "courant/control/channel.hpp"

namespace courant::control {

/// Momentum over charge of the beam a device acts on; shared by its devices, so that a change of energy
/// reaches all.
class Rigidity {
 public:
  /// \throws InvalidArgument  unless `value` [T m] is finite and not 0
  explicit Rigidity(double value);
  double value() const { return value_.load(); }  ///< B rho [T m], with the sign of the charge
  void set(double value);                         ///< \throws InvalidArgument  as the constructor

 private:
  std::atomic<double> value_;
};

/// n hardware values to m integrated multipoles or strengths, and back. Const calls from any thread.
class CalibrationModel {
 public:
  virtual ~CalibrationModel() = default;

  virtual std::string_view kind() const = 0;  ///< e.g. "linear"
  virtual Index inputs() const = 0;           ///< number of hardware values n [-]
  virtual Index outputs() const = 0;          ///< number of physics values m [-]

  /// Allowed hardware values, n ranges [SI of each].
  virtual std::span<const Range> domain() const = 0;

  /// Physics values at given hardware values. `rigidity`: [T m]. Failure{out_of_domain}: nothing is
  /// extrapolated. \throws MismatchError  if the number of values is not n
  virtual Result<std::vector<double>> to_physics(std::span<const double> hardware, double rigidity) const = 0;

  /// The inverse. Failure{out_of_domain | no_convergence}. \throws MismatchError  if the number of values is
  /// not m
  virtual Result<std::vector<double>> to_hardware(std::span<const double> physics, double rigidity) const = 0;

  /// d physics / d hardware, m x n row by row [physics per hardware]. Failures as to_physics.
  virtual Result<std::vector<double>> jacobian(std::span<const double> hardware, double rigidity) const = 0;
};

/// physics = (gain * hardware + offset) / rigidity for one value. With `per_rigidity` false the division is
/// left out: hardware to field integral, or hardware that is a kick already.
class LinearCalibration final : public CalibrationModel {
 public:
  /// \param gain    [T m^(1-k) per hardware unit], k = 0 dipole, 1 quadrupole, ...; not 0
  /// \param offset  remanent value [T m^(1-k)]
  /// \param domain  allowed hardware values [hardware unit]
  /// \throws CalibrationError  if the gain is 0 or a number is not finite, or the domain is empty
  LinearCalibration(double gain, double offset, Range domain, bool per_rigidity = true);

  std::string_view kind() const override { return "linear"; }
  Index inputs() const override { return 1; }
  Index outputs() const override { return 1; }
  std::span<const Range> domain() const override { return {&domain_, 1}; }
  Result<std::vector<double>> to_physics(std::span<const double> hardware, double rigidity) const override;
  Result<std::vector<double>> to_hardware(std::span<const double> physics, double rigidity) const override;
  Result<std::vector<double>> jacobian(std::span<const double> hardware, double rigidity) const override;

 private:
  double gain_, offset_;
  Range domain_;
  bool per_rigidity_;
};

/// Numbers of a calibration by name, e.g. {"gain": {0.01}, "range": {-10, 10}} in SI.
using CalibrationNumbers = std::map<std::string, std::vector<double>, std::less<>>;

/// One kind of calibration: how it is made, and an example that the conformance test runs.
struct CalibrationKind {
  std::string name = {};
  std::string needs = {};  ///< the numbers it takes, for messages and the manual
  CalibrationNumbers example = {};
  std::shared_ptr<const CalibrationModel> (*make)(const CalibrationNumbers&);
};

/// All kinds; the list stands in lib/control/calibrations.cpp.
std::span<const CalibrationKind> calibration_kinds();

/// A calibration of a kind, checked: the way there and back over the domain closes within 1e-9 of the range.
///
/// \throws UnknownName       if there is no such kind
/// \throws CalibrationError  if a number is missing, unknown or the round trip fails
/// \see tests/control/calibration_test.cpp
std::shared_ptr<const CalibrationModel> make_calibration(std::string_view kind,
                                                         const CalibrationNumbers& numbers);

/// Largest defect of hardware to physics to hardware over the domain, in parts of the range [-]; 1 where a
/// way fails. \param rigidity  [T m]
double round_trip_defect(const CalibrationModel& model, double rigidity);

/// How one field of a device follows from another through a model.
struct Calibration {
  std::string hardware = {};                           ///< field with channels, e.g. "i"
  std::string physics = {};                            ///< field it gives, e.g. "k1l"
  Unit unit = {};                                      ///< of the physics field, SI, e.g. "1/m"
  std::shared_ptr<const CalibrationModel> model = {};  ///< one value to one value
  std::shared_ptr<const Rigidity> rigidity = {};       ///< none: 1 T m
};

}  // namespace courant::control
