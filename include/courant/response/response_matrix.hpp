#pragma once
#include <Eigen/Core>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "courant/base/index.hpp"
#include "courant/base/result.hpp"

namespace courant::response {

/// One row or column: what it is, its unit, whether it takes part.
struct Axis {
  std::string label;    ///< e.g. "BPM_03.x", "COR_07.kick_x", "rf"
  std::string unit;     ///< e.g. "m", "rad", "Hz", "1"
  bool enabled = true;  ///< a disabled row or column is absent from the algebra
  double weight = 1.0;  ///< rows: weight of the squared error [1/unit^2] up to a factor; columns: unused
};

/// Keep the `keep` largest singular values, or those above `cut` times the largest.
struct Svd {
  Index keep = -1;    ///< -1: by cut
  double cut = 1e-3;  ///< [-]
};
/// Minimise |W^1/2 (M D + e)|^2 + alpha^2 |D|^2 with columns scaled to the same rms.
struct Tikhonov {
  double alpha = 1e-3;  ///< in units of the largest singular value [-]
};

struct SolveOptions {
  std::optional<Svd> svd{};              ///< the default method with its default cut
  std::optional<Tikhonov> tikhonov{};    ///< instead of svd
  double gain = 1.0;                     ///< one gain for all columns, in (0, 1.5] [-]
  std::vector<double> lower{}, upper{};  ///< bounds of D per column [column unit]; empty: none
};

struct Solution {
  std::vector<std::string> columns;     ///< enabled columns
  std::vector<double> delta;            ///< change of each [column unit]
  std::vector<double> predicted;        ///< e + M D for all rows [row unit]; NaN where masked
  std::vector<double> singular_values;  ///< of the weighted matrix, falling [row unit/column unit, weighted]
  Index kept = 0;                       ///< singular values used
  std::vector<std::string> saturated;   ///< columns at a bound
};

/// Linear relation between changes of knobs (columns) and of readings (rows).
struct ResponseMatrix {
  Eigen::MatrixXd values;  ///< (row, column) [row unit/column unit]
  std::vector<Axis> rows, columns;
  Eigen::MatrixXd sigma{};  ///< one sigma of each value, if measured; empty: unknown

  /// Change D that brings the error to zero: minimises |W^1/2 (M D + e)| by the chosen method within the
  /// bounds.
  ///
  /// Columns are scaled to unit rms before the decomposition, so that an RF column in Hz stands beside kicks
  /// in rad. \param error  measured minus wanted, one per row [row unit]; NaN masks a row \return  Failure
  /// no_valid_data when no row is left \throws  MismatchError for a wrong number of entries; InvalidArgument
  /// for gain, keep, alpha or bounds out of range
  Result<Solution> solve(std::span<const double> error, const SolveOptions& options = {}) const;

  /// Matrix that turns an error into -D, (column, row) of the enabled ones [column unit/row unit]; gain and bounds
  /// don't enter. Errors as solve.
  Eigen::MatrixXd inverse(const SolveOptions& options = {}) const;

  /// M D for all rows [row unit]. \throws MismatchError for a wrong number of entries
  std::vector<double> predict(std::span<const double> delta) const;

  /// Place of a row or column by label. \throws UnknownName with the nearest labels
  Index row(const std::string& label) const;
  Index column(const std::string& label) const;
};

}  // namespace courant::response

namespace courant {
using response::ResponseMatrix;
}
