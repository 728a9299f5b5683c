#include "courant/lattice/girder.hpp"

#include <cmath>
#include <limits>
#include <numbers>

#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/lattice/survey.hpp"
#include "support/catch.hpp"

using namespace courant;
using Catch::Matchers::Contains;
using Alignment = physics::Alignment<double>;
using Frame = physics::Frame<double>;

namespace {

/// Straight girder of 3 m: quadrupoles with centres 0.7, 1.5, 2.3 m from its entrance, between marks.
lattice::Builder straight() {
  const elements::Quadrupole<> q{.length = 0.4, .k1 = 1.2};
  const elements::Drift<> end{.length = 0.5}, gap{.length = 0.4};
  return lattice::Builder()
      .particle(lattice::make_particle("electron", 1e9))
      .append("GS1", elements::Marker<>{})
      .append("D", end)
      .append("Q1", q)
      .append("D", gap)
      .append("Q2", q)
      .append("M", elements::Monitor<>{})
      .append("D", gap)
      .append("Q3", q)
      .append("D", end)
      .append("GE1", elements::Marker<>{});
}

/// Girder with a bend of `angle` [rad] in its middle and a quadrupole before and behind it.
Lattice bent(double angle) {
  const elements::Quadrupole<> q{.length = 0.4, .k1 = 1.2};
  const elements::Drift<> gap{.length = 0.6};
  return lattice::Builder()
      .particle(lattice::make_particle("electron", 1e9))
      .append("Q1", q)
      .append("D", gap)
      .append("B", elements::Dipole<>{.length = 1.0, .angle = angle})
      .append("D", gap)
      .append("Q2", q)
      .freeze();
}

/// Everything that a girder may hold, in all planes.
Lattice winding() {
  elements::ThinMultipole<> kink{.angle = 0.05};
  elements::Patch<> patch;
  patch.align = {1e-3, 2e-3, 0.1, 0.25, 0.02, -0.03};
  return lattice::Builder()
      .particle(lattice::make_particle("electron", 1e9))
      .append("Q0", elements::Quadrupole<>{.length = 0.4, .k1 = 1.1})
      .append("B1", elements::Dipole<>{.length = 1.1, .angle = 0.15})
      .append("P", patch)
      .append("S", elements::Solenoid<>{.length = 0.6, .ks = 0.1})
      .append("K", kink)
      .append("B2", elements::Dipole<>{.length = 1.1, .angle = -0.12, .tilt = std::numbers::pi / 2})
      .append("A",
              elements::AcceleratingCavity<>{
                  .length = 1.0, .active_length = 0.8, .voltage = 1e6, .frequency = 3e9})
      .append("B3", elements::Dipole<>{.length = 1.3, .angle = 0.2, .tilt = 0.4})
      .append("Q1", elements::Quadrupole<>{.length = 0.4, .k1 = 1.1})
      .freeze();
}

Alignment alignment_of(const Lattice& lattice, Index i) {
  const auto get = [&](std::string_view field) { return lattice::get_number(lattice[i].body, field); };
  return {get("dx"), get("dy"), get("ds"), get("roll"), get("pitch"), get("yaw")};
}
Alignment alignment_of(const Lattice& lattice, std::string_view name) {
  return alignment_of(lattice, lattice.find(name));
}

void check_near(const Alignment& found, const Alignment& expected, double margin) {
  CHECK_THAT(found.dx, Catch::WithinAbs(expected.dx, margin));
  CHECK_THAT(found.dy, Catch::WithinAbs(expected.dy, margin));
  CHECK_THAT(found.ds, Catch::WithinAbs(expected.ds, margin));
  CHECK_THAT(found.roll, Catch::WithinAbs(expected.roll, margin));
  CHECK_THAT(found.pitch, Catch::WithinAbs(expected.pitch, margin));
  CHECK_THAT(found.yaw, Catch::WithinAbs(expected.yaw, margin));
}

double distance(const Frame& a, const Frame& b) {
  double out = 0.0;
  for (std::size_t i = 0; i < 3; ++i) {
    out = std::max(out, std::abs(a.origin[i] - b.origin[i]));
    for (std::size_t k = 0; k < 3; ++k) out = std::max(out, std::abs(a.axes[i][k] - b.axes[i][k]));
  }
  return out;
}

/// Design frame at the centre of an element, seen from its entrance.
Frame half_of(const AnyElement& body) {
  if (const auto* b = std::get_if<elements::Dipole<>>(&body))
    return physics::arc_frame<double>(physics::Sector::arc(b->curvature(), 0.5 * b->length), b->tilt);
  Frame out;
  out.origin[2] = 0.5 * elements::length_of(body);
  return out;
}

constexpr double rounding = 1e-18;  // of sums of shifts and angles near 1e-3

}  // namespace

