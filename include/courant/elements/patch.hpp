#pragma once
#include "courant/elements/magnet.hpp"

namespace courant::elements {

/// Change of the design frame without length: shift, then turns, as an Alignment has them; the ray is followed in free
/// space to the new plane. The reference clock stands still: what the ray travels is its delay.
template <class S = double>
struct Patch {
  static constexpr std::string_view type = "Patch";
  Alignment<S> align{};  ///< place of the new frame in the old one [m, rad]

  static constexpr auto fields() {
    return std::tuple{
        COURANT_FIELD("dx", align.dx, "m", "origin of the new frame along x"),
        COURANT_FIELD("dy", align.dy, "m", "origin of the new frame along y"),
        COURANT_FIELD("ds", align.ds, "m", "origin of the new frame along the beam"),
        COURANT_FIELD("roll", align.roll, "rad", "about the beam, positive from x to y"),
        COURANT_FIELD("pitch", align.pitch, "rad", "about x, positive turns the beam axis to +y"),
        COURANT_FIELD("yaw", align.yaw, "rad", "about y, positive turns the beam axis to +x")};
  }

  auto prepare(const Reference&) const {
    return [frame = physics::displaced_frame(align)]<Scalar T>(Vec6<T>& r) { physics::into_frame(r, frame); };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }
};

}  // namespace courant::elements
