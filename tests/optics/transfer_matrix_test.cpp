#include "courant/optics/transfer_matrix.hpp"

#include "courant/base/error.hpp"
#include "courant/optics/closed_orbit.hpp"
#include "courant/optics/dispersion.hpp"
#include "support/catch.hpp"
#include "support/rings.hpp"

using namespace courant;

TEST_CASE("Transfer matrix: stretches multiply to the whole", "[optics][transfer_matrix]") {
  const Lattice ring = test::small_ring(0.1, 3e-4);
  const auto orbit = closed_orbit(ring);
  REQUIRE(orbit);
  const Index middle = ring.size() / 2;
  const auto first = transfer_matrix(ring, 0, middle, orbit->orbit[0], optics::Rf::off);
  const auto second = transfer_matrix(ring, middle, ring.size(),
                                      orbit->orbit[static_cast<std::size_t>(middle)], optics::Rf::off);
  REQUIRE(first);
  REQUIRE(second);
  // 1e-11: round-off times entries of order 100
  CHECK((*second * *first - orbit->one_turn).cwiseAbs().maxCoeff() < 1e-11);
}

TEST_CASE("Transfer matrix: an empty stretch is the unit matrix", "[optics][transfer_matrix]") {
  CHECK(*transfer_matrix(test::small_ring(), 3, 3) == Matrix6::Identity());
}

TEST_CASE("Transfer matrix: a stretch that does not exist is refused", "[optics][transfer_matrix]") {
  CHECK_THROWS_AS(transfer_matrix(test::small_ring(), 5, 3), InvalidArgument);
  CHECK_THROWS_AS(transfer_matrix(test::small_ring(), 0, 1000), InvalidArgument);
  const Vec6<double> far{{1e200, 0, 0, 0, 0, 0}};
  const auto lost = transfer_matrix(test::small_ring(), 0, 20, far);
  REQUIRE_FALSE(lost);
  CHECK(lost.error().code == Code::particle_lost);
}
