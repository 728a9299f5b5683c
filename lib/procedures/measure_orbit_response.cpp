#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "courant/base/error.hpp"
#include "courant/procedures/orbit_response.hpp"
#include "inside.hpp"
#include "recorded.hpp"

namespace courant::procedures {
namespace {

using control::Readings;

/// Steps either way, so that the model predicts the peak that is wanted; within half of what the range leaves.
Result<std::vector<double>> steps_of(const Machine& machine, const OrbitResponseMeasurement& wish,
                                     const std::vector<std::string>& columns) {
  std::vector<machine::KnobTerm> terms;
  for (const auto& column : columns) terms.push_back(machine.column(column));
  const auto room = machine::headroom(*machine.session(), terms);
  if (!room) return room.error();
  const auto model = model_orbit_response(machine, wish.steering);
  if (!model) return model.error();
  std::vector<double> steps;
  for (std::size_t j = 0; j < columns.size(); ++j) {
    const double peak = model->values.col(static_cast<Index>(j)).cwiseAbs().maxCoeff();
    double step = wish.step > 0.0 && columns[j] != "rf" ? wish.step : wish.peak_orbit / peak;
    step = std::min({step, -(*room)[j].low, (*room)[j].high});
    if (!(step > 0.0 && std::isfinite(step)))
      return Failure{Code::saturated,
                     fmt::format("'{}' can't be moved both ways: it is at the end of its range, or "
                                 "has no effect in the model; disable it",
                                 columns[j])};
    steps.push_back(step);
  }
  return steps;
}

class Measurement {
 public:
  Measurement(Context& context, const OrbitResponseMeasurement& wish) : context_(context), wish_(wish) {}

  Result<MeasuredResponse> all() {
    Machine& machine = context_.machine();
    const auto columns = columns_of(machine, wish_.steering);
    auto steps = steps_of(machine, wish_, columns);
    if (!steps) return steps.error();
    out_.step = std::move(*steps);
    out_.run = context_.uid();
    const auto rows = static_cast<Index>(machine.orbit().labels().size());
    for (const auto& label : machine.orbit().labels()) out_.matrix.rows.push_back({label, "m", true, 1.0});
    out_.matrix.values.setZero(rows, static_cast<Index>(columns.size()));
    out_.matrix.sigma = out_.matrix.values;
    for (std::size_t j = 0; j < columns.size(); ++j) {
      if (auto go =
              context_.checkpoint(static_cast<Index>(j), static_cast<Index>(columns.size()), columns[j]);
          !go)
        return go.error();
      if (auto done = column(columns[j], static_cast<Index>(j)); !done) return done.error();
    }
    const auto total = static_cast<Index>(columns.size());
    static_cast<void>(context_.checkpoint(total, total, "orbit response"));
    return std::move(out_);
  }

 private:
  Result<Readings> orbit() const {
    return context_.machine().orbit().get({.samples = wish_.samples, .timeout = wish_.timeout});
  }

  Result<void> column(const std::string& name, Index j) {
    const auto term = context_.machine().column(name);
    const double step = out_.step[static_cast<std::size_t>(j)];
    auto transaction = context_.transaction("orbit response " + name);
    if (auto up = transaction.step({control::Setting::by(term.device, term.field, step)}); !up) return up;
    const auto plus = orbit();
    if (!plus) return plus.error();
    if (auto down = transaction.step({control::Setting::by(term.device, term.field, -2.0 * step)}); !down)
      return down;
    const auto minus = orbit();
    if (!minus) return minus.error();
    if (auto back = transaction.rollback(); !back) return back;

    const Unit unit = term.device->unit(term.field);
    const Readings slope = (*plus - *minus).scaled(0.5 / step, control::si_unit(Unit::parse("m") / unit));
    context_.record("response", slope);
    auto& matrix = out_.matrix;
    matrix.columns.push_back({name, unit.text(), true, 1.0});
    for (Index i = 0; i < slope.size(); ++i) {
      const auto k = static_cast<std::size_t>(i);
      if (slope.valid(i)) {
        matrix.values(i, j) = slope.value()[k];
        matrix.sigma(i, j) = slope.sigma()[k];
      } else {
        matrix.rows[k].enabled = false;
      }
    }
    return {};
  }

  Context& context_;
  const OrbitResponseMeasurement& wish_;
  MeasuredResponse out_;
};

}  // namespace

Result<MeasuredResponse> detail::measure_orbit_response(Context& context,
                                                        const OrbitResponseMeasurement& wish) {
  if (!(wish.peak_orbit > 0.0) || !(wish.step >= 0.0) || wish.samples < 1)
    throw InvalidArgument(
        fmt::format("an orbit response with peak {} m, step {} rad and {} samples can't be measured",
                    wish.peak_orbit, wish.step, wish.samples),
        "they must be positive");
  return Measurement(context, wish).all();
}

Result<MeasuredResponse> measure_orbit_response(Machine& machine, const OrbitResponseMeasurement& wish,
                                                const RunOptions& options) {
  Parameters parameters{{"horizontal", wish.steering.horizontal},
                        {"vertical", wish.steering.vertical},
                        {"rf", wish.steering.rf ? "yes" : "no"},
                        {"peak_orbit", format_quantity(wish.peak_orbit, Unit::parse("um"))},
                        {"samples", std::to_string(wish.samples)}};
  if (wish.step > 0.0) parameters["step"] = format_quantity(wish.step, Unit::parse("urad"));
  return detail::recorded(machine, "measure_orbit_response", std::move(parameters), options,
                          [&](Context& context) { return detail::measure_orbit_response(context, wish); });
}

}  // namespace courant::procedures
