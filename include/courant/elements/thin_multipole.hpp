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
  double angle = 0.0;     ///< of the design orbit [rad]
  double lrad = 0.0;      ///< length of the magnet it stands for, 0: no weak focusing [m]
  S kick_x{};             ///< steering [rad], positive raises px
  S kick_y{};             ///< steering [rad], positive raises py
  Multipoles<S> field{};  ///< integrated b_n L, a_n L [1/m^n]
  Alignment<S> align{};   ///< displacement [m, rad]

  static constexpr auto fields() {
    return std::tuple_cat(
        std::tuple{
            COURANT_FIELD("angle", angle, "rad", "bend of the design orbit"),
            COURANT_FIELD("lrad", lrad, "m", "length of the magnet it stands for, 0: no weak focusing"),
            COURANT_FIELD("kick_x", kick_x, "rad", "steering, positive raises px"),
            COURANT_FIELD("kick_y", kick_y, "rad", "steering, positive raises py"),
            COURANT_FIELD("normal", field.b, "1/m^n", "integrated normal multipoles b_n L, n from 0"),
            COURANT_FIELD("skew", field.a, "1/m^n", "integrated skew multipoles a_n L, n from 0")},
        alignment_fields());
  }

  auto prepare(const Reference&) const {
    Multipoles<S> total = field;
    total.add(0, -kick_x, kick_y);
    return [this, total, displacement = physics::Displacement(align, 0.0)]<Scalar T>(Vec6<T>& r) {
      displacement.enter(r);
      physics::multipole_kick(r, total, 1.0);
      physics::thin_bend(r, angle, lrad > 0.0 ? S(total.b[0] / lrad) : S{});
      displacement.leave(r);
    };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }
};

}  // namespace courant::elements
