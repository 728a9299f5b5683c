#pragma once
#include "courant/elements/magnet.hpp"
#include "courant/physics/bend.hpp"

namespace courant::elements {

/// Multipole kick without length: field holds the integrated b_n L, a_n L [1/m^n].
///
/// With an `angle` the design orbit bends: px += angle (1 + delta) - b_0 L + ..., z -= angle x, and with the length
/// `lrad` of the magnet it stands for, the weak focusing -angle b_0 L x/lrad of its arc.
template <class S = double>
struct ThinMultipole {
  static constexpr std::string_view type = "ThinMultipole";
  double angle = 0.0;                    ///< of the design orbit [rad]
  double lrad = 0.0;                     ///< length of the magnet it stands for, 0: no weak focusing [m]
  S kick_x{};                            ///< steering [rad], positive raises px
  S kick_y{};                            ///< steering [rad], positive raises py
  Multipoles<S> field{};                 ///< integrated b_n L, a_n L [1/m^n]
  Radiation radiation = Radiation::off;  ///< synchrotron radiation along lrad
  Alignment<S> align{};                  ///< displacement [m, rad]

  static constexpr auto fields() {
    return std::tuple_cat(
        std::tuple{
            COURANT_FIELD("angle", angle, "rad", "bend of the design orbit"),
            COURANT_FIELD("lrad", lrad, "m", "length of the magnet it stands for, 0: no weak focusing"),
            COURANT_FIELD("kick_x", kick_x, "rad", "steering, positive raises px"),
            COURANT_FIELD("kick_y", kick_y, "rad", "steering, positive raises py"),
            COURANT_FIELD("normal", field.b, "1/m^n", "integrated normal multipoles b_n L, n from 0"),
            COURANT_FIELD("skew", field.a, "1/m^n", "integrated skew multipoles a_n L, n from 0"),
            COURANT_FIELD("radiation", radiation, "1",
                          "synchrotron radiation along lrad: off, mean, quantum")},
        alignment_fields());
  }

  auto prepare(const Reference& reference) const {
    Multipoles<S> total = field, spread;
    total.add(0, -kick_x, kick_y);
    if (lrad > 0.0)
      for (int n = 0; n <= total.order; ++n) {
        const auto i = static_cast<std::size_t>(n);
        spread.add(n, total.b[i] / lrad, total.a[i] / lrad);
      }
    return [
      this, total, spread, displacement = physics::Displacement(align, 0.0),
      radiator = physics::Radiator(lrad > 0.0 ? radiation : Radiation::off, reference)
    ]<Scalar T, class Photons = physics::NoPhotons>(Vec6<T> & r, Photons photons = {}) {
      displacement.enter(r);
      radiator.around(r, spread, 0.0, lrad, lrad, photons, [&] {
        physics::multipole_kick(r, total, 1.0);
        physics::thin_bend(r, angle, lrad > 0.0 ? S(total.b[0] / lrad) : S{});
      });
      displacement.leave(r);
    };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }
};

}  // namespace courant::elements
