#include "pair.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "courant/base/error.hpp"

namespace courant::procedures::detail {

Result<Pair> read_tune(const Machine& machine, Index samples) {
  const auto readings = machine.tune().get({.samples = samples});
  if (!readings) return readings.error();
  if (readings->valid_count() < 2) return Failure{Code::no_valid_data, "one of the two tunes has no number"};
  return Pair{readings->value()[0], readings->value()[1]};
}

Result<response::Solution> solve_pair(const Machine& machine, const response::ResponseMatrix& matrix,
                                      const Pair& now, const Pair& target, double gain, double largest) {
  response::SolveOptions options{.svd = response::Svd{.cut = 1e-6}, .gain = gain};
  for (const auto& column : matrix.columns) {
    const auto room = machine.knob(column.label).headroom(*machine.session());
    if (!room) return room.error();
    options.lower.push_back(room->low);
    options.upper.push_back(room->high);
  }
  const double part = std::min(1.0, largest / std::max(gain * distance(now, target), 1e-300));
  const Pair error{part * (now[0] - target[0]), part * (now[1] - target[1])};
  return matrix.solve(error, options);
}

}  // namespace courant::procedures::detail
