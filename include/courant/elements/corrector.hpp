#pragma once
#include "courant/elements/field.hpp"
#include "courant/physics/drift.hpp"

namespace courant::elements {

/// Steering magnet, thin or with its kick spread evenly over the length.
///
/// Closed solution of the expanded Hamiltonian with a uniform force: x += l (px + kick/2), path length
/// l/(2 (1 + delta)) (px^2 + px kick + kick^2/3) and likewise in y, l = length/(1 + delta).
template <class S = double>
struct Corrector {
  static constexpr std::string_view type = "Corrector";
  double length = 0.0;  ///< [m]
  S kick_x{};           ///< [rad], positive raises px
  S kick_y{};           ///< [rad], positive raises py

  static constexpr auto fields() {
    return std::tuple{COURANT_FIELD("length", length, "m", "length"),
                      COURANT_FIELD("kick_x", kick_x, "rad", "kick, positive raises px"),
                      COURANT_FIELD("kick_y", kick_y, "rad", "kick, positive raises py")};
  }

  auto prepare(const Reference& reference) const {
    return [this, &reference]<Scalar T>(Vec6<T>& r) {
      const T inverse = 1.0 / (1.0 + r[DELTA]), l = length * inverse, kx(kick_x), ky(kick_y);
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
