#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "courant/lattice/lattice.hpp"

namespace courant::lattice {

/// A named point of a part: the entrance of the element `place` (a name, NAME#k or an index, as Lattice::find).
struct Joint {
  std::string point;
  std::string place;
};

/// One element of one part.
struct PartPlace {
  std::string part;
  Index place = 0;
  bool operator==(const PartPlace&) const = default;
};

struct PathOptions {
  std::vector<std::string> via{};      ///< points and parts that the path must meet, in this order
  std::optional<Particle> particle{};  ///< of the path; needed only if its parts differ
};

/// Rings, lines and branches of a site joined at named points, with girders and power supplies: the way from one
/// point to another is a lattice.
///
/// Points, girders, supplies and parts have one space of names. A step that throws changes nothing. Reading is safe
/// from many threads. Paths need Boost.Graph; a build without it has everything else. Test:
/// tests/lattice/machine_graph_test.cpp. Guide: docs/guide/machine_graph.md.
class MachineGraph {
 public:
  MachineGraph();
  ~MachineGraph();
  MachineGraph(const MachineGraph& other);
  MachineGraph(MachineGraph&& other) noexcept;
  MachineGraph& operator=(MachineGraph other) noexcept;

  /// A line, linac or branch from point `from` to point `to`, passed in this direction only; `joints` are points on
  /// the way. Points that are not known yet are made. \throws InvalidArgument for a used name, an empty lattice, or
  /// two points at one place; UnknownName for a joint's element
  MachineGraph& add_line(std::string name, const Lattice& line, std::string from, std::string to,
                         const std::vector<Joint>& joints = {});

  /// A ring, closed upon itself and passed in its own direction; it is unrolled to all its superperiods (then places
  /// may need NAME#k). \throws as add_line, and InvalidArgument without a joint
  MachineGraph& add_ring(std::string name, const Lattice& ring, const std::vector<Joint>& joints);

  /// A girder or a power supply that holds nothing yet. \throws InvalidArgument for a used name
  MachineGraph& add_girder(std::string name);
  MachineGraph& add_supply(std::string name);
  /// Elements of a part on a girder or fed by a supply. \throws UnknownName for a holder or part that doesn't exist
  /// or a selector that matches nothing
  MachineGraph& hold(std::string_view holder, std::string_view part, std::string_view selector);
  /// A girder on a girder, a supply fed by a supply. \throws UnknownName; InvalidArgument for a circle
  MachineGraph& hold(std::string_view holder, std::string_view held);

  std::vector<std::string> points() const;
  std::vector<std::string> parts() const;
  std::vector<std::string> girders() const;
  std::vector<std::string> supplies() const;
  /// The lattice of a part, a ring with all its superperiods. \throws UnknownName
  const Lattice& part(std::string_view name) const;

  /// Elements that a girder or supply holds, directly or through others; sorted by part and place, each once.
  /// \throws UnknownName
  std::vector<PartPlace> held_by(std::string_view holder) const;
  /// Girders and supplies that hold this element, directly or through others; sorted. \throws UnknownName for the
  /// part, InvalidArgument for the place
  std::vector<std::string> holders_of(std::string_view part, Index place) const;

  /// Points and parts met from one point to another, alternately. \throws as path
  std::vector<std::string> route(std::string_view from, std::string_view to,
                                 const PathOptions& options = {}) const;

  /// The elements met from one point to another, as a line; from a point of a ring to itself: one turn.
  ///
  /// No point is passed twice. The reference particle is that of the parts.
  /// \throws UnknownName for a point that doesn't exist; InvalidArgument if no path exists, if there are several
  /// (the message names two), or if the parts have different particles and `options` none; NotAvailable in a build
  /// without Boost.Graph
  Lattice path(std::string_view from, std::string_view to, const PathOptions& options = {}) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace courant::lattice

namespace courant {
using lattice::MachineGraph;
}
