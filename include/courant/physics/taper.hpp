#pragma once
#include <cmath>

#include "courant/physics/coordinates.hpp"

namespace courant::physics {

/// Motion in fields that are stronger by the factor 1 + taper [-]: that of momenta in units of p0 (1 + taper) in the
/// fields as they are. Test: tests/physics/taper_test.cpp
class Taper {
 public:
  COURANT_FN explicit Taper(double taper) : taper_(taper), scale_(1.0 + taper) {}

  template <Scalar T>
  COURANT_FN void enter(Vec6<T>& r) const {
    if (taper_ == 0.0) return;
    r[PX] /= scale_;
    r[PY] /= scale_;
    r[DELTA] = (r[DELTA] - taper_) / scale_;
  }
  template <Scalar T>
  COURANT_FN void leave(Vec6<T>& r) const {
    if (taper_ == 0.0) return;
    r[PX] *= scale_;
    r[PY] *= scale_;
    r[DELTA] = r[DELTA] * scale_ + taper_;
  }

  /// The particle of momentum p0 (1 + taper).
  COURANT_FN Reference of(const Reference& reference) const {
    if (taper_ == 0.0) return reference;
    const double momentum = reference.p0c() * scale_;
    return {std::hypot(momentum, reference.mass()), reference.mass(), reference.charge()};
  }

 private:
  double taper_, scale_;
};

}  // namespace courant::physics
