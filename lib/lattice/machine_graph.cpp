#include "courant/lattice/machine_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "graph/network.hpp"

namespace courant::lattice {
namespace {

enum class Kind { point, part, girder, supply };

struct Named {
  Kind kind;
  Index number;  // among its kind
};

struct Holder {
  std::vector<PartPlace> elements;
  std::vector<std::string> holders;
};

std::string joined(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, " - "));
}

}  // namespace

struct MachineGraph::Impl {
  std::map<std::string, Named, std::less<>> names;
  std::vector<std::string> points, parts;
  std::vector<Lattice> lattices;  // of the parts
  std::map<std::string, Holder, std::less<>> holders;
  Network network;

  void check_free(std::string_view name) const {
    if (name.empty()) throw InvalidArgument("a thing of the machine graph has no name", {}, "name it");
    if (names.contains(name))
      throw InvalidArgument(fmt::format("the name '{}' is in use", name),
                            "points, parts, girders and supplies share their names", "choose another");
  }

  const Named& find(std::string_view name, std::initializer_list<Kind> kinds, std::string_view what) const {
    const auto at = names.find(name);
    if (at != names.end() && std::find(kinds.begin(), kinds.end(), at->second.kind) != kinds.end())
      return at->second;
    std::vector<std::string> known;
    for (const auto& [key, named] : names)
      if (std::find(kinds.begin(), kinds.end(), named.kind) != kinds.end()) known.push_back(key);
    throw UnknownName(fmt::format("there is no {} '{}'", what, name), {}, nearest(name, known));
  }
  Index part(std::string_view name) const { return find(name, {Kind::part}, "part").number; }

  Index point(const std::string& name) {
    const auto [at, added] = names.try_emplace(name, Named{Kind::point, network.points});
    if (added) {
      points.push_back(name);
      ++network.points;
    }
    return at->second.number;
  }

  void check_point(std::string_view name) const {
    const auto at = names.find(name);
    if (name.empty() || (at != names.end() && at->second.kind != Kind::point)) check_free(name);
  }

