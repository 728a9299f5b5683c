#include <cmath>
#include <limits>

#include "courant/base/error.hpp"
#include "courant/lattice/field_value.hpp"
#include "support/catch.hpp"
#include "support/samples.hpp"

using namespace courant;
using lattice::validate;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN(),
                 infinite = std::numeric_limits<double>::infinity();

void refused(const AnyElement& element, const std::string& part) {
  CHECK_THROWS_AS(validate("X1", element), InvalidArgument);
  CHECK_THROWS_WITH(validate("X1", element), Catch::Contains("'X1'") && Catch::Contains(part));
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("Every element: the samples are valid, and so is a new one", "[lattice][validate]",
                        test::AllElements) {
  for (const auto& sample : test::samples<TestType>()) CHECK_NOTHROW(validate("X", sample.element));
  CHECK_NOTHROW(validate("X", TestType{}));
}

TEMPLATE_LIST_TEST_CASE("Every element: NaN in any number is refused by field", "[lattice][validate]",
                        test::AllElements) {
  elements::for_each_field<TestType>([&](auto field) {
    TestType e = test::typical_element<TestType>();
    auto& datum = field.access(e);
    using D = std::decay_t<decltype(datum)>;
    if constexpr (std::is_same_v<D, double>) {
      datum = not_a_number;
      refused(e, std::string(field.name) + " of");
      datum = -infinite;
      if (!field.name.starts_with("half_") && !field.name.ends_with("_min"))
        refused(e, std::string(field.name) + " of");
    } else if constexpr (requires { datum[0]; }) {
      if constexpr (requires { datum.resize(3); })
        if (datum.size() < 3) datum.resize(3);
      datum[2] = not_a_number;
      refused(e, std::string(field.name) + " of");
    }
  });
}

TEST_CASE("Validate: lengths that can't be are refused", "[lattice][validate]") {
  refused(elements::Quadrupole<>{.length = -0.1},
          "length of Quadrupole 'X1' is -0.1 (a length can't be negative)");
  CHECK_NOTHROW(validate("X1", elements::Drift<>{.length = -0.1}));  // a step back
  refused(elements::Dipole<>{.angle = 0.1}, "a bend needs an arc");
  refused(elements::Quadrupole<>{.k1 = 1.0}, "its strength acts over a length");
  refused(elements::Sextupole<>{.k2s = 1.0}, "its strength acts over a length");
  refused(elements::Quadrupole<>{.kick_y = 1e-4}, "its kick acts over a length");
  CHECK_NOTHROW(validate("X1", elements::Corrector<>{.kick_x = 1e-4}));
}

TEST_CASE("Validate: a wiggler has whole periods, a taper stays above -1", "[lattice][validate]") {
  elements::Wiggler<> w{.length = 0.5, .period = 0.1, .vertical = {0.2}};
  CHECK_NOTHROW(validate("X1", w));
  w.length = 0.55;
  refused(w, "it holds 5.5 periods");
  w.period = 0.0;
  refused(w, "a field that alternates needs a period");
  elements::Quadrupole<> q{.length = 0.3, .k1 = 1.0};
  q.taper = -1.0;
  refused(q, "the fields would turn round");
}

TEST_CASE("Validate: a kick map has a grid and a kick for each of its points", "[lattice][validate]") {
  refused(elements::KickMap<>{.nx = 1}, "nx of KickMap 'X1' is 1");
  auto map = test::typical_element<elements::KickMap<>>();
  CHECK_NOTHROW(validate("X1", map));
  map.kick_x1.clear();
  CHECK_NOTHROW(validate("X1", map));
  map.kick_y.pop_back();
  refused(map, "size of kick_y of KickMap 'X1' is 23 (the grid has 4 x 6 points)");
  map.kick_y.clear();
  refused(map, "size of kick_y");
  map.x_last = map.x_first;
  refused(map, "give more than x_first");
  map.steps = 0;
  refused(map, "a magnet needs a step");
}

TEST_CASE("Validate: an opposing beam has a size", "[lattice][validate]") {
  refused(elements::BeamBeam<>{.sigma_y = 0.0}, "sigma_y of BeamBeam 'X1' is 0");
  refused(elements::BeamBeam<>{.sigma_x = -1e-3}, "the field of a thin line is infinite");
}

TEST_CASE("Validate: a magnet needs a step", "[lattice][validate]") {
  refused(elements::Quadrupole<>{.length = 0.3, .steps = 0}, "steps of Quadrupole 'X1' is 0");
  refused(elements::Dipole<>{.length = 0.3, .steps = -3}, "a magnet needs a step");
}

TEST_CASE("Validate: cavities and apertures", "[lattice][validate]") {
  refused(elements::Cavity<>{.voltage = 1e6}, "a voltage needs a frequency");
  refused(elements::Cavity<>{.voltage = 1e6, .frequency = -5e8}, "a voltage needs a frequency");
  refused(elements::Aperture<>{.opening = {.half_x = 0.0}}, "nothing passes a closed opening");
  refused(elements::Aperture<>{.opening = {.half_y = -1e-3}}, "nothing passes a closed opening");
  refused(elements::Aperture<>{.opening = {.centre_x = not_a_number}}, "centre_x of");
}