TEST_CASE("Girder: stands between a pair of marks", "[lattice][girder]") {
  const Lattice one = straight().freeze();
  const auto found = find_girders(one, "GS*", "GE*");
  REQUIRE(found.size() == 1);
  CHECK(found[0].name == "GS1");
  CHECK(found[0].first == 1);
  CHECK(found[0].last == 9);
  const Lattice three =
      straight().append(one).append("D", elements::Drift<>{.length = 1.0}).append(one).freeze();
  const auto all = find_girders(three, "GS*", "GE*");
  REQUIRE(all.size() == 3);
  CHECK(all[2].first == 22);
  CHECK(all[2].name == "GS1");
}

TEST_CASE("Girder: a shift of a straight one is that of each element", "[lattice][girder]") {
  // [move]
  const Lattice line = straight().freeze();
  const auto girders = find_girders(line, "GS*", "GE*");
  const Lattice moved = move_girder(line, girders[0], {.dx = 1e-4, .dy = -2e-4, .ds = 3e-4});
  // [move]
  for (const char* name : {"Q1", "Q2", "Q3"})
    check_near(alignment_of(moved, name), {1e-4, -2e-4, 3e-4, 0.0, 0.0, 0.0}, 0.0);
  for (const Index i : {0, 1, 5, 9}) CHECK(moved.elements()[i] == line.elements()[i]);  // the same elements
}

TEST_CASE("Girder: yaw and pitch swing the ends about the centre", "[lattice][girder]") {
  const Lattice line = straight().freeze();
  const lattice::Girder girder = find_girders(line, "GS*", "GE*")[0];
  const double a = 0.02, r = 0.8;  // distance of Q1 and Q3 from the centre [m]
  const double to_side = r * std::sin(a), back = 2 * r * std::pow(std::sin(0.5 * a), 2);
  const double near = 1e-15;  // of the sum of lengths up to 1.5 m
  const Lattice yawed = move_girder(line, girder, {.yaw = a});
  check_near(alignment_of(yawed, "Q1"), {-to_side, 0.0, back, 0.0, 0.0, a}, near);
  check_near(alignment_of(yawed, "Q2"), {0.0, 0.0, 0.0, 0.0, 0.0, a}, near);
  check_near(alignment_of(yawed, "Q3"), {to_side, 0.0, -back, 0.0, 0.0, a}, near);
  const Lattice pitched = move_girder(line, girder, {.pitch = a});
  check_near(alignment_of(pitched, "Q1"), {0.0, -to_side, back, 0.0, a, 0.0}, near);
  check_near(alignment_of(pitched, "Q3"), {0.0, to_side, -back, 0.0, a, 0.0}, near);
  const Lattice rolled = move_girder(line, girder, {.roll = a});
  for (const char* name : {"Q1", "Q2", "Q3"})
    check_near(alignment_of(rolled, name), {0.0, 0.0, 0.0, a, 0.0, 0.0}, 1e-17);  // one rounding of 0.02
}