  // Joints with the numbers of their elements, by rising place; two at one place are refused.
  std::vector<std::pair<Index, std::string>> sorted(const Lattice& lattice,
                                                    const std::vector<Joint>& joints) const {
    std::vector<std::pair<Index, std::string>> out;
    for (const Joint& joint : joints) {
      check_point(joint.point);
      out.emplace_back(lattice.find(joint.place), joint.point);
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  static void check_apart(const std::vector<std::pair<Index, std::string>>& joints) {
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < joints.size(); ++i) {
      if (i > 0 && joints[i].first == joints[i - 1].first)
        throw InvalidArgument(
            fmt::format("points '{}' and '{}' are at one place", joints[i - 1].second, joints[i].second),
            "nothing lies between them", "use one point for both");
      if (!seen.insert(joints[i].second).second)
        throw InvalidArgument(fmt::format("point '{}' stands twice on one part", joints[i].second));
    }
  }

  void add_part(std::string name, const Lattice& lattice,
                const std::vector<std::pair<Index, std::string>>& joints, bool closed) {
    const auto number = static_cast<Index>(parts.size());
    names.emplace(name, Named{Kind::part, number});
    parts.push_back(std::move(name));
    lattices.push_back(lattice);
    for (std::size_t i = 0; i + (closed ? 0 : 1) < joints.size(); ++i) {
      const auto& next = joints[(i + 1) % joints.size()];
      const Index from = point(joints[i].second), to = point(next.second);
      network.stretches.push_back({from, to, number, joints[i].first, next.first});
    }
  }

  void add_holder(std::string name, Kind kind) {
    check_free(name);
    names.emplace(name, Named{kind, 0});
    holders.emplace(std::move(name), Holder{});
  }

  // Calls f(holder) for the holder and all that it holds.
  template <class F>
  void visit_held(const std::string& name, const F& f) const {
    std::vector<std::string> open{name};
    std::set<std::string> seen;
    while (!open.empty()) {
      const std::string at = open.back();
      open.pop_back();
      if (!seen.insert(at).second) continue;
      const Holder& holder = holders.find(at)->second;
      f(at, holder);
      open.insert(open.end(), holder.holders.begin(), holder.holders.end());
    }
  }

  std::vector<std::string> named(Kind kind) const {
    std::vector<std::string> out;
    for (const auto& [name, what] : names)
      if (what.kind == kind) out.push_back(name);
    return out;
  }

  std::vector<std::string> names_on(const std::vector<Index>& way) const {
    std::vector<std::string> out;
    for (const Index i : way) {
      const Stretch& s = network.stretches[static_cast<std::size_t>(i)];
      if (out.empty()) out.push_back(points[static_cast<std::size_t>(s.from)]);
      out.push_back(parts[static_cast<std::size_t>(s.part)]);
      out.push_back(points[static_cast<std::size_t>(s.to)]);
    }
    return out;
  }

  std::vector<Index> way(std::string_view from, std::string_view to, const PathOptions& options) const {
    const Index start = find(from, {Kind::point}, "point").number,
                goal = find(to, {Kind::point}, "point").number;
    std::vector<Station> via;
    for (const std::string& name : options.via) {
      const Named& what = find(name, {Kind::point, Kind::part}, "point or part");
      via.push_back({what.kind == Kind::point, what.number});
    }
    const auto ways = find_ways(network, start, goal, via);
    const std::string on_the_way = via.empty() ? "" : " by way of " + joined(options.via);
    if (ways.empty())
      throw InvalidArgument(fmt::format("there is no path from '{}' to '{}'{}", from, to, on_the_way),
                            "lines and rings are passed in their own direction, no point twice");
    if (ways.size() > 1)
      throw InvalidArgument(fmt::format("there are several paths from '{}' to '{}'{}", from, to, on_the_way),
                            joined(names_on(ways[0])) + ", or " + joined(names_on(ways[1])),
                            "name points or parts on the way");
    return ways[0];
  }
};

MachineGraph::MachineGraph() : impl_(std::make_unique<Impl>()) {}
MachineGraph::~MachineGraph() = default;
MachineGraph::MachineGraph(const MachineGraph& other) : impl_(std::make_unique<Impl>(*other.impl_)) {}
MachineGraph::MachineGraph(MachineGraph&& other) noexcept = default;
MachineGraph& MachineGraph::operator=(MachineGraph other) noexcept {
  impl_.swap(other.impl_);
  return *this;
}

MachineGraph& MachineGraph::add_line(std::string name, const Lattice& line, std::string from, std::string to,
                                     const std::vector<Joint>& joints) {
  impl_->check_free(name);
  if (line.empty()) throw InvalidArgument(fmt::format("line '{}' has no element", name));
  for (const auto& end : {from, to}) impl_->check_point(end);
  if (from == to)
    throw InvalidArgument(fmt::format("line '{}' ends where it begins", name), {}, "a closed line is a ring");
  auto all = impl_->sorted(line, joints);
  all.insert(all.begin(), {0, std::move(from)});
  all.emplace_back(line.size(), std::move(to));
  Impl::check_apart(all);
  if (std::any_of(all.begin(), all.end(), [&](const auto& joint) { return joint.second == name; }))
    throw InvalidArgument(fmt::format("line '{}' has a point of its own name", name), {}, "choose another");
  impl_->add_part(std::move(name), line, all, false);
  return *this;
}

MachineGraph& MachineGraph::add_ring(std::string name, const Lattice& ring,
                                     const std::vector<Joint>& joints) {
  impl_->check_free(name);
  if (ring.empty()) throw InvalidArgument(fmt::format("ring '{}' has no element", name));
  if (joints.empty())
    throw InvalidArgument(fmt::format("ring '{}' has no point", name), "nothing could be joined to it",
                          "name one of its elements as a joint");
  const Lattice whole = ring.superperiods() > 1 ? Builder(ring).unroll().freeze() : ring;
  const auto all = impl_->sorted(whole, joints);
  Impl::check_apart(all);
  if (std::any_of(all.begin(), all.end(), [&](const auto& joint) { return joint.second == name; }))
    throw InvalidArgument(fmt::format("ring '{}' has a point of its own name", name), {}, "choose another");
  impl_->add_part(std::move(name), whole, all, true);
  return *this;
}

MachineGraph& MachineGraph::add_girder(std::string name) {
  impl_->add_holder(std::move(name), Kind::girder);
  return *this;
}

MachineGraph& MachineGraph::add_supply(std::string name) {
  impl_->add_holder(std::move(name), Kind::supply);
  return *this;
}

MachineGraph& MachineGraph::hold(std::string_view holder, std::string_view part, std::string_view selector) {
  impl_->find(holder, {Kind::girder, Kind::supply}, "girder or supply");
  const Lattice& lattice = this->part(part);
  const auto places = lattice.select(selector);
  auto& elements = impl_->holders.find(holder)->second.elements;
  for (const Index place : places) elements.push_back({std::string(part), place});
  return *this;
}

MachineGraph& MachineGraph::hold(std::string_view holder, std::string_view held) {
  const Kind kind = impl_->find(holder, {Kind::girder, Kind::supply}, "girder or supply").kind;
  impl_->find(held, {kind}, kind == Kind::girder ? "girder" : "supply");
  bool circle = false;
  impl_->visit_held(std::string(held),
                    [&](const std::string& name, const Holder&) { circle |= name == holder; });
  if (circle)
    throw InvalidArgument(fmt::format("'{}' can't hold '{}'", holder, held),
                          "it would hold itself in the end");
  impl_->holders.find(holder)->second.holders.emplace_back(held);
  return *this;
}

std::vector<std::string> MachineGraph::points() const { return impl_->points; }
std::vector<std::string> MachineGraph::parts() const { return impl_->parts; }
std::vector<std::string> MachineGraph::girders() const { return impl_->named(Kind::girder); }
std::vector<std::string> MachineGraph::supplies() const { return impl_->named(Kind::supply); }

const Lattice& MachineGraph::part(std::string_view name) const {
  return impl_->lattices[static_cast<std::size_t>(impl_->part(name))];
}

std::vector<PartPlace> MachineGraph::held_by(std::string_view holder) const {
  impl_->find(holder, {Kind::girder, Kind::supply}, "girder or supply");
  std::vector<PartPlace> out;
  impl_->visit_held(std::string(holder), [&](const std::string&, const Holder& h) {
    out.insert(out.end(), h.elements.begin(), h.elements.end());
  });
  const auto key = [](const PartPlace& p) { return std::tie(p.part, p.place); };
  std::sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<std::string> MachineGraph::holders_of(std::string_view part, Index place) const {
  if (place < 0 || place >= this->part(part).size())
    throw InvalidArgument(fmt::format("place {} does not exist", place),
                          fmt::format("'{}' has {} elements", part, this->part(part).size()));
  const PartPlace element{std::string(part), place};
  std::vector<std::string> out;
  for (const auto& [name, holder] : impl_->holders) {
    bool holds = false;
    impl_->visit_held(name, [&](const std::string&, const Holder& h) {
      holds |= std::find(h.elements.begin(), h.elements.end(), element) != h.elements.end();
    });
    if (holds) out.push_back(name);
  }
  return out;
}

std::vector<std::string> MachineGraph::route(std::string_view from, std::string_view to,
                                             const PathOptions& options) const {
  return impl_->names_on(impl_->way(from, to, options));
}

Lattice MachineGraph::path(std::string_view from, std::string_view to, const PathOptions& options) const {
  const auto way = impl_->way(from, to, options);
  Builder builder;
  std::optional<Particle> particle = options.particle;
  std::string first;
  for (const Index i : way) {
    const Stretch& s = impl_->network.stretches[static_cast<std::size_t>(i)];
    const Lattice& lattice = impl_->lattices[static_cast<std::size_t>(s.part)];
    const std::string& name = impl_->parts[static_cast<std::size_t>(s.part)];
    if (!particle) {
      particle = lattice.particle();
      first = name;
    } else if (!options.particle && !(*particle == lattice.particle())) {
      throw InvalidArgument(fmt::format("the path from '{}' to '{}' has no one reference particle", from, to),
                            fmt::format("{} has {} of {} eV, {} has {} of {} eV", first, particle->species,
                                        particle->reference.energy(), name, lattice.particle().species,
                                        lattice.particle().reference.energy()),
                            "give the particle of the path");
    }
    const auto add = [&](Index begin, Index end) {
      for (Index k = begin; k < end; ++k) builder.append(lattice.elements()[static_cast<std::size_t>(k)]);
    };
    if (s.begin < s.end) {
      add(s.begin, s.end);
    } else {
      add(s.begin, lattice.size());
      add(0, s.end);
    }
  }
  return builder.particle(*particle).describe({.name = fmt::format("{} to {}", from, to)}).freeze();
}

}  // namespace courant::lattice
