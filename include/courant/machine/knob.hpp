#pragma once
#include <optional>
#include <string>
#include <vector>

#include "courant/control/family.hpp"
#include "courant/control/settings.hpp"

namespace courant::machine {

/// Part of a knob.
struct KnobTerm {
  control::DevicePtr device;
  std::string field;    ///< of the device
  double weight = 1.0;  ///< [field unit per knob unit]
};

/// A named direction in the space of setpoints. Linear: steps add. A value.
class Knob {
 public:
  /// \throws InvalidArgument  without a term, or with a weight that is 0 or not finite
  /// \throws UnknownName      if a device has no such field
  /// \throws UnitError        if the terms measure different things; weights are pure numbers
  Knob(std::string name, std::vector<KnobTerm> terms);

  /// All devices of a family moved alike in one field, e.g. "k1l".
  static Knob of_family(std::string name, const control::Family& family, const std::string& field);

  const std::string& name() const { return name_; }
  const Unit& unit() const { return unit_; }  ///< SI, that of the fields
  const std::vector<KnobTerm>& terms() const { return terms_; }

  /// Wishes that move the knob by `delta` [unit].
  control::Settings settings(double delta) const;

  /// Setpoints projected on the direction, sum w v / sum w^2 [unit]: for a family the mean of its setpoints.
  /// Failure of the first setpoint that can't be read.
  Result<double> get(const control::Session& session, double timeout = 1.0) const;

  /// Largest changes [unit] downwards and upwards that keep every setpoint in its range, as {<= 0, >= 0}.
  /// Failure as get().
  Result<control::Range> headroom(const control::Session& session, double timeout = 1.0) const;

 private:
  std::string name_;
  Unit unit_;
  std::vector<KnobTerm> terms_;
};

/// As Knob::headroom for many fields of devices in one read [SI of the field].
Result<std::vector<control::Range>> headroom(const control::Session& session,
                                             const std::vector<KnobTerm>& terms, double timeout = 1.0);

}  // namespace courant::machine
