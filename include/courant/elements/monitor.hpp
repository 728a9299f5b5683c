#pragma once
#include "courant/elements/drift.hpp"

namespace courant::elements {

/// Place where the orbit is read; a drift if it has a length.
template <class S = double>
struct Monitor : Drift<S> {
  static constexpr std::string_view type = "Monitor";
};

}  // namespace courant::elements
