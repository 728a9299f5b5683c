#pragma once
#include "courant/elements/field.hpp"
#include "courant/physics/face.hpp"
#include "courant/physics/reference.hpp"

namespace courant::elements {

/// One face of a dipole alone, as a thin lens.
template <class S = double>
struct DipoleEdge {
  static constexpr std::string_view type = "DipoleEdge";
  double h = 0.0;      ///< curvature of the orbit in the magnet [1/m]
  double angle = 0.0;  ///< rotation of the pole face [rad]
  double fint = 0.0;   ///< fringe field integral [-]
  double gap = 0.0;    ///< full gap [m]

  static constexpr auto fields() {
    return std::tuple{COURANT_FIELD("h", h, "1/m", "curvature of the orbit in the magnet"),
                      COURANT_FIELD("angle", angle, "rad", "rotation of the pole face"),
                      COURANT_FIELD("fint", fint, "1", "fringe field integral"),
                      COURANT_FIELD("gap", gap, "m", "full gap")};
  }

  auto prepare(const Reference&) const {
    return [this]<Scalar T>(Vec6<T>& r) { physics::edge_linear(r, physics::Face{h, angle, fint, gap}); };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }
};

}  // namespace courant::elements
