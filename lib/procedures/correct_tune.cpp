#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "courant/base/error.hpp"
#include "courant/procedures/tune.hpp"
#include "inside.hpp"
#include "pair.hpp"
#include "recorded.hpp"

namespace courant::procedures {
namespace {

using detail::Pair;

/// Half-integer interval that a tune is in; it must not be left on the way.
double interval(double tune) { return std::floor(2.0 * tune); }

Result<void> check_way(const Pair& now, const Pair& target) {
  for (std::size_t i = 0; i < 2; ++i)
    if (interval(now[i]) != interval(target[i]))
      return Failure{
          Code::out_of_domain,
          fmt::format("the way of tune {} from {:.4f} to {:.4f} crosses an integer or half an integer",
                      i == 0 ? "x" : "y", now[i], target[i])};
  return {};
}

Result<TuneResult> correct(Context& context, const TuneCorrection& wish, const Pair& target,
                           const response::ResponseMatrix& matrix) {
  Machine& machine = context.machine();
  TuneResult out{.target = target, .run = context.uid()};
  for (const auto& column : matrix.columns) out.columns.push_back(column.label);
  out.delta.assign(out.columns.size(), 0.0);
  const auto read = [&]() -> Result<Pair> {
    auto tune = detail::read_tune(machine, wish.samples);
    if (tune) context.record("tune", machine.tune().labels(), *tune);
    return tune;
  };
  auto now = read();
  if (!now) return now.error();
  out.before = *now;
  const auto good = [&] {
    return std::abs((*now)[0] - target[0]) <= wish.tolerance &&
           std::abs((*now)[1] - target[1]) <= wish.tolerance;
  };
  while (!good() && out.steps < wish.iterations) {
    if (auto go = context.checkpoint(out.steps, wish.iterations, "correct tune"); !go) return go.error();
    if (auto way = check_way(*now, target); !way) return way.error();
    const auto solution = detail::solve_pair(machine, matrix, *now, target, wish.gain, wish.largest_step);
    if (!solution) return solution.error();
    auto transaction = context.transaction("correct tune");
    if (auto done = transaction.step(machine.settings(solution->columns, solution->delta)); !done)
      return done.error();
    const auto after = read();
    if (!after) return after.error();
    if (!(detail::distance(*after, target) < detail::distance(*now, target))) {
      if (auto back = transaction.rollback(); !back) return back.error();
      break;
    }
    if (auto kept = transaction.commit(); !kept) return kept.error();
    for (std::size_t j = 0; j < out.delta.size(); ++j) out.delta[j] += solution->delta[j];
    now = after;
    ++out.steps;
  }
  out.after = *now;
  out.reached = good();
  static_cast<void>(context.checkpoint(wish.iterations, wish.iterations, "correct tune"));
  return out;
}

void check(const TuneCorrection& wish) {
  if (!(wish.gain > 0.0 && wish.gain <= 1.5) || !(wish.tolerance > 0.0) || !(wish.largest_step > 0.0) ||
      wish.iterations < 1 || wish.samples < 1)
    throw InvalidArgument(
        fmt::format("gain {}, tolerance {}, largest step {} and {} iterations can't be used", wish.gain,
                    wish.tolerance, wish.largest_step, wish.iterations),
        "a gain is in (0, 1.5], the others are positive");
  if (wish.target)
    for (const double tune : *wish.target)
      if (!(tune >= 0.0 && tune < 1.0))
        throw InvalidArgument(fmt::format("a tune of {} can't be a target", tune),
                              "the fractional part is measured", "give it in [0, 1)");
}

}  // namespace

Result<TuneResult> detail::correct_tune(Context& context, const TuneCorrection& wish) {
  check(wish);
  const auto target = wish.target ? Result<Pair>(*wish.target) : design_tune(context.machine());
  if (!target) return target.error();
  const auto matrix = wish.matrix ? Result<response::ResponseMatrix>(*wish.matrix)
                                  : model_tune_response(context.machine(), wish.group);
  if (!matrix) return matrix.error();
  return correct(context, wish, *target, *matrix);
}

Result<TuneResult> correct_tune(Machine& machine, const TuneCorrection& wish, const RunOptions& options) {
  Parameters parameters{{"group", wish.group},
                        {"matrix", wish.matrix ? "given" : "model"},
                        {"gain", fmt::format("{}", wish.gain)},
                        {"tolerance", fmt::format("{}", wish.tolerance)}};
  if (wish.target) {
    parameters["target_x"] = fmt::format("{}", (*wish.target)[0]);
    parameters["target_y"] = fmt::format("{}", (*wish.target)[1]);
  }
  return detail::recorded(machine, "correct_tune", std::move(parameters), options,
                          [&](Context& context) { return detail::correct_tune(context, wish); });
}

}  // namespace courant::procedures
