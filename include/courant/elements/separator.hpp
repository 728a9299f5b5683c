#pragma once
#include "courant/elements/magnet.hpp"
#include "courant/physics/electric_field.hpp"

namespace courant::elements {

/// Electrostatic separator: uniform transverse electric field, exact motion.
template <class S = double>
struct Separator {
  static constexpr std::string_view type = "Separator";
  double length = 0.0;   ///< [m]
  S ex{};                ///< electric field [V/m], positive pushes a positive charge to +x
  S ey{};                ///< electric field [V/m], positive pushes a positive charge to +y
  Alignment<S> align{};  ///< displacement about the centre [m, rad]

  static constexpr auto fields() {
    return std::tuple_cat(
        std::tuple{COURANT_FIELD("length", length, "m", "length"),
                   COURANT_FIELD("ex", ex, "V/m", "electric field, positive pushes a positive charge to +x"),
                   COURANT_FIELD("ey", ey, "V/m", "electric field, positive pushes a positive charge to +y")},
        alignment_fields());
  }

  auto prepare(const Reference& reference) const {
    return [this, &reference, displacement = physics::Displacement(align, length)]<Scalar T>(Vec6<T>& r) {
      const double scale = reference.charge() / reference.p0c();
      displacement.enter(r);
      physics::electric_field(r, S(ex * scale), S(ey * scale), length, reference);
      displacement.leave(r);
    };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }
};

}  // namespace courant::elements
