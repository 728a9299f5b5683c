#pragma once
#include "courant/elements/field.hpp"
#include "courant/physics/beam_beam.hpp"

namespace courant::elements {

/// Thin kick by one Gaussian bunch of an opposing beam, which the kick doesn't change (weak-strong).
///
/// The opposing beam has the speed of the reference particle. Without particles it has no effect.
template <class S = double>
struct BeamBeam {
  static constexpr std::string_view type = "BeamBeam";
  double sigma_x = 1e-3;  ///< rms width of the opposing beam [m]
  double sigma_y = 1e-3;  ///< rms height [m]
  S particles{};          ///< of the opposing bunch [-]
  double charge = 1.0;    ///< of one of them [e]
  S centre_x{};           ///< of the opposing beam [m]
  S centre_y{};           ///< [m]

  static constexpr auto fields() {
    return std::tuple{
        COURANT_FIELD("sigma_x", sigma_x, "m", "rms width of the opposing beam"),
        COURANT_FIELD("sigma_y", sigma_y, "m", "rms height of the opposing beam"),
        COURANT_FIELD("particles", particles, "1", "particles of the opposing bunch"),
        COURANT_FIELD("charge", charge, "1", "charge of one of them in e; a charge like the beam's repels"),
        COURANT_FIELD("centre_x", centre_x, "m", "centre of the opposing beam"),
        COURANT_FIELD("centre_y", centre_y, "m", "centre of the opposing beam")};
  }

  auto prepare(const Reference& reference) const {
    return [this, field = physics::GaussianField(sigma_x, sigma_y),
            strength = physics::beam_beam_strength(particles, charge, reference)]<Scalar T>(Vec6<T>& r) {
      const auto kick = field.at(T(r[X] - T(centre_x)), T(r[Y] - T(centre_y)));
      const T scale(strength);
      r[PX] += scale * kick.x;
      r[PY] += scale * kick.y;
    };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }
};

}  // namespace courant::elements
