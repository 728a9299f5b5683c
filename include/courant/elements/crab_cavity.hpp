#pragma once
#include "courant/elements/magnet.hpp"
#include "courant/physics/crab_kick.hpp"

namespace courant::elements {

/// Cavity that kicks across the beam: half drift, kick, half drift; rolled by 90 degrees it kicks in y.
template <class S = double>
struct CrabCavity {
  static constexpr std::string_view type = "CrabCavity";
  double length = 0.0;            ///< [m]
  S voltage{};                    ///< peak transverse voltage [V]
  S frequency{};                  ///< [Hz]
  S phase{};                      ///< [rad]: the reference particle is kicked by voltage sin(phase)
  Model model = Model::expanded;  ///< Hamiltonian of the half drifts
  Alignment<S> align{};           ///< displacement about the centre [m, rad]

  static constexpr auto fields() {
    return std::tuple_cat(
        std::tuple{COURANT_FIELD("length", length, "m", "length"),
                   COURANT_FIELD("voltage", voltage, "V", "peak transverse voltage"),
                   COURANT_FIELD("frequency", frequency, "Hz", "frequency"),
                   COURANT_FIELD("phase", phase, "rad",
                                 "phase: the reference particle is kicked by voltage sin(phase)"),
                   COURANT_FIELD("model", model, "1", "Hamiltonian of the half drifts: expanded or exact")},
        alignment_fields());
  }

  auto prepare(const Reference& reference) const {
    return [this, &reference, displacement = physics::Displacement(align, length)]<Scalar T>(Vec6<T>& r) {
      displacement.enter(r);
      physics::drift(r, model, 0.5 * length, reference);
      physics::crab_kick(r, voltage, frequency, phase, reference);
      physics::drift(r, model, 0.5 * length, reference);
      displacement.leave(r);
    };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }
};

}  // namespace courant::elements
