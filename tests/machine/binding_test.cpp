#include "courant/machine/binding.hpp"

#include "courant/base/error.hpp"
#include "support/catch.hpp"
#include "support/rings.hpp"

using namespace courant;
using courant::machine::element_field;

TEST_CASE("Binding: an integrated strength is the strength times the length", "[machine][binding]") {
  const Lattice ring = test::small_ring();
  const auto field = element_field(ring, ring.find("QF3"), "k1l");
  CHECK(field.field == "k1");
  CHECK(field.unit == Unit::parse("1/m"));
  CHECK(machine::value_of(ring, field) == Approx(1.7 * 0.3).epsilon(1e-15));  // round-off
  CHECK(element_field(ring, ring.find("SF1"), "k2l").unit == Unit::parse("1/m^2"));
}

TEST_CASE("Binding: kick and vkick are the kicks in x and y", "[machine][binding]") {
  const Lattice ring = test::small_ring(0.0, 2e-4);
  CHECK(machine::value_of(ring, element_field(ring, ring.find("COR5"), "kick")) == 2e-4);
  CHECK(machine::value_of(ring, element_field(ring, ring.find("COR6"), "vkick")) == 0.7 * 2e-4);
  const auto own = element_field(ring, ring.find("QF1"), "kick_x");
  CHECK(own.field == "kick_x");
  CHECK(own.unit == Unit::parse("rad"));
}

TEST_CASE("Binding: a field that an element has not is refused with the nearest", "[machine][binding]") {
  const Lattice ring = test::small_ring();
  using Catch::Matchers::Contains;
  CHECK_THROWS_WITH(element_field(ring, ring.find("QF1"), "k2l"),
                    Contains("has no strength 'k2l'") && Contains("k1l"));
  CHECK_THROWS_AS(element_field(ring, ring.find("BPM1"), "kick"), UnknownName);
  CHECK_THROWS_AS(element_field(ring, ring.find("QF1"), "length"), UnknownName);
  CHECK_THROWS_AS(element_field(ring, ring.size(), "k1"), InvalidArgument);
  CHECK_THROWS_AS(element_field(test::thin_fodo(1.0, 2.0), 1, "k1l"), UnknownName);
}
