#pragma once
// Private to the module: AT's conventions and ours, each formula with its inverse.
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <vector>

#include "courant/base/constants.hpp"

namespace courant::io::detail {

// Thick multipole passes apply the sine of KickAngle, ThinMPolePass and CorrectorPass the angle itself [rad].
inline double kick_of_angle(double angle, bool by_sine) { return by_sine ? std::sin(angle) : angle; }
inline double angle_of_kick(double kick, bool by_sine) { return by_sine ? std::asin(kick) : kick; }

// AT: delta += V/E sin(2 pi f (TimeLag - ct)/c - Phi0). Lag [m], frequency [Hz], phases [rad].
inline double phase_of_lag(double lag, double frequency, double phi0) {
  return constants::two_pi * frequency * lag / constants::speed_of_light - phi0;
}
inline double lag_of_phase(double phase, double frequency) {
  return phase * constants::speed_of_light / (constants::two_pi * frequency);
}

// Rows one after the other in (x, px, y, py, z, delta) from AT's columns in (x, px, y, py, delta, ct), and back;
// z = -ct but for the slip of the length.
inline constexpr std::array<std::size_t, 6> at_coordinate{0, 1, 2, 3, 5, 4};
inline double at_sign(std::size_t row, std::size_t column) {
  return (row == 4) != (column == 4) ? -1.0 : 1.0;
}
inline std::array<double, 36> matrix_of_at(std::span<const double> columns) {
  std::array<double, 36> rows{};
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j)
      rows[6 * i + j] = at_sign(i, j) * columns[at_coordinate[i] + 6 * at_coordinate[j]];
  return rows;
}
inline std::vector<double> at_of_matrix(std::span<const double> rows) {
  std::vector<double> columns(36);
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j)
      columns[at_coordinate[i] + 6 * at_coordinate[j]] = at_sign(i, j) * rows[6 * i + j];
  return columns;
}

// A magnet shifted and turned in its transverse plane: AT adds T1, multiplies by R1, then on the way out by R2 and
// adds T2. Shifts [m], roll [rad], positive from x to y.
struct AtPlace {
  double dx = 0.0, dy = 0.0, roll = 0.0;
};
struct AtDisplacement {
  std::vector<double> t1, t2, r1, r2;  // 6 numbers; 36 by columns; empty: none
};
inline std::vector<double> at_shift(double dx, double dy) { return {dx, 0.0, dy, 0.0, 0.0, 0.0}; }
inline std::vector<double> at_roll(double roll) {
  std::vector<double> m(36);
  const double c = std::cos(roll), s = std::sin(roll);
  for (std::size_t i = 0; i < 6; ++i) m[7 * i] = i < 4 ? c : 1.0;
  m[12] = m[19] = s;
  m[2] = m[9] = -s;
  return m;
}
inline AtDisplacement displacement_of_place(const AtPlace& p) {
  AtDisplacement d;
  if (p.dx != 0.0 || p.dy != 0.0) {
    d.t1 = at_shift(-p.dx, -p.dy);
    d.t2 = at_shift(p.dx, p.dy);
  }
  if (p.roll != 0.0) {
    d.r1 = at_roll(p.roll);
    d.r2 = at_roll(-p.roll);
  }
  return d;
}
// None if it is another motion than a shift and a turn in the transverse plane.
inline std::optional<AtPlace> place_of_displacement(const AtDisplacement& d) {
  constexpr double rounding = 1e-12;  // of the products of codes that write matrices
  AtPlace p;
  if (d.t1.size() == 6) p = {-d.t1[0], -d.t1[2], 0.0};
  if (d.r1.size() == 36) p.roll = std::atan2(d.r1[12], d.r1[0]);
  const auto same = [](const std::vector<double>& found, const std::vector<double>& wanted) {
    if (!found.empty() && found.size() != wanted.size()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const double none = wanted.size() == 36 && i % 7 == 0 ? 1.0 : 0.0;
      if (!(std::abs((found.empty() ? none : found[i]) - wanted[i]) <= rounding)) return false;
    }
    return true;
  };
  if (!same(d.t1, at_shift(-p.dx, -p.dy)) || !same(d.t2, at_shift(p.dx, p.dy)) ||
      !same(d.r1, at_roll(p.roll)) || !same(d.r2, at_roll(-p.roll)))
    return {};
  return p;
}

}  // namespace courant::io::detail
