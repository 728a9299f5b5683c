#include "courant/control/reading.hpp"

#include "courant/base/error.hpp"
#include "courant/base/glob.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace courant::control {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

constexpr std::array<std::string_view, 8> quality_names{"good",  "warning",   "alarm",        "invalid",
                                                        "stale", "saturated", "disconnected", "missing"};

bool same(std::span<const double> a, std::span<const double> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

}  // namespace

std::string_view to_string(Quality quality) {
  const auto i = static_cast<std::size_t>(quality);
  return i < quality_names.size() ? quality_names[i] : "unknown";
}

Quality quality_from(std::string_view name) {
  const auto found = std::find(quality_names.begin(), quality_names.end(), name);
  if (found == quality_names.end())
    throw InvalidArgument(fmt::format("quality '{}' is unknown", name), "",
                          fmt::format("one of {}", fmt::join(quality_names, " ")));
  return static_cast<Quality>(found - quality_names.begin());
}

bool Reading::valid() const { return usable(quality) && std::isfinite(value); }

Readings::Readings(Unit unit) : unit_(std::move(unit)) {
  if (unit_.factor() != 1.0)
    throw UnitError(fmt::format("readings can't be held in '{}'", unit_.text()), "numbers are SI inside",
                    fmt::format("use '{}'", to_string(unit_.dimension())));
}

Readings::Readings(Unit unit, std::vector<std::string> labels, std::span<const double> values, double sigma,
                   double time)
    : Readings(std::move(unit)) {
  if (labels.size() != values.size())
    throw MismatchError(fmt::format("{} labels for {} values", labels.size(), values.size()),
                        "each value has one label");
  for (std::size_t i = 0; i < values.size(); ++i)
    add({.label = std::move(labels[i]), .value = values[i], .sigma = sigma, .time = time, .unit = unit_});
}

void Readings::add(const Reading& reading) {
  if (!(reading.unit == unit_))
    throw UnitError(fmt::format("reading {} in '{}' does not belong to readings in '{}'", reading.label,
                                reading.unit.text(), unit_.text()));
  const bool ok = reading.valid();
  label_.push_back(reading.label);
  value_.push_back(ok ? reading.value : nan);
  sigma_.push_back(ok ? reading.sigma : nan);
  time_.push_back(reading.time);
  quality_.push_back(!ok && usable(reading.quality) ? Quality::invalid : reading.quality);
}

Reading Readings::operator[](Index i) const {
  const auto k = static_cast<std::size_t>(i);
  return {label_[k], value_[k], sigma_[k], time_[k], quality_[k], unit_};
}

bool Readings::valid(Index i) const { return usable(quality_[static_cast<std::size_t>(i)]); }

std::vector<bool> Readings::valid() const {
  std::vector<bool> result(quality_.size());
  std::transform(quality_.begin(), quality_.end(), result.begin(), usable);
  return result;
}

Index Readings::valid_count() const { return std::count_if(quality_.begin(), quality_.end(), usable); }

double Readings::valid_fraction() const {
  return empty() ? 0.0 : static_cast<double>(valid_count()) / static_cast<double>(size());
}

void Readings::mask(Index i, Quality quality) {
  if (usable(quality))
    throw InvalidArgument(fmt::format("quality '{}' does not mask", to_string(quality)),
                          "its number may be used");
  if (i < 0 || i >= size()) throw InvalidArgument(fmt::format("no entry {} in {} readings", i, size()));
  const auto k = static_cast<std::size_t>(i);
  value_[k] = sigma_[k] = nan;
  quality_[k] = quality;
}

Readings Readings::relabelled(std::vector<std::string> labels) const {
  if (labels.size() != label_.size())
    throw MismatchError(fmt::format("{} labels for {} readings", labels.size(), label_.size()));
  Readings result = *this;
  result.label_ = std::move(labels);
  return result;
}

Readings Readings::select(std::string_view glob) const {
  Readings result(unit_);
  for (Index i = 0; i < size(); ++i)
    if (glob_match(glob, label_[static_cast<std::size_t>(i)])) result.add((*this)[i]);
  if (result.empty())
    throw UnknownName(fmt::format("'{}' matches none of {} labels", glob, size()), "", nearest(glob, label_));
  return result;
}

Readings Readings::scaled(double factor, Unit unit) const {
  Readings result(std::move(unit));
  for (Index i = 0; i < size(); ++i) {
    Reading r = (*this)[i];
    r.value *= factor;
    r.sigma *= std::abs(factor);
    r.unit = result.unit_;
    result.add(r);
  }
  return result;
}

std::vector<double> Readings::age(double now) const {
  std::vector<double> result(time_.size());
  std::transform(time_.begin(), time_.end(), result.begin(), [now](double t) { return now - t; });
  return result;
}

bool operator==(const Readings& a, const Readings& b) {
  return a.unit_ == b.unit_ && a.label_ == b.label_ && a.quality_ == b.quality_ && same(a.value_, b.value_) &&
         same(a.sigma_, b.sigma_) && same(a.time_, b.time_);
}

}  // namespace courant::control
