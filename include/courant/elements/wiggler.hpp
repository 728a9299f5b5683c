#pragma once
#include "courant/elements/magnet.hpp"
#include "courant/physics/wiggler.hpp"

namespace courant::elements {

/// Wiggler or undulator of whole periods with sinusoidal poles, the field at its ends as strong as inside; rolled by 90
/// degrees it has a horizontal field.
template <class S = double>
struct Wiggler {
  static constexpr std::string_view type = "Wiggler";
  double length = 0.0;                                       ///< whole periods [m]
  double period = 0.0;                                       ///< [m]
  typename physics::WigglerField<S>::Amplitudes vertical{};  ///< peak B_y/(B rho) by harmonic, from 1 [1/m]
  double kx = 0.0;                           ///< wave number of the field across the poles [1/m]
  int steps = 100;                           ///< integration steps, 20 for a period are usual [-]
  Integrator integrator = Integrator::dkd4;  ///< order 2, 4 or 6
  Radiation radiation = Radiation::off;      ///< synchrotron radiation
  double taper = 0.0;                        ///< fields are stronger by 1 + taper [-]
  Alignment<S> align{};                      ///< displacement about the centre [m, rad]

  static constexpr auto fields() {
    return std::tuple_cat(
        std::tuple{COURANT_FIELD("length", length, "m", "length, whole periods"),
                   COURANT_FIELD("period", period, "m", "period"),
                   COURANT_FIELD("vertical", vertical, "1/m", "peak B_y/(B rho) of harmonic n, n from 1"),
                   COURANT_FIELD("kx", kx, "1/m", "wave number of the field across the poles, 0: wide poles"),
                   COURANT_FIELD("steps", steps, "1", "integration steps, 20 for a period are usual"),
                   COURANT_FIELD("integrator", integrator, "1", "of order 2, 4 or 6 by its name"),
                   COURANT_FIELD("radiation", radiation, "1", "synchrotron radiation: off, mean, quantum"),
                   COURANT_FIELD("taper", taper, "1", "all fields are stronger by the factor 1 + taper")},
        alignment_fields());
  }

  auto prepare(const Reference& reference) const {
    const physics::Taper stronger(taper);
    const double kw = period > 0.0 ? constants::two_pi / period : 0.0;
    return [
      this, &reference, stronger, field = physics::WigglerField<S>(vertical, kw, kx),
      displacement = physics::Displacement(align, length),
      radiator = physics::Radiator(radiation, stronger.of(reference))
    ]<Scalar T, class Photons = physics::NoPhotons>(Vec6<T> & r, Photons photons = {}) {
      displacement.enter(r);
      stronger.enter(r);
      double s = 0.0;
      physics::integrate(
          integrator, length, steps, [&](double ds) { s += ds; },
          [&](double ds, double step) {
            if (radiator.on()) {
              const auto here = field.at(r, s);
              Vec6<T> kinetic = r;
              kinetic[PX] -= here.ax;
              kinetic[PY] -= here.ay;
              radiator.take(r, kinetic, radiator.loss(kinetic, here.bx, here.by, 0.0, ds, step, photons));
            }
            field.flow(r, s, ds);
          });
      stronger.leave(r);
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
