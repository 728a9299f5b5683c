#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/reverse_graph.hpp>

#include "courant/base/error.hpp"
#include "network.hpp"

namespace courant::lattice {
namespace {

using Graph =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, boost::no_property, Index>;
using Vertex = boost::graph_traits<Graph>::vertex_descriptor;

// Steps of the search: far more than the ways of a site, few enough for a second.
constexpr Index most_steps = 1'000'000;

Graph graph_of(const Network& network) {
  Graph graph(static_cast<std::size_t>(network.points));
  for (std::size_t i = 0; i < network.stretches.size(); ++i)
    boost::add_edge(static_cast<Vertex>(network.stretches[i].from),
                    static_cast<Vertex>(network.stretches[i].to), static_cast<Index>(i), graph);
  return graph;
}

/// Points from which `goal` can be reached.
std::vector<char> leading_to(const Graph& graph, Vertex goal) {
  const auto backwards = boost::make_reverse_graph(graph);
  std::vector<boost::default_color_type> colour(boost::num_vertices(graph), boost::white_color);
  boost::breadth_first_search(backwards, goal, boost::color_map(colour.data()));
  std::vector<char> out;
  for (const auto c : colour) out.push_back(c == boost::white_color ? 0 : 1);
  return out;
}

/// Depth-first search for ways without a repeated point.
struct Search {
  const Network& network;
  const Graph& graph;
  const std::vector<Station>& via;
  Vertex goal;
  std::vector<char> useful, used;
  std::vector<Index> way{};
  std::vector<std::vector<Index>> found{};
  Index steps = 0;

  bool meets_stations() const {
    std::size_t next = 0;
    const auto meet = [&](bool is_point, Index number) {
      if (next < via.size() && via[next].is_point == is_point && via[next].number == number) ++next;
    };
    meet(true, network.stretches[static_cast<std::size_t>(way.front())].from);
    for (const Index i : way) {
      const Stretch& s = network.stretches[static_cast<std::size_t>(i)];
      meet(false, s.part);
      meet(true, s.to);
    }
    return next == via.size();
  }

  void go_on(Vertex at) {
    for (const auto& edge : boost::make_iterator_range(boost::out_edges(at, graph))) {
      if (found.size() == 2) return;
      if (++steps > most_steps)
        throw InvalidArgument("the path can't be found", "there are too many ways between the points",
                              "name points on the way");
      const Vertex next = boost::target(edge, graph);
      if (!useful[next] || (next != goal && used[next])) continue;
      way.push_back(graph[edge]);
      if (next == goal) {
        if (meets_stations()) found.push_back(way);
      } else {
        used[next] = 1;
        go_on(next);
        used[next] = 0;
      }
      way.pop_back();
    }
  }
};

}  // namespace

std::vector<std::vector<Index>> find_ways(const Network& network, Index from, Index to,
                                          const std::vector<Station>& via) {
  const Graph graph = graph_of(network);
  const auto start = static_cast<Vertex>(from), goal = static_cast<Vertex>(to);
  Search search{
      network, graph, via, goal, leading_to(graph, goal), std::vector<char>(boost::num_vertices(graph))};
  search.used[start] = 1;
  search.go_on(start);
  return search.found;
}

}  // namespace courant::lattice
