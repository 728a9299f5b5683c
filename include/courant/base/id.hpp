#pragma once
#include <compare>
#include <functional>

#include "courant/base/index.hpp"

namespace courant {

/// Strong identity: an Id<Monitor> can't be passed where an Id<Corrector> is meant.
template <class Tag>
struct Id {
  Index value = -1;  ///< position in its table; -1: none

  constexpr bool valid() const { return value >= 0; }
  friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

}  // namespace courant

/// \cond
template <class Tag>
struct std::hash<courant::Id<Tag>> {
  std::size_t operator()(courant::Id<Tag> id) const noexcept { return std::hash<courant::Index>{}(id.value); }
};
/// \endcond
