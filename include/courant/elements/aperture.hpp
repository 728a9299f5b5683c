#pragma once
#include "courant/elements/field.hpp"
#include "courant/physics/aperture.hpp"
#include "courant/physics/reference.hpp"

namespace courant::elements {

using physics::Shape;

/// Thin collimator: a particle outside the opening is lost.
template <class S = double>
struct Aperture {
  static constexpr std::string_view type = "Aperture";
  physics::Opening opening{};  ///< shape, half widths, centre, limits [m]

  static constexpr auto fields() {
    return std::tuple{COURANT_FIELD("shape", opening.shape, "1", "rectangular, elliptic or polygon"),
                      COURANT_FIELD("half_x", opening.half_x, "m", "half width; infinite: open"),
                      COURANT_FIELD("half_y", opening.half_y, "m", "half height; infinite: open"),
                      COURANT_FIELD("centre_x", opening.centre_x, "m", "centre of the opening"),
                      COURANT_FIELD("centre_y", opening.centre_y, "m", "centre of the opening"),
                      COURANT_FIELD("x_min", opening.x_min, "m", "limit on this side alone"),
                      COURANT_FIELD("x_max", opening.x_max, "m", "limit on this side alone"),
                      COURANT_FIELD("y_min", opening.y_min, "m", "limit on this side alone"),
                      COURANT_FIELD("y_max", opening.y_max, "m", "limit on this side alone"),
                      COURANT_FIELD("polygon", opening.polygon, "m",
                                    "corners x, y, x, y, … about the centre, of shape polygon")};
  }

  auto prepare(const Reference&) const {
    return [this]<Scalar T>(Vec6<T>& r) { physics::collimate(r, opening); };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }
};

}  // namespace courant::elements
