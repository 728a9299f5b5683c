#pragma once
#include "courant/elements/field.hpp"
#include "courant/physics/drift.hpp"

namespace courant::elements {

/// A named place without length or effect.
template <class S = double>
struct Marker {
  static constexpr std::string_view type = "Marker";

  static constexpr auto fields() { return std::tuple{}; }

  auto prepare(const Reference&) const {
    return []<Scalar T>(Vec6<T>&) {};
  }

  template <Scalar T>
  void track(Vec6<T>&, const Reference&) const {}
};

}  // namespace courant::elements
