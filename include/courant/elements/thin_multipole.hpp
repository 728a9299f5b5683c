#pragma once
#include "courant/elements/magnet.hpp"

namespace courant::elements {

/// Multipole kick without length: field holds the integrated b_n L, a_n L [1/m^n].
template <class S = double>
struct ThinMultipole {
  static constexpr std::string_view type = "ThinMultipole";
  S kick_x{};             ///< steering [rad], positive raises px
  S kick_y{};             ///< steering [rad], positive raises py
  Multipoles<S> field{};  ///< integrated b_n L, a_n L [1/m^n]
  Alignment<S> align{};   ///< displacement [m, rad]

  static constexpr auto fields() {
    return std::tuple_cat(
        std::tuple{COURANT_FIELD("kick_x", kick_x, "rad", "steering, positive raises px"),
                   COURANT_FIELD("kick_y", kick_y, "rad", "steering, positive raises py"),
                   COURANT_FIELD("normal", field.b, "1/m^n", "integrated normal multipoles b_n L, n from 0"),
                   COURANT_FIELD("skew", field.a, "1/m^n", "integrated skew multipoles a_n L, n from 0")},
        alignment_fields());
  }

  auto prepare(const Reference&) const {
    Multipoles<S> total = field;
    total.add(0, -kick_x, kick_y);
    return [total, this]<Scalar T>(Vec6<T>& state) {
      physics::aligned(state, align, 0.0, [&](Vec6<T>& r) { physics::multipole_kick(r, total, 1.0); });
    };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }
};

}  // namespace courant::elements
