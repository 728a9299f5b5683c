#pragma once
#include <span>
#include <vector>

#include "courant/base/index.hpp"
#include "courant/base/result.hpp"

namespace courant::math {

/// \file
/// Statistics of masked values. `valid` says which entries take part; empty: all. Entries that are NaN or Inf
/// never take part. The unit of a result is that of the values; Failure{no_valid_data} when too few entries take
/// part. All throw MismatchError when the mask has another length. Cost: O(n). Test: tests/math/statistics_test.cpp

/// Number of entries that take part [-].
Index valid_count(std::span<const double> values, const std::vector<bool>& valid = {});

/// Mean [unit of the values].
Result<double> mean(std::span<const double> values, const std::vector<bool>& valid = {});

/// Root of the mean square [unit of the values]; squares don't overflow or vanish.
Result<double> rms(std::span<const double> values, const std::vector<bool>& valid = {});

/// Standard deviation about the mean, with n - 1 [unit of the values]; needs two entries.
Result<double> standard_deviation(std::span<const double> values, const std::vector<bool>& valid = {});

/// Largest absolute value [unit of the values].
Result<double> max_abs(std::span<const double> values, const std::vector<bool>& valid = {});

/// Middle value [unit of the values]; the mean of the two in the middle for an even number.
Result<double> median(std::span<const double> values, const std::vector<bool>& valid = {});

}  // namespace courant::math
