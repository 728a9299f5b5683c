#include <fmt/format.h>

#include <Eigen/Cholesky>
#include <cmath>

#include "chromaticity_scan.hpp"
#include "courant/base/error.hpp"
#include "courant/optics/twiss.hpp"
#include "courant/response/tune_response.hpp"
#include "inside.hpp"
#include "pair.hpp"
#include "recorded.hpp"

namespace courant::procedures {

namespace detail {
namespace {

struct Fit {
  Eigen::VectorXd value, sigma;
};

/// Polynomial through tunes at delta: coefficients and their sigma, from `noise` of a tune or, if that is 0,
/// from the scatter about the fit [-].
Fit fit(const std::vector<double>& delta, const Eigen::VectorXd& tune, Index order, double noise) {
  const auto n = static_cast<Index>(delta.size());
  const double unit = std::abs(delta.front());  // keeps the normal equations well scaled
  Eigen::MatrixXd a(n, order + 1);
  for (Index i = 0; i < n; ++i)
    for (Index k = 0; k <= order; ++k)
      a(i, k) = std::pow(delta[static_cast<std::size_t>(i)] / unit, static_cast<double>(k));
  const Eigen::LLT<Eigen::MatrixXd> normal(a.transpose() * a);
  const Eigen::VectorXd c = normal.solve(a.transpose() * tune);
  const Eigen::MatrixXd spread = normal.solve(Eigen::MatrixXd::Identity(order + 1, order + 1));
  if (!(noise > 0.0) && n > order + 1)
    noise = (tune - a * c).norm() / std::sqrt(static_cast<double>(n - order - 1));
  Fit out{c, noise * spread.diagonal().cwiseSqrt()};
  for (Index k = 0; k <= order; ++k) {
    out.value[k] /= std::pow(unit, static_cast<double>(k));
    out.sigma[k] /= std::pow(unit, static_cast<double>(k));
  }
  return out;
}

}  // namespace

Result<double> slip_factor(const Machine& machine) {
  const auto optics = optics::twiss(machine.lattice());
  if (!optics) return optics.error();
  return optics->momentum_compaction - machine.lattice().reference().inverse_gamma2();
}

Result<Chromaticity> scan(Context& context, const ChromaticityMeasurement& wish, double slip, Index done,
                          Index total) {
  Machine& machine = context.machine();
  const auto rf = machine.rf().get();
  if (!rf) return rf.error();
  const double f = rf->value()[0];
  const auto term = machine.column("rf");
  Chromaticity out;
  std::vector<double> noise;
  auto transaction = context.transaction("chromaticity");
  for (Index k = 0; k < wish.points; ++k) {
    const double part = 2.0 * static_cast<double>(k) / static_cast<double>(wish.points - 1) - 1.0;
    const double delta = part * wish.largest_delta;
    if (auto go = context.checkpoint(done + k, total, "chromaticity"); !go) return go.error();
    const auto setting = control::Setting::to(term.device, term.field, f * (1.0 - slip * delta));
    if (auto moved = transaction.step({setting}); !moved) return moved.error();
    const auto readings = machine.tune().get({.samples = wish.samples});
    if (!readings) return readings.error();
    if (readings->valid_count() < 2)
      return Failure{Code::no_valid_data, "one of the two tunes has no number"};
    Pair tune{readings->value()[0], readings->value()[1]};
    if (!out.tune.empty())
      for (std::size_t i = 0; i < 2; ++i) tune[i] = unwrap(tune[i], out.tune.back()[i]);
    out.delta.push_back(delta);
    out.tune.push_back(tune);
    noise.push_back(std::hypot(readings->sigma()[0], readings->sigma()[1]) / std::sqrt(2.0));
    context.record("scan", {"delta", "tune_x", "tune_y"}, std::vector{delta, tune[0], tune[1]});
  }
  if (auto back = transaction.rollback(); !back) return back.error();
  double sum = 0.0;
  for (const double s : noise) sum += s * s;
  const double sigma = std::sqrt(sum / static_cast<double>(noise.size()));
  for (std::size_t i = 0; i < 2; ++i) {
    Eigen::VectorXd tune(wish.points);
    for (Index k = 0; k < wish.points; ++k) tune[k] = out.tune[static_cast<std::size_t>(k)][i];
    const Fit found = fit(out.delta, tune, wish.order, sigma);
    out.value[i] = found.value[1];
    out.sigma[i] = found.sigma[1];
    if (wish.order > 1) out.second[i] = 2.0 * found.value[2];
  }
  context.record("chromaticity", {"x", "y"}, out.value);
  return out;
}

void check(const ChromaticityMeasurement& wish) {
  if (wish.points < 3 || wish.order < 1 || wish.order >= wish.points || wish.samples < 1)
    throw InvalidArgument(fmt::format("a polynomial of order {} can't be fitted to {} points of {} samples",
                                      wish.order, wish.points, wish.samples),
                          "it takes 3 points or more, and more than the order");
  if (!(wish.largest_delta > 0.0 && wish.largest_delta <= 4e-3))
    throw InvalidArgument(fmt::format("a scan to delta = {} is not made", wish.largest_delta),
                          "it must be positive and at most 0.4 %");
}

Result<Chromaticity> measure_chromaticity(Context& context, const ChromaticityMeasurement& wish) {
  check(wish);
  const auto slip = slip_factor(context.machine());
  if (!slip) return slip.error();
  auto found = scan(context, wish, *slip, 0, wish.points);
  if (found) found->run = context.uid();
  static_cast<void>(context.checkpoint(wish.points, wish.points, "chromaticity"));
  return found;
}

}  // namespace detail

Result<Chromaticity> measure_chromaticity(Machine& machine, const ChromaticityMeasurement& wish,
                                          const RunOptions& options) {
  return detail::recorded(machine, "measure_chromaticity",
                          {{"largest_delta", fmt::format("{}", wish.largest_delta)},
                           {"points", std::to_string(wish.points)},
                           {"order", std::to_string(wish.order)}},
                          options,
                          [&](Context& context) { return detail::measure_chromaticity(context, wish); });
}

Result<std::array<double, 2>> design_chromaticity(const Machine& machine) {
  const auto optics = optics::twiss(machine.lattice());
  if (!optics) return optics.error();
  return optics->chromaticity;
}

Result<response::ResponseMatrix> model_chromaticity_response(const Machine& machine,
                                                             const std::string& group) {
  return detail::model_matrix(machine, group, [](const Lattice& lattice, const auto& knobs) {
    return response::chromaticity_response(lattice, knobs);
  });
}

}  // namespace courant::procedures
