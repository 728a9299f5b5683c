#include "courant/response/orbit_response.hpp"

#include <vector>

#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "support/catch.hpp"
#include "support/rings.hpp"

using namespace courant;
using optics::Mode;

namespace {

// Orbit at the monitors, x then y, with one field moved.
std::vector<double> orbit_at(const Lattice& ring, const std::vector<Index>& monitors, Mode mode) {
  const auto orbit = closed_orbit(ring, {.mode = mode, .tolerance = 1e-14});
  REQUIRE(orbit);
  std::vector<double> out;
  for (const int plane : {X, Y})
    for (const Index m : monitors) out.push_back(orbit->orbit[static_cast<std::size_t>(m)][plane]);
  return out;
}

// Central differences with steps h and h/2, extrapolated: error of order h^4.
std::vector<double> richardson(const Lattice& ring, const std::vector<Index>& monitors, Mode mode,
                               Index place, const std::string& field, double h) {
  const auto slope = [&](double step) {
    const auto plus = orbit_at(lattice::Builder(ring).add(place, field, step).freeze(), monitors, mode);
    const auto minus = orbit_at(lattice::Builder(ring).add(place, field, -step).freeze(), monitors, mode);
    std::vector<double> out;
    for (std::size_t i = 0; i < plus.size(); ++i) out.push_back((plus[i] - minus[i]) / (2 * step));
    return out;
  };
  auto coarse = slope(h);
  const auto fine = slope(h / 2);
  for (std::size_t i = 0; i < coarse.size(); ++i) coarse[i] = (4 * fine[i] - coarse[i]) / 3;
  return coarse;
}

}  // namespace

TEST_CASE("Orbit response: equals extrapolated differences of the closed orbit", "[response][agreement]") {
  const Lattice ring = test::small_ring(0.1, 2e-4);
  const Mode mode = GENERATE(Mode::four_d, Mode::six_d);
  const auto monitors = ring.select("BPM*");
  // thin, thick and in a magnet: correctors and sextupoles
  const auto correctors = ring.select("COR* | SF*");
  const auto m = orbit_response(ring, monitors, correctors, {.mode = mode});
  REQUIRE(m);
  REQUIRE(m->values.rows() == 16);
  REQUIRE(m->values.cols() == 32);
  const double largest = m->values.cwiseAbs().maxCoeff();
  const auto n = static_cast<Index>(correctors.size());
  for (Index c = 0; c < n; c += 5)
    for (const bool vertical : {false, true}) {
      const auto slope = richardson(ring, monitors, mode, correctors[static_cast<std::size_t>(c)],
                                    vertical ? "kick_y" : "kick_x", 1e-5);
      for (Index row = 0; row < 16; ++row)
        // 1e-8 of the largest entry: orbits closed to 1e-14 m divided by 1e-5 rad
        CHECK(m->values(row, c + (vertical ? n : 0)) ==
              Approx(slope[static_cast<std::size_t>(row)]).margin(1e-8 * largest));
    }
}

TEST_CASE("Orbit response: the RF column is the orbit's derivative by frequency", "[response][agreement]") {
  const Lattice ring = test::small_ring(0.0, 1e-4);
  const auto monitors = ring.select("BPM*");
  const auto six = orbit_response(ring, monitors, {}, {.mode = Mode::six_d, .rf = true});
  REQUIRE(six);
  CHECK(six->columns.back().label == "rf");
  const auto slope = richardson(ring, monitors, Mode::six_d, ring.find("RF"), "frequency", 1000.0);
  const double largest = six->values.cwiseAbs().maxCoeff();
  for (Index row = 0; row < 16; ++row)
    CHECK(six->values(row, 0) == Approx(slope[static_cast<std::size_t>(row)]).margin(1e-7 * largest));
  // at fixed delta the column is -eta/(eta_c f): the same but for the synchrotron motion's small share
  const auto four = orbit_response(ring, monitors, {}, {.rf = true});
  REQUIRE(four);
  CHECK((four->values - six->values).cwiseAbs().maxCoeff() < 0.02 * largest);
}

TEST_CASE("Orbit response: is symmetric as Maxwell's reciprocity asks", "[response][known]") {
  // thin correctors and monitors at the same places of an uncoupled ring at fixed delta: R_ij = R_ji
  lattice::Builder builder(test::small_ring());
  for (const Index place : test::small_ring().select("BPM*"))
    builder.replace(builder.freeze()[place].name, elements::Corrector<>{});
  const Lattice ring = builder.freeze();
  const auto places = ring.select("BPM*");
  const auto m = orbit_response(ring, places, places, {.vertical = false});
  REQUIRE(m);
  const auto h = m->values.topRows(8);
  // 1e-11: round-off of matrices of order 10
  CHECK((h - h.transpose()).cwiseAbs().maxCoeff() < 1e-11);
}

TEST_CASE("Orbit response: bad input is refused", "[response]") {
  const Lattice ring = test::small_ring();
  const std::vector<Index> some{0};
  CHECK_THROWS_AS(orbit_response(ring, {}, some), InvalidArgument);
  CHECK_THROWS_AS(orbit_response(ring, some, {}), InvalidArgument);
  CHECK_THROWS_AS(orbit_response(ring, some, std::vector<Index>{9999}), InvalidArgument);
  CHECK_THROWS_AS(orbit_response(ring, some, some), UnknownName);  // a monitor has no kick
  CHECK_THROWS_AS(orbit_response(lattice::Builder(ring).superperiods(2).freeze(), some, ring.select("COR*")),
                  InvalidArgument);
}
