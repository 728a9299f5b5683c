#include "courant/response/tune_response.hpp"

#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/optics/twiss.hpp"
#include "support/catch.hpp"
#include "support/rings.hpp"

using namespace courant;

namespace {

// Extrapolated central difference of a pair of numbers by a field of a family.
template <class Quantity>
std::array<double, 2> richardson(const Lattice& ring, const std::string& family, const std::string& field,
                                 double h, Quantity quantity) {
  const auto moved = [&](double step) {
    lattice::Builder b(ring);
    for (const Index place : ring.select(family)) b.add(place, field, step);
    const auto t = twiss(b.freeze());
    REQUIRE(t);
    return quantity(*t);
  };
  const auto slope = [&](double step) {
    const auto a = moved(step), b = moved(-step);
    return std::array{(a[0] - b[0]) / (2 * step), (a[1] - b[1]) / (2 * step)};
  };
  const auto coarse = slope(h), fine = slope(h / 2);
  return {(4 * fine[0] - coarse[0]) / 3, (4 * fine[1] - coarse[1]) / 3};
}

}  // namespace

TEST_CASE("Tune response: equals differences of the tune, coupled and steered too", "[response][agreement]") {
  const auto [skew, kick] = GENERATE(std::pair{0.0, 0.0}, std::pair{0.1, 3e-4});
  const Lattice ring = test::small_ring(skew, kick);
  const std::vector knobs{response::family_knob(ring, "QF*", "k1"),
                          response::family_knob(ring, "SD*", "k2", "1/m^3"),
                          response::family_knob(ring, "COR5", "kick_x", "rad")};
  const auto m = tune_response(ring, knobs);
  REQUIRE(m);
  for (std::size_t k = 0; k < knobs.size(); ++k) {
    const auto& name = knobs[k].label;
    const auto slope = richardson(ring, name, knobs[k].terms[0].field,
                                  k == 0   ? 1e-4
                                  : k == 1 ? 1e-2
                                           : 1e-5,
                                  [](const optics::Twiss& t) { return t.tune; });
    for (Index plane = 0; plane < 2; ++plane)
      // 1e-7: tunes good to 1e-13 divided by the smallest step 1e-6, and the h^4 term
      CHECK(m->values(plane, static_cast<Index>(k)) ==
            Approx(slope[static_cast<std::size_t>(plane)]).epsilon(1e-7).margin(1e-7));
  }
}

TEST_CASE("Tune response: quadrupole formula beta/(4 pi) holds for a short lens", "[response][known]") {
  const Lattice ring = test::thin_fodo(2.0, 1.6);
  const auto t = twiss(ring);
  REQUIRE(t);
  const std::vector knobs{response::StrengthKnob{"QF", {{1, "kick_x", 1.0}}, "rad"}};
  CHECK(tune_response(ring, knobs)->values.cwiseAbs().maxCoeff() <
        1e-15);  // a kick in a linear cell: no tune shift
  lattice::Builder b(ring);
  b.insert(1, "TRIM", elements::Quadrupole<>{.length = 1e-6});
  const Lattice trimmed = b.freeze();
  const auto m = tune_response(trimmed, std::vector{response::StrengthKnob{"TRIM", {{1, "k1", 1e6}}, "1/m"}});
  REQUIRE(m);
  // 1e-5: the lens is 1e-6 m long
  CHECK(m->values(0, 0) == Approx(t->x.beta[1] / (4 * 3.14159265358979)).epsilon(1e-5));
  CHECK(m->values(1, 0) == Approx(-t->y.beta[1] / (4 * 3.14159265358979)).epsilon(1e-5));
}

TEST_CASE("Chromaticity response: equals differences of the chromaticity", "[response][agreement]") {
  const Lattice ring = test::small_ring(0.0, 2e-4);
  const std::vector knobs{response::family_knob(ring, "SF*", "k2", "1/m^3"),
                          response::family_knob(ring, "SD*", "k2", "1/m^3"),
                          response::family_knob(ring, "QD*", "k1")};
  const auto m = chromaticity_response(ring, knobs);
  REQUIRE(m);
  for (std::size_t k = 0; k < knobs.size(); ++k) {
    const auto slope = richardson(ring, knobs[k].label, knobs[k].terms[0].field, k == 2 ? 1e-5 : 1e-3,
                                  [](const optics::Twiss& t) { return t.chromaticity; });
    for (Index plane = 0; plane < 2; ++plane)
      // 1e-6: chromaticity good to 1e-11 divided by the step, and the h^4 term
      CHECK(m->values(plane, static_cast<Index>(k)) ==
            Approx(slope[static_cast<std::size_t>(plane)]).epsilon(1e-6).margin(1e-7));
  }
}

TEST_CASE("Tune response: bad knobs are refused", "[response]") {
  const Lattice ring = test::small_ring();
  CHECK_THROWS_AS(tune_response(ring, {}), InvalidArgument);
  CHECK_THROWS_AS(tune_response(ring, std::vector{response::StrengthKnob{"empty", {}, "1"}}),
                  InvalidArgument);
  CHECK_THROWS_AS(
      tune_response(ring, std::vector{response::StrengthKnob{"twice", {{1, "k1", 1}, {1, "k1", 1}}, "1"}}),
      InvalidArgument);
  CHECK_THROWS_AS(tune_response(ring, std::vector{response::StrengthKnob{"no", {{1, "k7", 1}}, "1"}}),
                  UnknownName);
}
