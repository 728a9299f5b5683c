#pragma once
#include "courant/elements/magnet.hpp"
#include "courant/physics/solenoid.hpp"

namespace courant::elements {

/// Uniform longitudinal field with hard edges; without length a turn of integrated strength ksi. One with length
/// radiates in its middle.
template <class S = double>
struct Solenoid {
  static constexpr std::string_view type = "Solenoid";
  double length = 0.0;                   ///< [m]
  S ks{};                                ///< B_s/(B rho) [1/m], positive turns momentum from y to x
  S ksi{};                               ///< integrated strength of one without length [-]
  Model model = Model::expanded;         ///< Hamiltonian
  Radiation radiation = Radiation::off;  ///< synchrotron radiation
  Alignment<S> align{};                  ///< displacement about the centre [m, rad]

  static constexpr auto fields() {
    return std::tuple_cat(
        std::tuple{COURANT_FIELD("length", length, "m", "length"),
                   COURANT_FIELD("ks", ks, "1/m", "B_s/(B rho), positive turns momentum from y to x"),
                   COURANT_FIELD("ksi", ksi, "1", "integrated strength of one without length"),
                   COURANT_FIELD("model", model, "1", "Hamiltonian: expanded or exact"),
                   COURANT_FIELD("radiation", radiation, "1", "synchrotron radiation: off, mean, quantum")},
        alignment_fields());
  }

  auto prepare(const Reference& reference) const {
    return [
      this, &reference, displacement = physics::Displacement(align, length),
      radiator = physics::Radiator(length > 0.0 ? radiation : Radiation::off, reference)
    ]<Scalar T, class Photons = physics::NoPhotons>(Vec6<T> & r, Photons photons = {}) {
      displacement.enter(r);
      if (length == 0.0) {
        physics::thin_solenoid(r, ks, ksi);
      } else if (radiator.on()) {
        physics::solenoid(r, ks, model, 0.5 * length);
        physics::radiate_in_solenoid(r, ks, length, radiator, photons);
        physics::solenoid(r, ks, model, 0.5 * length);
        physics::slip(r, length, reference);
      } else {
        physics::solenoid(r, ks, model, length);
        physics::slip(r, length, reference);
      }
      displacement.leave(r);
    };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }
};

}  // namespace courant::elements
