#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "courant/lattice/lattice.hpp"
#include "courant/physics/misalignment.hpp"

namespace courant::lattice {

/// Elements [first, last) of a lattice, places from 0, on one rigid support.
struct Girder {
  std::string name;
  Index first = 0;  ///< place of the first element
  Index last = 0;   ///< place behind the last one
};

/// Girders between pairs of marks, e.g. "GS*" and "GE*" in files of AT: all that stands between a start and the next
/// end, the marks not included. A girder has the name of its start, which may be repeated.
///
/// \param start, end  selectors of the marks, elements of any type
/// \throws UnknownName if a selector matches nothing; InvalidArgument for a start without end, an end without start, a
///         start inside a girder, an element that is both, and a girder without elements
/// \par Cost  two selections, one walk over the lattice. Test: tests/lattice/girder_test.cpp
std::vector<Girder> find_girders(const Lattice& lattice, std::string_view start, std::string_view end);

/// Design frame at the centre of a girder, seen from its entrance: the point of the design orbit half way along the
/// girder in s, with the axes of the design orbit there. Of thin bends and patches at this very place, the frame before.
/// \throws InvalidArgument as move_girder does
physics::Frame<double> girder_centre(const Lattice& lattice, const Girder& girder);

/// Lattice with a girder moved as a rigid body about its centre (girder_centre).
///
/// Every element of the girder that has a displacement takes the one that follows, on top of what it had: with D the
/// motion of the girder, E and G the design frames at the centres of element and girder, A the old displacement, the
/// new one is E^-1 G D G^-1 E A. Small angles and shifts keep their digits. All others stay: drifts, markers, patches,
/// correctors, cavities without structure, apertures, and monitors, which read the orbit relative to the design orbit.
/// In a ring of several superperiods the girder moves in each.
///
/// \param alignment  shift [m] along the axes at the girder's centre, then yaw, pitch, roll [rad] about its own axes;
///                   signs as those of an element
/// \throws InvalidArgument for a girder without elements, outside the lattice or over its end (first > last), and for
///         numbers that are not finite
/// \par Cost  one copy of the list of elements, two products of frames per element
/// \see docs/theory/coordinates.md, Girders; tests/lattice/girder_test.cpp, tests/optics/girder_test.cpp
Lattice move_girder(const Lattice& lattice, const Girder& girder,
                    const physics::Alignment<double>& alignment);

}  // namespace courant::lattice

namespace courant {
using lattice::find_girders;
using lattice::Girder;
using lattice::move_girder;
}  // namespace courant
