// What a build without Boost.Graph says; with it, graph/find_ways.cpp searches.
#ifndef COURANT_HAS_GRAPH
#include "courant/base/error.hpp"
#include "graph/network.hpp"

namespace courant::lattice {

std::vector<std::vector<Index>> find_ways(const Network&, Index, Index, const std::vector<Station>&) {
  throw NotAvailable("a machine graph can't find paths", "this build has no Boost.Graph",
                     "build with COURANT_BUILD_GRAPH (package libboost-graph-dev)");
}

}  // namespace courant::lattice
#endif