TEST_CASE("Girder: behind a bend its shift has other axes", "[lattice][girder]") {
  const double angle = 0.3, c = std::cos(angle / 2), s = std::sin(angle / 2), d = 1e-6;
  const Lattice line = bent(angle);
  const lattice::Girder girder{"G", 0, line.size()};
  const double rho = 1.0 / angle, arm = 0.8;      // from the end of the arc to a quadrupole's centre [m]
  const double inside = rho * (1 - c) + arm * s;  // of the quadrupoles from the axis through the centre [m]
  const double far = rho * s + arm * c;           // along it [m]
  const double second = 4e-12;                    // (1 + far) d^2, the terms of second order

  const Lattice shifted = move_girder(line, girder, {.dx = d});
  check_near(alignment_of(shifted, "B"), {d, 0, 0, 0, 0, 0}, rounding);
  check_near(alignment_of(shifted, "Q1"), {d * c, 0, d * s, 0, 0, 0}, rounding);
  check_near(alignment_of(shifted, "Q2"), {d * c, 0, -d * s, 0, 0, 0}, rounding);

  const Lattice rolled = move_girder(line, girder, {.roll = d});
  check_near(alignment_of(rolled, "B"), {0, 0, 0, d, 0, 0}, rounding);
  check_near(alignment_of(rolled, "Q2"), {0, -d * inside, 0, d * c, -d * s, 0}, second);
  check_near(alignment_of(rolled, "Q1"), {0, -d * inside, 0, d * c, d * s, 0}, second);

  const Lattice pitched = move_girder(line, girder, {.pitch = d});
  check_near(alignment_of(pitched, "Q2"), {0, d * far, 0, d * s, d * c, 0}, second);
  check_near(alignment_of(pitched, "Q1"), {0, -d * far, 0, -d * s, d * c, 0}, second);

  const Lattice yawed = move_girder(line, girder, {.yaw = d});  // the lever turned into the quadrupole's axes
  check_near(alignment_of(yawed, "Q2"), {d * (far * c + inside * s), 0, d * (inside * c - far * s), 0, 0, d},
             second);
}

TEST_CASE("Girder: the centre is half way in s, also inside a bend", "[lattice][girder]") {
  const Lattice line = bent(0.3);
  CHECK(distance(lattice::girder_centre(line, {"all", 0, 5}),
                 survey(line).frames[2] * half_of(line[2].body)) < 1e-15);  // a few roundings
  const Frame early = lattice::girder_centre(line, {"tail", 2, 4});         // 1.6 m, 0.8 of them in the arc
  CHECK(distance(early, physics::arc_frame<double>(physics::Sector::arc(0.3, 0.8), 0.0)) < 1e-15);
  const Lattice marks = straight().freeze();
  CHECK(distance(lattice::girder_centre(marks, {"thin", 0, 1}), Frame{}) == 0.0);
}

TEST_CASE("Girder: of one element is that element's own displacement", "[lattice][girder]") {
  const Lattice line = winding();
  const Alignment a{1e-3, -2e-3, 3e-3, 0.02, -0.03, 0.04};
  for (Index i = 0; i < line.size(); ++i) {
    if (line[i].name == "P") continue;
    const Lattice moved = move_girder(line, {"one", i, i + 1}, a);
    check_near(alignment_of(moved, i), a, 1e-16);  // roundings of angles below 0.05 and turned frames
  }
}

TEST_CASE("Girder: elements move as the rigid body does", "[lattice][girder]") {
  lattice::Builder with_own(winding());
  for (const char* name : {"Q0", "B1", "S", "K", "B2", "A", "B3"})
    with_own.set(name, "dx", 2e-3).set(name, "pitch", 0.03).set(name, "yaw", -0.02).set(name, "roll", 0.3);
  const Lattice line = with_own.freeze();
  const auto frames = survey(line).frames;
  const lattice::Girder girder{"G", 1, line.size()};
  const Frame centre = frames[1] * lattice::girder_centre(line, girder);
  const Alignment a{5e-3, -3e-3, 2e-3, 0.2, -0.1, 0.15};
  const Lattice moved = move_girder(line, girder, a);
  const Frame motion = centre * physics::displaced_frame(a) * centre.inverse();  // in the hall
  for (Index i = girder.first; i < girder.last; ++i) {
    if (line[i].name == "P") continue;
    const Frame half = half_of(line[i].body), middle = frames[static_cast<std::size_t>(i)] * half;
    const Frame before = middle * physics::displaced_frame(alignment_of(line, i));
    const Frame after = middle * physics::displaced_frame(alignment_of(moved, i));
    // entrance and exit in the hall; 1e-14: a dozen roundings of places up to 6 m
    CHECK(distance(after * half.inverse(), motion * before * half.inverse()) < 1e-14);
    if (elements::length_of(line[i].body) > 0.0)
      CHECK(distance(after * half.inverse() * lattice::design_frame(line[i].body),
                     motion * before * half.inverse() * lattice::design_frame(line[i].body)) < 1e-14);
  }
  CHECK(moved.elements()[0] == line.elements()[0]);  // not on the girder
  CHECK(moved.elements()[2] == line.elements()[2]);  // the alignment of a patch is the design
}

