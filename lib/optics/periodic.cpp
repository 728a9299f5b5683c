#include "courant/optics/periodic.hpp"

#include <Eigen/LU>

namespace courant::optics {

template <Scalar V>
Periodic<V> periodic(const Lattice& ring, const ClosedOrbit& around, const V& delta,
                     std::span<const tracking::Overlay<V>> overlays) {
  const Matrix4 inverse = (Matrix4::Identity() - around.one_turn.topLeftCorner<4, 4>()).inverse();
  Vec6<V> start = math::convert<V>(around.orbit.front());
  start[Z] = V(0.0);
  start[DELTA] = delta;
  for (int step = 0; step < depth<V>; ++step) {
    Vec6<V> end = start;
    tracking::pass_with(ring, end, overlays, Rf::off);
    std::array<V, 4> closure;
    for (int i = 0; i < 4; ++i) closure[static_cast<std::size_t>(i)] = end[i] - start[i];
    for (int i = 0; i < 4; ++i)
      for (int j = 0; j < 4; ++j) start[i] += inverse(i, j) * closure[static_cast<std::size_t>(j)];
  }
  auto r = math::seed<4>(start);
  tracking::pass_with(ring, r, overlays, Rf::off);
  Periodic<V> out{start, {}};
  for (std::size_t i = 0; i < 4; ++i) out.matrix[i] = r[static_cast<int>(i)].d;
  return out;
}

template Periodic<Dual<1>> periodic(const Lattice&, const ClosedOrbit&, const Dual<1>&,
                                    std::span<const tracking::Overlay<Dual<1>>>);
template Periodic<Dual<1, Dual<1>>> periodic(const Lattice&, const ClosedOrbit&, const Dual<1, Dual<1>>&,
                                             std::span<const tracking::Overlay<Dual<1, Dual<1>>>>);

}  // namespace courant::optics
