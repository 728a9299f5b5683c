#include "track_lanes.hpp"

#include "courant/math/simd_pack.hpp"

namespace courant::test {

void track_lanes(isa::COURANT_ISA, const AnyElement& element, double* r, const Reference& reference) {
  constexpr int lanes = isa::COURANT_ISA::lanes;
  using P = Pack<double, lanes, isa::COURANT_ISA>;
  Vec6<P> state;
  for (int k = 0; k < 6; ++k) state[k] = P::load(r + k * lanes);
  std::visit([&](const auto& e) { e.track(state, reference); }, element);
  for (int k = 0; k < 6; ++k) state[k].store(r + k * lanes);
}

}  // namespace courant::test
