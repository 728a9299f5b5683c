#pragma once
// Private to the module: the machine graph as numbers, and the search for ways through it.
#include <vector>

#include "courant/base/index.hpp"

namespace courant::lattice {

/// A stretch of a part between two points, passed from `from` to `to`.
struct Stretch {
  Index from, to;    ///< numbers of points
  Index part;        ///< number of the part
  Index begin, end;  ///< elements [begin, end); end <= begin in a ring: over its end to its beginning
};

struct Network {
  Index points = 0;
  std::vector<Stretch> stretches;
};

/// Stations of a way that must be met in this order.
struct Station {
  bool is_point;
  Index number;  ///< of the point or part
};

/// Up to two different ways from one point to another that pass no point twice, as stretches. A way from a point to
/// itself is closed. \throws InvalidArgument if there is more to search than a person could have meant;
/// NotAvailable without Boost.Graph
std::vector<std::vector<Index>> find_ways(const Network& network, Index from, Index to,
                                          const std::vector<Station>& via);

}  // namespace courant::lattice
