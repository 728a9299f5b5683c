#pragma once
#include "courant/elements/field.hpp"
#include "courant/physics/drift.hpp"

namespace courant::elements {

/// Field-free space, expanded Hamiltonian.
template <class S = double>
struct Drift {
  static constexpr std::string_view type = "Drift";
  double length = 0.0;  ///< [m]

  static constexpr auto fields() { return std::tuple{COURANT_FIELD("length", length, "m", "length")}; }

  auto prepare(const Reference& reference) const {
    return [this, &reference]<Scalar T>(Vec6<T>& r) {
      physics::drift_expanded(r, length, T(1.0 / (1.0 + r[DELTA])));
      physics::slip(r, length, reference);
    };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }
};

}  // namespace courant::elements
