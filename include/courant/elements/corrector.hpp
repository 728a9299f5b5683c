#pragma once
#include "courant/elements/magnet.hpp"

namespace courant::elements {

/// Steering magnet, thin or with its kick spread evenly over the length.
///
/// Expanded: closed solution for a uniform force: x += l (px + kick/2), path length
/// l/(2 (1 + delta)) (px^2 + px kick + kick^2/3) and likewise in y, l = length/(1 + delta). Exact: one step of
/// dkd4 in the uniform field, whose error is kick^3 times 1e-2.
template <class S = double>
struct Corrector {
  static constexpr std::string_view type = "Corrector";
  double length = 0.0;            ///< [m]
  Model model = Model::expanded;  ///< Hamiltonian
  S kick_x{};                     ///< [rad], positive raises px
  S kick_y{};                     ///< [rad], positive raises py

  static constexpr auto fields() {
    return std::tuple{COURANT_FIELD("length", length, "m", "length"),
                      COURANT_FIELD("kick_x", kick_x, "rad", "kick, positive raises px"),
                      COURANT_FIELD("kick_y", kick_y, "rad", "kick, positive raises py"),
                      COURANT_FIELD("model", model, "1", "Hamiltonian: expanded or exact")};
  }

  auto prepare(const Reference& reference) const {
    return [this, &reference]<Scalar T>(Vec6<T>& r) {
      const T kx(kick_x), ky(kick_y);
      if (model == Model::exact) {
        physics::integrate(
            Integrator::dkd4, 1.0, 1, [&](double part) { physics::drift_exact(r, part * length); },
            [&](double part) {
              r[PX] += part * kx;
              r[PY] += part * ky;
            });
        return physics::slip(r, length, reference);
      }
      const T inverse = 1.0 / (1.0 + r[DELTA]), l = length * inverse;
      r[Z] -=
          0.5 * l * inverse * (r[PX] * (r[PX] + kx) + kx * kx / 3.0 + r[PY] * (r[PY] + ky) + ky * ky / 3.0);
      r[X] += l * (r[PX] + 0.5 * kx);
      r[Y] += l * (r[PY] + 0.5 * ky);
      r[PX] += kx;
      r[PY] += ky;
      physics::slip(r, length, reference);
    };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }
};

}  // namespace courant::elements
