#include "courant/lattice/girder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/lattice/survey.hpp"

namespace courant::lattice {
namespace {

using Alignment = physics::Alignment<double>;
using Frame = physics::Frame<double>;
using Matrix = std::array<std::array<double, 3>, 3>;

constexpr std::string_view cycle = "cycle the lattice so that it begins outside a girder";

void check(const Lattice& lattice, const Girder& girder) {
  const auto refuse = [&](std::string_view problem, std::string_view why, std::string_view suggestion) {
    throw InvalidArgument(
        fmt::format("girder '{}' of the places [{}, {}) {}", girder.name, girder.first, girder.last, problem),
        why, suggestion);
  };
  if (girder.first < 0 || girder.last < 0 || girder.first > lattice.size() || girder.last > lattice.size())
    refuse("is outside the lattice", fmt::format("it has {} elements, counted from 0", lattice.size()), {});
  if (girder.first > girder.last)
    refuse("goes over the end of the lattice", "its centre is not known", cycle);
  if (girder.first == girder.last) refuse("holds no element", {}, "give first < last");
}

/// Displacement of an element; null: it has none. The alignment of a patch is the design itself.
const Alignment* displacement_of(const AnyElement& element) {
  return std::visit(
      []<class E>(const E& e) -> const Alignment* {
        if constexpr (requires { e.align; } && !std::is_same_v<E, elements::Patch<>>)
          return &e.align;
        else
          return nullptr;
      },
      element);
}

/// Design frame `along` [m] an element, in that of its entrance.
Frame frame_within(const AnyElement& element, double along) {
  if (const auto* bend = std::get_if<elements::Dipole<>>(&element))
    return physics::arc_frame<double>(physics::Sector::arc(bend->curvature(), along), bend->tilt);
  Frame out;
  out.origin[2] = along;
  return out;
}

Matrix product(const Matrix& a, const Matrix& b) { return (Frame{a, {}} * Frame{b, {}}).axes; }

/// New displacement of an element that had `own`, when the girder is displaced by `moved`; both centres in one frame.
/// Rotations are taken less one, so that angles far below the rounding of 1 survive.
Alignment carried(const Frame& element, const Frame& girder, const Alignment& moved, const Alignment& own) {
  const Frame lever = element.inverse() * girder;  // the girder seen from the element
  const Frame back = lever.inverse();
  const Frame turn{product(lever.axes, product(rotation_less_one(moved), back.axes)), {}};
  const Matrix before = rotation_less_one(own), both = product(turn.axes, before);
  const auto shift = lever.rotated({moved.dx, moved.dy, moved.ds});
  // where the element's centre was, seen from that of the girder, in the axes of the element
  const std::array<double, 3> at{own.dx - lever.origin[0], own.dy - lever.origin[1],
                                 own.ds - lever.origin[2]};
  const auto swung = turn.rotated(at);
  Frame out;
  out.origin = {own.dx, own.dy, own.ds};
  for (std::size_t i = 0; i < 3; ++i) {
    out.origin[i] += shift[i] + swung[i];
    for (std::size_t k = 0; k < 3; ++k) out.axes[i][k] += turn.axes[i][k] + before[i][k] + both[i][k];
  }
  const auto [yaw, pitch, roll] = frame_angles(out, own.yaw, own.roll);
  return {out.origin[0], out.origin[1], out.origin[2], roll, pitch, yaw};
}

}  // namespace

std::vector<Girder> find_girders(const Lattice& lattice, std::string_view start, std::string_view end) {
  const auto starts = lattice.select(start), ends = lattice.select(end);
  const auto name = [&](Index i) { return fmt::format("'{}' at place {}", lattice.unique_name(i), i); };
  std::vector<Girder> out;
  Index open = -1;
  for (Index i = 0; i < lattice.size(); ++i) {
    const bool begins = std::binary_search(starts.begin(), starts.end(), i);
    const bool finishes = std::binary_search(ends.begin(), ends.end(), i);
    if (begins && finishes)
      throw InvalidArgument("element " + name(i) + " is start and end of a girder",
                            fmt::format("'{}' and '{}' match it", start, end), "give two marks");
    if (begins && open >= 0)
      throw InvalidArgument("girder " + name(i) + " begins inside girder " + name(open), "its end is missing",
                            "add the end, or select other starts");
    if (begins) open = i;
    if (!finishes) continue;
    if (open < 0) throw InvalidArgument("girder end " + name(i) + " has no start before it", {}, cycle);
    if (open + 1 == i)
      throw InvalidArgument("girder " + name(open) + " holds no element", "its end follows at once",
                            "remove both marks");
    out.push_back({lattice[open].name, open + 1, i});
    open = -1;
  }
  if (open >= 0) throw InvalidArgument("girder " + name(open) + " has no end behind it", {}, cycle);
  return out;
}

Frame girder_centre(const Lattice& lattice, const Girder& girder) {
  check(lattice, girder);
  constexpr double near = 1e-9;  // [m]: places nearer than this are one
  double length = 0.0, s = 0.0;
  for (Index i = girder.first; i < girder.last; ++i) length += elements::length_of(lattice[i].body);
  Frame at;
  for (Index i = girder.first; i < girder.last; ++i) {
    const AnyElement& body = lattice[i].body;
    const double next = s + elements::length_of(body);
    if (next >= 0.5 * length - near) return at * frame_within(body, 0.5 * length - s);
    at = at * design_frame(body);
    s = next;
  }
  return at;
}

Lattice move_girder(const Lattice& lattice, const Girder& girder, const Alignment& alignment) {
  const Frame centre = girder_centre(lattice, girder);
  if (const Alignment& a = alignment; !std::isfinite(a.dx + a.dy + a.ds + a.roll + a.pitch + a.yaw))
    throw InvalidArgument(fmt::format("the displacement of girder '{}' is not finite", girder.name), {},
                          "give numbers in m and rad");
  Builder builder(lattice);
  Frame at;  // of the element's entrance, seen from that of the girder
  for (Index i = girder.first; i < girder.last; ++i) {
    const AnyElement& body = lattice[i].body;
    if (const Alignment* own = displacement_of(body)) {
      const Frame middle = at * frame_within(body, 0.5 * elements::length_of(body));
      const Alignment now = carried(middle, centre, alignment, *own);
      builder.set(i, "dx", now.dx).set(i, "dy", now.dy).set(i, "ds", now.ds);
      builder.set(i, "roll", now.roll).set(i, "pitch", now.pitch).set(i, "yaw", now.yaw);
    }
    at = at * design_frame(body);
  }
  return builder.freeze();
}

}  // namespace courant::lattice
