#pragma once
#include "courant/elements/field.hpp"
#include "courant/physics/drift.hpp"

namespace courant::elements {

using physics::Model;

/// Field-free space.
template <class S = double>
struct Drift {
  static constexpr std::string_view type = "Drift";
  double length = 0.0;            ///< [m]
  Model model = Model::expanded;  ///< Hamiltonian

  static constexpr auto fields() {
    return std::tuple{COURANT_FIELD("length", length, "m", "length"),
                      COURANT_FIELD("model", model, "1", "Hamiltonian: expanded or exact")};
  }

  auto prepare(const Reference& reference) const {
    return [this, &reference]<Scalar T>(Vec6<T>& r) { physics::drift(r, model, length, reference); };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }
};

}  // namespace courant::elements
