#pragma once
#include "courant/elements/magnet.hpp"

namespace courant::elements {

/// Steering magnet, thin or with its kick spread evenly over the length.
///
/// Expanded: closed solution for a uniform force: x += l (px + kick/2), path length
/// l/(2 (1 + delta)) (px^2 + px kick + kick^2/3) and likewise in y, l = length/(1 + delta). Exact: one step of
/// dkd4 in the uniform field, whose error is kick^3 times 1e-2. One with length radiates in its middle.
template <class S = double>
struct Corrector {
  static constexpr std::string_view type = "Corrector";
  double length = 0.0;                   ///< [m]
  Model model = Model::expanded;         ///< Hamiltonian
  S kick_x{};                            ///< [rad], positive raises px
  S kick_y{};                            ///< [rad], positive raises py
  Radiation radiation = Radiation::off;  ///< synchrotron radiation

  static constexpr auto fields() {
    return std::tuple{
        COURANT_FIELD("length", length, "m", "length"),
        COURANT_FIELD("kick_x", kick_x, "rad", "kick, positive raises px"),
        COURANT_FIELD("kick_y", kick_y, "rad", "kick, positive raises py"),
        COURANT_FIELD("model", model, "1", "Hamiltonian: expanded or exact"),
        COURANT_FIELD("radiation", radiation, "1", "synchrotron radiation: off, mean, quantum")};
  }

  auto prepare(const Reference& reference) const {
    return [
      this, &reference, radiator = physics::Radiator(length > 0.0 ? radiation : Radiation::off, reference)
    ]<Scalar T, class Photons = physics::NoPhotons>(Vec6<T> & r, Photons photons = {}) {
      if (radiator.on()) {
        body(r, 0.5);
        const T bx(kick_y / length), by(-kick_x / length);
        radiator.take(r, Vec6<T>(r), radiator.loss(r, bx, by, 0.0, length, length, photons));
        body(r, 0.5);
      } else {
        body(r, 1.0);
      }
      physics::slip(r, length, reference);
    };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }

 private:
  // Through `share` of it.
  template <Scalar T>
  void body(Vec6<T>& r, double share) const {
    const double way = share * length;
    const T kx(share * kick_x), ky(share * kick_y);
    if (model == Model::exact)
      return physics::integrate(
          Integrator::dkd4, 1.0, 1, [&](double part) { physics::drift_exact(r, part * way); },
          [&](double part) {
            r[PX] += part * kx;
            r[PY] += part * ky;
          });
    const T inverse = 1.0 / (1.0 + r[DELTA]), l = way * inverse;
    r[Z] -= 0.5 * l * inverse * (r[PX] * (r[PX] + kx) + kx * kx / 3.0 + r[PY] * (r[PY] + ky) + ky * ky / 3.0);
    r[X] += l * (r[PX] + 0.5 * kx);
    r[Y] += l * (r[PY] + 0.5 * ky);
    r[PX] += kx;
    r[PY] += ky;
  }
};

}  // namespace courant::elements
