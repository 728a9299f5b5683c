#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "courant/control/calibration.hpp"
#include "courant/control/channel.hpp"
#include "courant/lattice/lattice.hpp"

namespace courant::machine {

/// A strength of one element as a device counts it.
struct ElementField {
  Index place = 0;        ///< index of the element
  std::string field;      ///< of the element, e.g. "k1"
  double per_unit = 1.0;  ///< element field per device field [1]: 1/length for integrated strengths
  Unit unit = {};         ///< of the device field, SI
};

/// What a field of a device means in the lattice.
///
/// `kick` and `vkick` are the kicks in x and y [rad]; a strength followed by `l` is integrated over the length:
/// `k1l` [1/m], `k2l` [1/m^2], `k3l` [1/m^3]; every other name is the element's own ("k1", "kick_x").
/// \throws UnknownName      if the element has no such strength, with the nearest names
/// \throws InvalidArgument  for an integrated strength of an element without length
/// Test: tests/machine/binding_test.cpp
ElementField element_field(const Lattice& lattice, Index place, std::string_view field);

/// Value of a device field in a lattice [SI of the field].
double value_of(const Lattice& lattice, const ElementField& field);

/// What a number of the model is.
enum class Quantity { strength, frequency, voltage, orbit_x, orbit_y, tune_x, tune_y, current };

/// One address of the model: how a number of the control system follows from the lattice and the beam.
struct Binding {
  control::Address address = {};
  Unit unit = {};  ///< of the number outside
  Quantity quantity = Quantity::strength;
  bool setpoint = false;      ///< takes values; a strength that takes none reads what `follows` has reached
  std::string follows = {};   ///< address of the setpoint behind a readback
  ElementField element = {};  ///< for strength
  Index place = -1;           ///< for the orbit: place of the monitor, read at its entrance
  double sigma = 0.0;         ///< noise of a reading [SI of unit]
  std::shared_ptr<const control::CalibrationModel> calibration = nullptr;  ///< hardware to device field
  std::shared_ptr<const control::Rigidity> rigidity = nullptr;             ///< none: 1 T m
};

}  // namespace courant::machine