TEST_CASE("Girder: moved and moved back, the elements are where they were", "[lattice][girder]") {
  const Lattice line = lattice::Builder(winding()).set("B2", "yaw", 0.01).set("Q1", "dy", 1e-4).freeze();
  const lattice::Girder girder{"G", 0, line.size()};
  const Alignment a{5e-3, -3e-3, 2e-3, 0.2, -0.1, 0.15};
  const Frame back = physics::displaced_frame(a).inverse();
  const auto [yaw, pitch, roll] = lattice::frame_angles(back);
  const Lattice there = move_girder(line, girder, a);
  const Lattice again =
      move_girder(there, girder, {back.origin[0], back.origin[1], back.origin[2], roll, pitch, yaw});
  for (Index i = 0; i < line.size(); ++i)
    // 1e-14: a dozen roundings of arms up to 4 m
    if (line[i].name != "P") check_near(alignment_of(again, i), alignment_of(line, i), 1e-14);
}

TEST_CASE("Girder: a picoradian keeps its digits", "[lattice][girder]") {
  const double tiny = 1e-12;
  const Lattice line = straight().freeze();
  const lattice::Girder girder = find_girders(line, "GS*", "GE*")[0];
  const Lattice moved =
      move_girder(line, girder, {.dx = tiny, .roll = 2 * tiny, .pitch = -tiny, .yaw = tiny});
  const Alignment q = alignment_of(moved, "Q3");     // 0.8 m behind the centre
  CHECK_THAT(q.yaw, Catch::WithinRel(tiny, 1e-11));  // terms of second order are 1e-12 of it
  CHECK_THAT(q.pitch, Catch::WithinRel(-tiny, 1e-11));
  CHECK_THAT(q.roll, Catch::WithinRel(2 * tiny, 1e-11));
  CHECK_THAT(q.dx, Catch::WithinRel(1.8 * tiny, 1e-11));
  CHECK_THAT(q.dy, Catch::WithinRel(-0.8 * tiny, 1e-11));
  const Lattice turned = move_girder(bent(0.3), {"G", 0, 5}, {.pitch = tiny});
  CHECK_THAT(alignment_of(turned, "Q2").roll, Catch::WithinRel(tiny * std::sin(0.15), 1e-11));
  // a magnet that is already turned
  const Lattice rolled = lattice::Builder(line).set("Q3", "dy", 1e-3).freeze();
  CHECK_THAT(alignment_of(move_girder(rolled, girder, {.yaw = tiny}), "Q3").yaw,
             Catch::WithinRel(tiny, 1e-11));
}

TEST_CASE("Girder: what can't be moved is refused", "[lattice][girder]") {
  const Lattice line = straight().freeze();
  const Alignment a{.dx = 1e-4};
  CHECK_THROWS_WITH(move_girder(line, {"G", 6, 2}, a), Contains("goes over the end of the lattice"));
  CHECK_THROWS_WITH(move_girder(line, {"G", 6, 6}, a), Contains("holds no element"));
  CHECK_THROWS_WITH(move_girder(line, {"G", 6, 11}, a), Contains("outside the lattice"));
  CHECK_THROWS_AS(move_girder(line, {"G", -1, 4}, a), InvalidArgument);
  CHECK_THROWS_AS(move_girder(line, {"G", 0, 4}, {.yaw = std::nan("")}), InvalidArgument);
  CHECK_THROWS_AS(move_girder(line, {"G", 0, 1}, {.dx = std::numeric_limits<double>::infinity()}),
                  InvalidArgument);
}

TEST_CASE("Girder: marks without partner are refused", "[lattice][girder]") {
  const Lattice line = straight().freeze();
  const auto find = [](const Lattice& l) { return find_girders(l, "GS*", "GE*"); };
  const auto with = [&](const char* name, Index before) {
    return lattice::Builder(line).insert(before, name, elements::Marker<>{}).freeze();
  };
  CHECK_THROWS_AS(find_girders(line, "NO", "GE*"), UnknownName);
  CHECK_THROWS_WITH(find(with("GS2", 4)), Contains("'GS2' at place 4 begins inside girder 'GS1' at place 0"));
  CHECK_THROWS_WITH(find(with("GE0", 0)), Contains("'GE0' at place 0 has no start") && Contains("cycle"));
  CHECK_THROWS_WITH(find(with("GS2", 10)), Contains("'GS2' at place 10 has no end") && Contains("cycle"));
  CHECK_THROWS_WITH(find(with("GE0", 1)), Contains("holds no element"));
  CHECK_THROWS_WITH(find_girders(line, "G*", "GE*"), Contains("is start and end"));
}
