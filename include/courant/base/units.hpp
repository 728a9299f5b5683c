#pragma once
#include <string>
#include <string_view>
#include <utility>

namespace courant {

/// Powers of the base units. Angle and beam energy are dimensions of their own, so that A for rad, nm for rad
/// or joule for electronvolt is an error and not a factor.
struct Dimension {
  int m = 0;    ///< length [-]
  int kg = 0;   ///< mass [-]
  int s = 0;    ///< time [-]
  int a = 0;    ///< current, ampere [-]
  int rad = 0;  ///< angle [-]
  int ev = 0;   ///< energy of a particle, electronvolt [-]

  friend constexpr bool operator==(const Dimension&, const Dimension&) = default;
  constexpr bool dimensionless() const { return *this == Dimension{}; }
};

/// Base units of a dimension, e.g. "m", "1", "kg/(s^2*A)"; Unit::parse reads it back.
std::string to_string(const Dimension& dimension);

/// A dimension in words for messages: "a length", "an angle", "a pure number", else its base units.
std::string describe(const Dimension& dimension);

/// A unit of measurement: text as a person wrote it, dimension, and factor to SI, radian and electronvolt.
///
/// Grammar: names joined by `*`, `·` or a space, divided by `/`, raised by `^2`, `**-1`, `²`; brackets; `1`.
/// After a `/` a product needs brackets ("A/(T*m)"), because people read "A/T m" in two ways.
/// Names: m g s A rad eV Hz V T C N J W F Pa Ohm Wb H G(auss) with prefixes f p n u µ m k M G T (kg is k +
/// g); cm deg min h d % ppm ppb 1 without.
class Unit {
 public:
  Unit() = default;  ///< the pure number "1"

  /// Unit from its text.
  /// \throws UnitError  if a name is unknown (with the nearest known spelling) or the grammar is broken
  /// Cost: linear in the text. Test: tests/base/units_test.cpp
  static Unit parse(std::string_view text);

  double factor() const { return factor_; }  ///< value in SI, rad or eV of 1 of this unit
  const Dimension& dimension() const { return dimension_; }
  const std::string& text() const { return text_; }                 ///< as written, without outer blanks
  double to_base(double value) const { return value * factor_; }    ///< [this unit] to SI, rad, eV
  double from_base(double value) const { return value / factor_; }  ///< SI, rad, eV to [this unit]

  /// Same dimension: values can be converted into each other.
  bool converts_to(const Unit& other) const { return dimension_ == other.dimension_; }

  Unit operator*(const Unit& other) const;
  Unit operator/(const Unit& other) const;
  Unit pow(int exponent) const;

  /// Same dimension and factor; the texts may differ ("um" and "µm").
  friend bool operator==(const Unit& l, const Unit& r) {
    return l.dimension_ == r.dimension_ && l.factor_ == r.factor_;
  }

 private:
  Unit(std::string text, const Dimension& dimension, double factor)
      : text_(std::move(text)), dimension_(dimension), factor_(factor) {}

  std::string text_ = "1";
  Dimension dimension_;
  double factor_ = 1.0;
};

/// Number with unit as a person writes it, e.g. "5 um", "-3e-2mrad", "0.7" when `expected` is a pure number.
/// \param expected  gives the dimension, not the factor: the result is always in SI, rad or eV
/// \return          the value in SI, rad or eV
/// \throws UnitError        if the unit is missing, unknown or of another dimension
/// \throws InvalidArgument  if there is no finite number
/// Test: tests/base/units_test.cpp
double parse_quantity(std::string_view text, const Unit& expected);

/// Interval with unit: "±10 A", "+-10 A" or "+/-10 A" is [-10, 10]; "[0 A, 250 A]" or "0 .. 250 A" has two
/// ends, and the unit of the second holds for a bare first one.
/// \return  lower and upper end in SI, rad or eV
/// \throws UnitError        as parse_quantity
/// \throws InvalidArgument  if an end is no finite number, the ends do not ascend or ± has a negative one
/// Test: tests/base/units_test.cpp
std::pair<double, double> parse_range(std::string_view text, const Unit& expected);

/// Value for people: number in `display` and its text, e.g. "5 um"; no blank before "%", no text for "1".
/// \param value   in SI, rad or eV; NaN gives "nan um"
/// \param digits  significant digits [-], 1 to 17
/// \throws InvalidArgument  if `digits` is out of range
std::string format_quantity(double value, const Unit& display, int digits = 6);

}  // namespace courant
