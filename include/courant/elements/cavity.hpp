#pragma once
#include "courant/elements/field.hpp"
#include "courant/physics/cavity_kick.hpp"
#include "courant/physics/drift.hpp"

namespace courant::elements {

/// Accelerating gap of a storage ring: half drift, energy kick, half drift; the reference energy stays.
///
/// Sign and origin of the phase: docs/theory/coordinates.md.
template <class S = double>
struct Cavity {
  static constexpr std::string_view type = "Cavity";
  double length = 0.0;  ///< [m]
  S voltage{};          ///< peak voltage [V]
  S frequency{};        ///< [Hz]
  S phase{};            ///< [rad]: the reference particle gains voltage sin(phase)

  static constexpr auto fields() {
    return std::tuple{
        COURANT_FIELD("length", length, "m", "length"),
        COURANT_FIELD("voltage", voltage, "V", "peak voltage"),
        COURANT_FIELD("frequency", frequency, "Hz", "frequency"),
        COURANT_FIELD("phase", phase, "rad", "phase: the reference particle gains voltage sin(phase)")};
  }

  auto prepare(const Reference& reference) const {
    return [this, &reference]<Scalar T>(Vec6<T>& r) {
      half_drift(r, reference);
      physics::cavity_kick(r, voltage, frequency, phase, reference);
      half_drift(r, reference);
    };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }

 private:
  template <Scalar T>
  void half_drift(Vec6<T>& r, const Reference& reference) const {
    if (length == 0.0) return;
    physics::drift_expanded(r, 0.5 * length, T(1.0 / (1.0 + r[DELTA])));
    physics::slip(r, 0.5 * length, reference);
  }
};

}  // namespace courant::elements
