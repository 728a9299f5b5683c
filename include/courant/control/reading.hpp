#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "courant/base/index.hpp"
#include "courant/base/result.hpp"
#include "courant/base/units.hpp"

namespace courant::control {

/// How far a number can be trusted. `good warning alarm` can be used, the others are masked.
enum class Quality : unsigned char { good, warning, alarm, invalid, stale, saturated, disconnected, missing };

/// Name of a quality as it stands in files, e.g. "stale".
std::string_view to_string(Quality quality);

/// \throws InvalidArgument  if no quality has this name
Quality quality_from(std::string_view name);

/// True for the qualities whose number may be used.
constexpr bool usable(Quality quality) { return quality <= Quality::alarm; }

/// One number with everything that travels with it.
struct Reading {
  std::string label = {};
  double value = 0.0;  ///< [unit]; NaN when it is not valid
  double sigma = 0.0;  ///< one sigma [unit]; 0: unknown; NaN when it is not valid
  double time = 0.0;   ///< [s, UTC since 1970]
  Quality quality = Quality::good;
  Unit unit = {};  ///< SI

  /// A usable quality and a finite number.
  bool valid() const;
};

enum class Statistic { mean, median };

/// Many readings of one unit as a structure of arrays. A masked value reads as NaN, never as 0; NaN and Inf
/// are masked on entry. \see tests/control/reading_test.cpp
class Readings {
 public:
  Readings() = default;  ///< none, of pure numbers

  /// None, of a unit. \throws UnitError  if it is not SI ("mm" instead of "m")
  explicit Readings(Unit unit);

  /// Values [unit] with one sigma [unit] and one time [s, UTC] for all.
  /// \throws MismatchError  if the number of labels and values differs
  Readings(Unit unit, std::vector<std::string> labels, std::span<const double> values, double sigma = 0.0,
           double time = 0.0);

  /// Appends one number; masks it if it is not valid.
  /// \throws UnitError  if its unit is another one
  void add(const Reading& reading);

  Index size() const { return static_cast<Index>(value_.size()); }
  bool empty() const { return value_.empty(); }
  Reading operator[](Index i) const;

  const Unit& unit() const { return unit_; }
  std::span<const std::string> label() const { return label_; }
  std::span<const double> value() const { return value_; }  ///< [unit], NaN where masked
  std::span<const double> sigma() const { return sigma_; }  ///< one sigma [unit], NaN where masked
  std::span<const double> time() const { return time_; }    ///< [s, UTC since 1970]
  std::span<const Quality> quality() const { return quality_; }
  bool valid(Index i) const;
  std::vector<bool> valid() const;
  Index valid_count() const;
  double valid_fraction() const;  ///< [-]; 0 when empty

  /// Masks entry i and says why.
  /// \throws InvalidArgument  if the quality is a usable one
  void mask(Index i, Quality quality);

  /// The same numbers under other names. \throws MismatchError  if the count differs
  Readings relabelled(std::vector<std::string> labels) const;

  /// Entries whose label matches a glob such as "BPM_0?". \throws UnknownName  if there is none
  Readings select(std::string_view glob) const;

  /// Value and sigma times a factor; the result has the unit given [unit of the result / unit].
  Readings scaled(double factor, Unit unit) const;

  /// Age of each entry at the time `now` [s, UTC]; [s].
  std::vector<double> age(double now) const;

  /// Root of the mean square of the valid entries [unit], or Failure{no_valid_data}.
  Result<double> rms() const;
  /// Mean of the valid entries [unit], or Failure{no_valid_data}.
  Result<double> mean() const;
  /// Largest modulus of the valid entries [unit], or Failure{no_valid_data}.
  Result<double> max_abs() const;

  friend bool operator==(const Readings&, const Readings&);

 private:
  Unit unit_ = {};
  std::vector<std::string> label_;
  std::vector<double> value_, sigma_, time_;
  std::vector<Quality> quality_;
};

/// Difference and sum: valid where both are, sigma in quadrature, the later time, the worse quality.
/// \throws UnitError      if the units measure different things
/// \throws MismatchError  if the labels differ
Readings operator-(const Readings& a, const Readings& b);
Readings operator+(const Readings& a, const Readings& b);
Readings operator*(double factor, const Readings& readings);

/// One value per label from several samples, over the valid ones; sigma is the standard error from their
/// scatter (for the median sqrt(pi/2) times that of the mean); from a single valid sample its own sigma. An
/// entry without a valid sample stays masked.
///
/// \throws InvalidArgument             if there is no sample
/// \throws UnitError, MismatchError    as for the difference
Readings average(std::span<const Readings> samples, Statistic statistic = Statistic::mean);

}  // namespace courant::control
