#include "courant/procedures/correct_orbit.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "courant/base/error.hpp"
#include "inside.hpp"
#include "recorded.hpp"

namespace courant::procedures {
namespace {

using control::Readings;

constexpr int most_halvings = 3;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// Root mean square of the valid entries from `first` on [m]; NaN without one.
double rms(std::span<const double> values) {
  double sum = 0.0;
  Index count = 0;
  for (const double v : values)
    if (!std::isnan(v)) {
      sum += v * v;
      ++count;
    }
  return count ? std::sqrt(sum / static_cast<double>(count)) : nothing;
}

class Correction {
 public:
  Correction(Context& context, const OrbitCorrection& wish, const response::ResponseMatrix& matrix)
      : context_(context), wish_(wish), matrix_(matrix) {
    for (const auto& column : matrix.columns) terms_.push_back(context.machine().column(column.label));
    for (std::size_t j = 0; j < terms_.size(); ++j)
      if (!terms_[j].device->enabled()) matrix_.columns[j].enabled = false;
  }

  Result<OrbitResult> all() {
    auto first = error();
    if (!first) return first.error();
    out_.before = *first;
    out_.run = context_.uid();
    split(*first, out_.before_x, out_.before_y);
    for (Index i = 0; i < first->size(); ++i)
      if (!first->valid(i)) out_.masked.push_back(first->label()[static_cast<std::size_t>(i)]);
    for (const auto& column : matrix_.columns)
      if (column.enabled) out_.columns.push_back(column.label);
    out_.delta.assign(out_.columns.size(), 0.0);

    Readings now = std::move(*first);
    double gain = wish_.gain;
    int halvings = 0;
    for (Index k = 0; k < wish_.iterations;) {
      if (auto go = context_.checkpoint(k, wish_.iterations, "correct orbit"); !go) return go.error();
      auto after = step(now, gain);
      if (!after) return after.error();
      if (!out_.steps.back().kept) {
        if (++halvings > most_halvings) break;
        gain *= 0.5;
        continue;
      }
      ++k;
      const double before = rms(now.value()), reached = rms(after->value());
      now = std::move(*after);
      if (before - reached < wish_.least_gain * before) break;
    }
    split(now, out_.after_x, out_.after_y);
    out_.after = std::move(now);
    static_cast<void>(context_.checkpoint(wish_.iterations, wish_.iterations, "correct orbit"));
    return std::move(out_);
  }

 private:
  /// Orbit minus reference, one reading of both planes [m].
  Result<Readings> error() {
    auto orbit = context_.machine().orbit().get({.samples = wish_.samples, .timeout = wish_.timeout});
    if (!orbit) return orbit;
    context_.record("orbit", *orbit);
    return wish_.reference ? Result<Readings>(*orbit - *wish_.reference) : orbit;
  }

  static void split(const Readings& error, double& x, double& y) {
    const auto half = error.value().size() / 2;
    x = rms(error.value().first(half));
    y = rms(error.value().last(half));
  }

  Result<response::Solution> solve(const Readings& now, double gain) {
    response::SolveOptions options = wish_.solve;
    options.gain = gain;
    const auto room = machine::headroom(*context_.machine().session(), terms_);
    if (!room) return room.error();
    options.lower.clear();
    options.upper.clear();
    for (const auto& range : *room) {
      options.lower.push_back(range.low);
      options.upper.push_back(range.high);
    }
    return matrix_.solve(now.value(), options);
  }

  /// One transaction; what the orbit is after it, the old one if it was rolled back.
  Result<Readings> step(const Readings& now, double gain) {
    const auto solution = solve(now, gain);
    if (!solution) return solution.error();
    OrbitStep step{.predicted = rms(solution->predicted), .achieved = nothing, .gain = gain};
    out_.saturated = solution->saturated;
    out_.kept_values = solution->kept;
    auto transaction = context_.transaction("correct orbit");
    if (auto done = transaction.step(context_.machine().settings(solution->columns, solution->delta)); !done)
      return done.error();
    auto after = error();
    if (after) {
      step.achieved = rms(after->value());
      split(*after, step.rms_x, step.rms_y);
    } else if (after.error().code != Code::no_valid_data) {
      return after;
    }
    step.kept = step.achieved < rms(now.value());  // false for NaN: no beam
    if (step.kept) {
      if (auto kept = transaction.commit(); !kept) return kept.error();
      for (std::size_t j = 0; j < solution->delta.size(); ++j) out_.delta[j] += solution->delta[j];
    } else if (auto back = transaction.rollback(); !back) {
      return back.error();
    }
    context_.record("step", {"predicted", "achieved"}, std::vector{step.predicted, step.achieved},
                    Unit::parse("m"));
    out_.steps.push_back(step);
    return step.kept ? after : Result<Readings>(now);
  }

  Context& context_;
  const OrbitCorrection& wish_;
  response::ResponseMatrix matrix_;
  std::vector<machine::KnobTerm> terms_;
  OrbitResult out_;
};

void check(const Machine& machine, const OrbitCorrection& wish, const response::ResponseMatrix& matrix) {
  if (!(wish.gain > 0.0 && wish.gain <= 1.5) || wish.iterations < 1)
    throw InvalidArgument(fmt::format("gain {} with {} iterations can't be used", wish.gain, wish.iterations),
                          "a gain is in (0, 1.5], there is at least one iteration");
  const auto& labels = machine.orbit().labels();
  if (matrix.rows.size() != labels.size())
    throw MismatchError(
        fmt::format("the matrix has {} rows, the orbit {}", matrix.rows.size(), labels.size()));
  for (std::size_t i = 0; i < labels.size(); ++i)
    if (matrix.rows[i].label != labels[i])
      throw MismatchError(fmt::format("row {} of the matrix is '{}', the orbit has '{}' there", i,
                                      matrix.rows[i].label, labels[i]));
}

}  // namespace

Result<OrbitResult> detail::correct_orbit(Context& context, const OrbitCorrection& wish) {
  std::optional<response::ResponseMatrix> model;
  if (!wish.matrix) {
    auto made = model_orbit_response(context.machine(), wish.steering);
    if (!made) return made.error();
    model = std::move(*made);
  }
  const response::ResponseMatrix& matrix = wish.matrix ? *wish.matrix : *model;
  check(context.machine(), wish, matrix);
  return Correction(context, wish, matrix).all();
}

Result<OrbitResult> correct_orbit(Machine& machine, const OrbitCorrection& wish, const RunOptions& options) {
  Parameters parameters{{"matrix", wish.matrix ? "given" : "model"},
                        {"gain", fmt::format("{}", wish.gain)},
                        {"iterations", std::to_string(wish.iterations)},
                        {"samples", std::to_string(wish.samples)}};
  return detail::recorded(machine, "correct_orbit", std::move(parameters), options,
                          [&](Context& context) { return detail::correct_orbit(context, wish); });
}

}  // namespace courant::procedures
