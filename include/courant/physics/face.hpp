#pragma once
#include "courant/physics/dipole_fringe.hpp"

namespace courant::physics {

/// The face of a dipole by model. `b` [1/m]: its uniform field, used by hard_edge; `k1` [1/m^2]: its gradient, used by
/// hard_edge and at_e2; the others act by the curvature of the design orbit in `face`.
template <Scalar T, Scalar S>
COURANT_FN void edge(Vec6<T>& r, Edge model, const Face& face, const S& b, const S& k1, bool exit) {
  switch (model) {
    case Edge::none:
      return;
    case Edge::linear:
      return edge_linear(r, face);
    case Edge::hard_edge:
      return edge_hard(r, face, b, k1, exit);
    case Edge::at_linear:
      return edge_at_linear(r, face);
    case Edge::trackcpp:
      return edge_trackcpp(r, face);
    case Edge::at_e2:
      return edge_at_e2(r, face, k1, exit);
  }
}

}  // namespace courant::physics
