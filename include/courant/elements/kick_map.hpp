#pragma once
#include <vector>

#include "courant/elements/magnet.hpp"
#include "courant/physics/kick_map.hpp"

namespace courant::elements {

using physics::Interpolation;

/// Insertion device as tables of its kicks on a uniform grid: slices of half a drift, a share of the kicks, half a
/// drift.
///
/// A new one is a drift on a grid of 2 x 2. A particle outside the grid is lost. The way of the wiggling orbit is not in
/// the tables: z follows the drifts alone.
template <class S = double>
struct KickMap {
  static constexpr std::string_view type = "KickMap";
  double length = 0.0;                                  ///< [m]
  int nx = 2;                                           ///< points of the grid in x, 2 or more
  int ny = 2;                                           ///< points of the grid in y, 2 or more
  double x_first = -1.0;                                ///< [m]
  double x_last = 1.0;                                  ///< [m]
  double y_first = -1.0;                                ///< [m]
  double y_last = 1.0;                                  ///< [m]
  std::vector<double> kick_x = std::vector<double>(4);  ///< [rad], second order, at (x_i, y_j): i + nx j
  std::vector<double> kick_y = std::vector<double>(4);  ///< [rad], second order
  std::vector<double> kick_x1{};                        ///< [rad], first order; empty: none
  std::vector<double> kick_y1{};                        ///< [rad], first order; empty: none
  Interpolation interpolation = Interpolation::cubic;   ///< between the points
  int steps = 10;                                       ///< slices [-]
  double peak = 0.0;                                    ///< peak B/(B rho), for radiation alone [1/m]
  Radiation radiation = Radiation::off;                 ///< synchrotron radiation
  Alignment<S> align{};                                 ///< displacement about the centre [m, rad]

  static constexpr auto fields() {
    return std::tuple_cat(
        std::tuple{
            COURANT_FIELD("length", length, "m", "length"),
            COURANT_FIELD("nx", nx, "1", "points of the grid in x"),
            COURANT_FIELD("ny", ny, "1", "points of the grid in y"),
            COURANT_FIELD("x_first", x_first, "m", "x of the first point"),
            COURANT_FIELD("x_last", x_last, "m", "x of the last point; beyond, particles are lost"),
            COURANT_FIELD("y_first", y_first, "m", "y of the first point"),
            COURANT_FIELD("y_last", y_last, "m", "y of the last point; beyond, particles are lost"),
            COURANT_FIELD("kick_x", kick_x, "rad",
                          "kicks of second order in 1/p at (x_i, y_j), i + nx j; positive raises px"),
            COURANT_FIELD("kick_y", kick_y, "rad", "kicks of second order, positive raises py"),
            COURANT_FIELD("kick_x1", kick_x1, "rad", "kicks of first order in 1/p, none if empty"),
            COURANT_FIELD("kick_y1", kick_y1, "rad", "kicks of first order in 1/p, none if empty"),
            COURANT_FIELD("interpolation", interpolation, "1", "between the points: linear or cubic"),
            COURANT_FIELD("steps", steps, "1", "slices"),
            COURANT_FIELD("peak", peak, "1/m", "peak B/(B rho) of a sinusoidal field, for radiation alone"),
            COURANT_FIELD("radiation", radiation, "1", "synchrotron radiation: off, mean, quantum")},
        alignment_fields());
  }

  physics::KickGrid grid() const { return {nx, ny, x_first, x_last, y_first, y_last}; }

  auto prepare(const Reference& reference) const {
    return [
      this, &reference, field = physics::SineField(peak), displacement = physics::Displacement(align, length),
      radiator = physics::Radiator(radiation, reference)
    ]<Scalar T, class Photons = physics::NoPhotons>(Vec6<T> & r, Photons photons = {}) {
      displacement.enter(r);
      T inverse = 1.0 / (1.0 + r[DELTA]);
      const auto kick = [&] {
        physics::kick_map(r, grid(), interpolation, {kick_x, kick_y, kick_x1, kick_y1}, 1.0 / steps);
      };
      physics::integrate(
          Integrator::dkd2, length, steps, [&](double ds) { physics::drift_expanded(r, ds, inverse); },
          [&](double ds, double step) {
            if (!radiator.on()) return kick();
            const Vec6<T> before = r;
            const T lost = field.loss(radiator, r, ds, step, photons);
            kick();
            radiator.take(r, before, lost);
            inverse = 1.0 / (1.0 + r[DELTA]);
          });
      physics::slip(r, length, reference);
      displacement.leave(r);
    };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }
};

}  // namespace courant::elements
