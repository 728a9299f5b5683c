#pragma once
#include "courant/elements/field.hpp"
#include "courant/physics/cavity_kick.hpp"
#include "courant/physics/drift.hpp"

namespace courant::elements {

using physics::Model;

/// Accelerating gap of a storage ring: half drift, energy kick, half drift; the reference energy stays.
///
/// Sign and origin of the phase: docs/theory/coordinates.md.
template <class S = double>
struct Cavity {
  static constexpr std::string_view type = "Cavity";
  double length = 0.0;            ///< [m]
  Model model = Model::expanded;  ///< Hamiltonian of the half drifts
  S voltage{};                    ///< peak voltage [V]
  S frequency{};                  ///< [Hz]
  S phase{};                      ///< [rad]: the reference particle gains voltage sin(phase)

  static constexpr auto fields() {
    return std::tuple{
        COURANT_FIELD("length", length, "m", "length"),
        COURANT_FIELD("voltage", voltage, "V", "peak voltage"),
        COURANT_FIELD("frequency", frequency, "Hz", "frequency"),
        COURANT_FIELD("phase", phase, "rad", "phase: the reference particle gains voltage sin(phase)"),
        COURANT_FIELD("model", model, "1", "Hamiltonian of the half drifts: expanded or exact")};
  }

  auto prepare(const Reference& reference) const {
    return [this, &reference]<Scalar T>(Vec6<T>& r) {
      physics::drift(r, model, 0.5 * length, reference);
      physics::cavity_kick(r, voltage, frequency, phase, reference);
      physics::drift(r, model, 0.5 * length, reference);
    };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }
};

}  // namespace courant::elements
