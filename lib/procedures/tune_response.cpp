#include <fmt/format.h>

#include <algorithm>

#include "courant/base/error.hpp"
#include "courant/optics/twiss.hpp"
#include "courant/procedures/tune.hpp"
#include "courant/response/tune_response.hpp"
#include "inside.hpp"
#include "pair.hpp"
#include "recorded.hpp"

namespace courant::procedures {

using detail::Pair;

Result<Pair> design_tune(const Machine& machine) {
  const auto optics = optics::twiss(machine.lattice());
  if (!optics) return optics.error();
  return Pair{optics->tune[0] - std::floor(optics->tune[0]), optics->tune[1] - std::floor(optics->tune[1])};
}

Result<response::ResponseMatrix> model_tune_response(const Machine& machine, const std::string& group) {
  return detail::model_matrix(machine, group, [](const Lattice& lattice, const auto& knobs) {
    return response::tune_response(lattice, knobs);
  });
}

Result<response::ResponseMatrix> detail::measure_tune_response(Context& context,
                                                               const TuneResponseMeasurement& wish) {
  if (!(wish.tune_step > 0.0 && wish.tune_step < 0.1) || wish.samples < 1)
    throw InvalidArgument(fmt::format("a tune response with steps of {} and {} samples can't be measured",
                                      wish.tune_step, wish.samples),
                          "a step is in (0, 0.1)");
  Machine& machine = context.machine();
  auto matrix = model_tune_response(machine, wish.group);
  if (!matrix) return matrix;
  for (Index j = 0; j < matrix->values.cols(); ++j) {
    const std::string& name = matrix->columns[static_cast<std::size_t>(j)].label;
    if (auto go = context.checkpoint(j, matrix->values.cols(), name); !go) return go.error();
    const auto& knob = machine.knob(name);
    const double step = wish.tune_step / matrix->values.col(j).cwiseAbs().maxCoeff();
    auto transaction = context.transaction("tune response " + name);
    if (auto up = transaction.step(knob.settings(step)); !up) return up.error();
    const auto plus = detail::read_tune(machine, wish.samples);
    if (!plus) return plus.error();
    if (auto down = transaction.step(knob.settings(-2.0 * step)); !down) return down.error();
    const auto minus = detail::read_tune(machine, wish.samples);
    if (!minus) return minus.error();
    if (auto back = transaction.rollback(); !back) return back.error();
    for (std::size_t i = 0; i < 2; ++i)
      matrix->values(static_cast<Index>(i), j) =
          (detail::unwrap((*plus)[i], (*minus)[i]) - (*minus)[i]) / (2.0 * step);
    const Pair slope{matrix->values(0, j), matrix->values(1, j)};
    context.record("response", {name + ".tune_x", name + ".tune_y"}, slope,
                   control::si_unit(Unit() / knob.unit()));
  }
  return matrix;
}

Result<response::ResponseMatrix> measure_tune_response(Machine& machine, const TuneResponseMeasurement& wish,
                                                       const RunOptions& options) {
  return detail::recorded(machine, "measure_tune_response",
                          {{"group", wish.group},
                           {"tune_step", fmt::format("{}", wish.tune_step)},
                           {"samples", std::to_string(wish.samples)}},
                          options,
                          [&](Context& context) { return detail::measure_tune_response(context, wish); });
}

}  // namespace courant::procedures
