#include "courant/math/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "courant/base/error.hpp"

namespace courant::math {
namespace {

std::vector<double> taken(std::span<const double> values, const std::vector<bool>& valid) {
  if (!valid.empty() && valid.size() != values.size())
    throw MismatchError(fmt::format("{} values have a mask of {}", values.size(), valid.size()),
                        "each value needs its own entry");
  std::vector<double> out;
  out.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    if (std::isfinite(values[i]) && (valid.empty() || valid[i])) out.push_back(values[i]);
  return out;
}

Failure too_few(std::span<const double> values, std::size_t taken, int needed) {
  return {Code::no_valid_data,
          fmt::format("{} of {} values are valid ({} needed)", taken, values.size(), needed)};
}

double largest(const std::vector<double>& x) {
  double out = 0.0;
  for (const double value : x) out = std::max(out, std::abs(value));
  return out;
}

/// Mean of values divided by `scale`, times it: the sum stays finite.
double mean_of(const std::vector<double>& x) {
  const double scale = largest(x);
  if (scale == 0.0) return 0.0;
  double sum = 0.0;
  for (const double value : x) sum += value / scale;
  return sum / static_cast<double>(x.size()) * scale;
}

/// Root of the sum of squares about `centre`, divided by `count`.
double spread(const std::vector<double>& x, double centre, double count) {
  double scale = 0.0;
  for (const double value : x) scale = std::max(scale, std::abs(value - centre));
  if (scale == 0.0) return 0.0;
  double sum = 0.0;
  for (const double value : x) sum += std::pow((value - centre) / scale, 2);
  return scale * std::sqrt(sum / count);
}

}  // namespace

Index valid_count(std::span<const double> values, const std::vector<bool>& valid) {
  return static_cast<Index>(taken(values, valid).size());
}

Result<double> mean(std::span<const double> values, const std::vector<bool>& valid) {
  const auto x = taken(values, valid);
  if (x.empty()) return too_few(values, x.size(), 1);
  return mean_of(x);
}

Result<double> rms(std::span<const double> values, const std::vector<bool>& valid) {
  const auto x = taken(values, valid);
  if (x.empty()) return too_few(values, x.size(), 1);
  return spread(x, 0.0, static_cast<double>(x.size()));
}

Result<double> standard_deviation(std::span<const double> values, const std::vector<bool>& valid) {
  const auto x = taken(values, valid);
  if (x.size() < 2) return too_few(values, x.size(), 2);
  return spread(x, mean_of(x), static_cast<double>(x.size() - 1));
}

Result<double> max_abs(std::span<const double> values, const std::vector<bool>& valid) {
  const auto x = taken(values, valid);
  if (x.empty()) return too_few(values, x.size(), 1);
  return largest(x);
}

Result<double> median(std::span<const double> values, const std::vector<bool>& valid) {
  auto x = taken(values, valid);
  if (x.empty()) return too_few(values, x.size(), 1);
  const auto middle = x.begin() + static_cast<Index>(x.size() / 2);
  std::nth_element(x.begin(), middle, x.end());
  if (x.size() % 2 == 1) return *middle;
  return 0.5 * *middle + 0.5 * *std::max_element(x.begin(), middle);
}

}  // namespace courant::math
