#include "courant/control/reading.hpp"

#include "courant/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace courant::control {
namespace {

void check_alike(const Readings& a, const Readings& b) {
  if (!(a.unit() == b.unit()))
    throw UnitError(
        fmt::format("readings in '{}' and in '{}' don't combine", a.unit().text(), b.unit().text()),
        fmt::format("one is {}, the other {}", describe(a.unit().dimension()),
                    describe(b.unit().dimension())));
  if (std::ranges::equal(a.label(), b.label())) return;
  const auto [first, second] = std::ranges::mismatch(a.label(), b.label());
  if (first == a.label().end() || second == b.label().end())
    throw MismatchError(fmt::format("{} and {} readings don't combine", a.size(), b.size()));
  throw MismatchError(fmt::format("readings of '{}' and '{}' don't combine", *first, *second),
                      fmt::format("entry {}", first - a.label().begin()), "select the same labels first");
}

Readings combine(const Readings& a, const Readings& b, double sign) {
  check_alike(a, b);
  Readings result(a.unit());
  for (Index i = 0; i < a.size(); ++i) {
    Reading r = a[i];
    const Reading other = b[i];
    r.value += sign * other.value;
    r.sigma = std::hypot(r.sigma, other.sigma);
    r.time = std::max(r.time, other.time);
    r.quality = std::max(r.quality, other.quality);
    result.add(r);
  }
  return result;
}

Failure no_valid(const Readings& r) {
  return {Code::no_valid_data, fmt::format("none of {} readings is valid", r.size())};
}

double statistic_of(std::vector<double>& values, Statistic statistic) {
  const auto n = values.size();
  if (statistic == Statistic::mean)
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(n);
  std::sort(values.begin(), values.end());
  return n % 2 ? values[n / 2] : 0.5 * (values[n / 2 - 1] + values[n / 2]);
}

/// Standard error of the statistic of n >= 2 values from their scatter [unit].
double standard_error(const std::vector<double>& values, Statistic statistic) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double square = 0.0;
  for (const double v : values) square += (v - mean) * (v - mean);
  const double error = std::sqrt(square / (n - 1.0) / n);
  // Large-sample efficiency of the median of normal noise: 2/pi.
  return statistic == Statistic::mean ? error : error * std::sqrt(std::numbers::pi / 2.0);
}

}  // namespace

Result<double> Readings::rms() const {
  double sum = 0.0;
  for (const double v : value_)
    if (!std::isnan(v)) sum += v * v;
  if (const Index n = valid_count()) return std::sqrt(sum / static_cast<double>(n));
  return no_valid(*this);
}

Result<double> Readings::mean() const {
  double sum = 0.0;
  for (const double v : value_)
    if (!std::isnan(v)) sum += v;
  if (const Index n = valid_count()) return sum / static_cast<double>(n);
  return no_valid(*this);
}

Result<double> Readings::max_abs() const {
  double largest = 0.0;
  for (const double v : value_)
    if (!std::isnan(v)) largest = std::max(largest, std::abs(v));
  if (valid_count() > 0) return largest;
  return no_valid(*this);
}

Readings operator-(const Readings& a, const Readings& b) { return combine(a, b, -1.0); }
Readings operator+(const Readings& a, const Readings& b) { return combine(a, b, 1.0); }
Readings operator*(double factor, const Readings& readings) {
  return readings.scaled(factor, readings.unit());
}

Readings average(std::span<const Readings> samples, Statistic statistic) {
  if (samples.empty()) throw InvalidArgument("no sample to average");
  for (const auto& sample : samples) check_alike(samples.front(), sample);
  Readings result(samples.front().unit());
  std::vector<double> values;
  for (Index i = 0; i < samples.front().size(); ++i) {
    values.clear();
    Reading out = samples.front()[i], only = out;
    Quality worst_valid = Quality::good, worst = Quality::good;
    for (const auto& sample : samples) {
      const Reading r = sample[i];
      out.time = std::max(out.time, r.time);
      worst = std::max(worst, r.quality);
      if (!r.valid()) continue;
      worst_valid = std::max(worst_valid, r.quality);
      values.push_back(r.value);
      only = r;
    }
    out.quality = values.empty() ? worst : worst_valid;
    if (!values.empty()) {
      out.sigma = values.size() > 1 ? standard_error(values, statistic) : only.sigma;
      out.value = statistic_of(values, statistic);
    }
    result.add(out);
  }
  return result;
}

}  // namespace courant::control
