#include "quadrupole.hpp"

#include "courant/math/simd_pack.hpp"

namespace courant::bench {
namespace {

template <int N>
void run(const elements::Quadrupole<>& magnet, std::span<double> r) {
  const Reference reference;
  const auto motion = magnet.prepare(reference);
  for (std::size_t at = 0; at < r.size(); at += 6 * N) {
    if constexpr (N == 1) {
      Vec6<double> state;
      for (std::size_t k = 0; k < 6; ++k) state.v[k] = r[at + k];
      motion(state);
      for (std::size_t k = 0; k < 6; ++k) r[at + k] = state.v[k];
    } else {
      using P = Pack<double, N, isa::COURANT_ISA>;
      Vec6<P> state;
      for (std::size_t k = 0; k < 6; ++k) state.v[k] = P::load(&r[at + k * N]);
      motion(state);
      for (std::size_t k = 0; k < 6; ++k) state.v[k].store(&r[at + k * N]);
    }
  }
}

}  // namespace

void track_quadrupole(isa::COURANT_ISA, int width, const elements::Quadrupole<>& magnet,
                      std::span<double> r) {
  switch (width) {
    case 1:
      return run<1>(magnet, r);
    case 2:
      return run<2>(magnet, r);
    case 4:
      return run<4>(magnet, r);
    default:
      return run<8>(magnet, r);
  }
}

}  // namespace courant::bench
