#include "at_wiggler.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "courant/base/constants.hpp"

namespace courant::io::detail {
namespace {

constexpr std::size_t rows = 6;  // of a harmonic: number, share of Bmax, kx/kw, ky/kw, kz/kw, phase

AnyElement instead(const AtElement& e, std::string_view problem, AtReport& report) {
  report.add(e, problem, "the wiggler is tracked as a drift of its length");
  return elements::Drift<>{.length = e.number("Length", 0.0)};
}

// Of an electron [T m].
double rigidity_of(double energy) {
  const double mass = constants::electron_rest_energy;
  return std::sqrt((energy - mass) * (energy + mass)) / constants::speed_of_light;
}

}  // namespace

AnyElement at_wiggler(const AtElement& e, double energy, AtReport& report) {
  elements::Wiggler<> w;
  w.length = e.number("Length", 0.0);
  w.period = e.number("Lw", 0.0);
  if (!(energy > constants::electron_rest_energy))
    return instead(e, "a field in tesla needs the energy of the ring", report);
  if (!(w.period > 0.0) || !(w.length > 0.0)) return instead(e, "a wiggler needs Length and Lw", report);
  const double periods = w.length / w.period;
  if (std::abs(periods - std::round(periods)) > 1e-6 || periods < 0.5)
    return instead(e, fmt::format("{:.6g} periods are no whole number", periods), report);
  if (!e.list("Bx").empty()) return instead(e, "a horizontal field is not supported", report);
  const double kw = constants::two_pi / w.period;
  const auto harmonics = e.has("By") ? e.list("By") : std::vector<double>{1.0, 1.0, 0.0, 1.0, 1.0, 0.0};
  const std::size_t count = harmonics.size() / rows;
  for (std::size_t i = 0; i < count; ++i) {
    const auto row = [&](std::size_t k) { return harmonics[k + rows * i]; };
    const double n = row(4);
    if (n != std::round(n) || n < 1.0 || n > static_cast<double>(w.vertical.size()) || row(5) != 0.0)
      return instead(e, fmt::format("a harmonic of kz/kw = {} and phase {} is not supported", n, row(5)),
                     report);
    if (i > 0 && row(2) * kw != w.kx)
      return instead(e, "harmonics of different kx are not supported", report);
    w.kx = row(2) * kw;
    w.vertical[static_cast<std::size_t>(n) - 1] += row(1) * (e.number("Bmax", 0.0) / rigidity_of(energy));
  }
  const double per_period = e.number("Nstep", 20.0);
  w.steps = static_cast<int>(std::lround(std::fmin(std::fmax(per_period, 1.0), 1e4) * w.length / w.period));
  w.steps = std::max(w.steps, 1);
  w.integrator = e.number("Nmeth", 4.0) < 3.0 ? physics::Integrator::dkd2 : physics::Integrator::dkd4;
  return w;
}

std::vector<std::pair<std::string_view, MatlabValue>> at_of_wiggler(const elements::Wiggler<>& w,
                                                                    double energy) {
  const double kw = constants::two_pi / w.period, peak = rigidity_of(energy);
  MatlabValue field;
  field.rows = static_cast<Index>(rows);
  for (std::size_t i = 0; i < w.vertical.size(); ++i) {
    if (w.vertical[i] == 0.0) continue;
    const double n = static_cast<double>(i + 1), kx = w.kx / kw;
    const std::array<double, rows> harmonic{n, w.vertical[i], kx, std::hypot(n, kx), n, 0.0};
    field.numbers.insert(field.numbers.end(), harmonic.begin(), harmonic.end());
    ++field.columns;
  }
  const auto number = [](double x) { return MatlabValue::number(x); };
  return {{"Length", number(w.length)},
          {"Lw", number(w.period)},
          {"Bmax", number(peak)},
          {"By", field},
          {"Nstep", number(std::ceil(w.steps * w.period / w.length))},
          {"Nmeth", number(physics::order_of(w.integrator) == 2 ? 2.0 : 4.0)},
          {"Energy", number(energy)}};
}

}  // namespace courant::io::detail
