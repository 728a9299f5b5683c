#include <fmt/format.h>

#include <cmath>

#include "chromaticity_scan.hpp"
#include "courant/base/error.hpp"
#include "inside.hpp"
#include "pair.hpp"
#include "recorded.hpp"

namespace courant::procedures {
namespace {

using detail::Pair;

struct Plan {
  Pair target{};
  response::ResponseMatrix matrix;
  double slip = 0.0;  // [-]
};

Result<ChromaticityResult> correct(Context& context, const ChromaticityCorrection& wish, const Plan& plan) {
  Machine& machine = context.machine();
  ChromaticityResult out{.before = {}, .after = {}, .target = plan.target, .run = context.uid()};
  for (const auto& column : plan.matrix.columns) out.columns.push_back(column.label);
  out.delta.assign(out.columns.size(), 0.0);
  const Index points = wish.measurement.points, total = (wish.iterations + 1) * points;
  auto now = detail::scan(context, wish.measurement, plan.slip, 0, total);
  if (!now) return now.error();
  out.before = *now;
  const auto good = [&] {
    return std::abs(now->value[0] - plan.target[0]) <= wish.tolerance &&
           std::abs(now->value[1] - plan.target[1]) <= wish.tolerance;
  };
  while (!good() && out.steps < wish.iterations) {
    const auto solution =
        detail::solve_pair(machine, plan.matrix, now->value, plan.target, wish.gain, wish.largest_step);
    if (!solution) return solution.error();
    auto transaction = context.transaction("correct chromaticity");
    if (auto done = transaction.step(machine.settings(solution->columns, solution->delta)); !done)
      return done.error();
    const auto after = detail::scan(context, wish.measurement, plan.slip, (out.steps + 1) * points, total);
    if (!after) return after.error();
    if (!(detail::distance(after->value, plan.target) < detail::distance(now->value, plan.target))) {
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
  static_cast<void>(context.checkpoint(total, total, "correct chromaticity"));
  return out;
}

}  // namespace

Result<ChromaticityResult> detail::correct_chromaticity(Context& context,
                                                        const ChromaticityCorrection& wish) {
  check(wish.measurement);
  if (!(wish.gain > 0.0 && wish.gain <= 1.5) || !(wish.tolerance > 0.0) || !(wish.largest_step > 0.0) ||
      wish.iterations < 1)
    throw InvalidArgument(
        fmt::format("gain {}, tolerance {}, largest step {} and {} iterations can't be used", wish.gain,
                    wish.tolerance, wish.largest_step, wish.iterations),
        "a gain is in (0, 1.5], the others are positive");
  const Machine& machine = context.machine();
  const auto target = wish.target ? Result<Pair>(*wish.target) : design_chromaticity(machine);
  if (!target) return target.error();
  const auto matrix = wish.matrix ? Result<response::ResponseMatrix>(*wish.matrix)
                                  : model_chromaticity_response(machine, wish.group);
  if (!matrix) return matrix.error();
  const auto slip = slip_factor(machine);
  if (!slip) return slip.error();
  return correct(context, wish, {*target, *matrix, *slip});
}

Result<ChromaticityResult> correct_chromaticity(Machine& machine, const ChromaticityCorrection& wish,
                                                const RunOptions& options) {
  Parameters parameters{{"group", wish.group},
                        {"gain", fmt::format("{}", wish.gain)},
                        {"tolerance", fmt::format("{}", wish.tolerance)}};
  if (wish.target) {
    parameters["target_x"] = fmt::format("{}", (*wish.target)[0]);
    parameters["target_y"] = fmt::format("{}", (*wish.target)[1]);
  }
  return detail::recorded(machine, "correct_chromaticity", std::move(parameters), options,
                          [&](Context& context) { return detail::correct_chromaticity(context, wish); });
}

}  // namespace courant::procedures
