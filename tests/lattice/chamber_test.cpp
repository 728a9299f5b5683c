#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "support/catch.hpp"
#include "support/rings.hpp"

using namespace courant;
using lattice::Builder;
using physics::Opening;
using physics::Shape;

namespace {

const Opening ellipse{Shape::elliptic, 10e-3, 5e-3, 0.0, 0.0};

bool has_chamber(const Lattice& lattice, Index place) {
  const auto& a = lattice[place].aperture;
  return a && a->shape == ellipse.shape && a->half_x == ellipse.half_x && a->half_y == ellipse.half_y;
}

}  // namespace

TEST_CASE("Chamber: it belongs to the elements selected, in this version of the lattice",
          "[lattice][aperture]") {
  const Lattice ring = test::small_ring();
  const Lattice closed = Builder(ring).aperture("type:Quadrupole", ellipse).alias("QF*", "SR/QF").freeze();
  const auto quadrupoles = ring.select("type:Quadrupole");
  Index found = 0;
  for (Index i = 0; i < closed.size(); ++i) found += has_chamber(closed, i);
  CHECK(found == static_cast<Index>(quadrupoles.size()));
  CHECK_FALSE(ring[quadrupoles.front()].aperture);
  for (const Index i : closed.select("QF*")) CHECK(closed[i].alias == "SR/QF");
  const Lattice open = Builder(closed).aperture("type:Quadrupole", std::nullopt).freeze();
  for (const Index i : quadrupoles) CHECK_FALSE(open[i].aperture);
}

TEST_CASE("Chamber: it stays through every change of the element", "[lattice][aperture]") {
  const Lattice closed =
      Builder(test::small_ring()).aperture("type:Quadrupole", ellipse).alias("type:Quadrupole", "Q").freeze();
  const auto stays = [](const Lattice& lattice) {
    for (const Index i : lattice.select("type:Quadrupole")) {
      CHECK(has_chamber(lattice, i));
      CHECK(lattice[i].alias == "Q");
    }
  };
  stays(Builder(closed).set("type:Quadrupole", "k1", 0.5).freeze());
  stays(Builder(closed).scale("type:Quadrupole", "k1", 1.1).freeze());
  stays(Builder(closed).slice("type:Quadrupole", 3).freeze());
  stays(Builder(closed).reverse().freeze());
  stays(Builder(closed).unroll().freeze());
  stays(Builder(closed).model(physics::Model::exact).freeze());
  stays(Builder(closed).radiation(physics::Radiation::mean).freeze());
  stays(Builder().particle(closed.particle()).append(closed).freeze());
}

TEST_CASE("Chamber: an opening that lets nothing pass is refused", "[lattice][aperture]") {
  Builder builder(test::small_ring());
  const auto refused = [&](const Opening& opening) {
    CHECK_THROWS_AS(builder.aperture("QF*", opening), InvalidArgument);
  };
  refused({.half_x = 0.0});
  refused({.half_y = -1.0});
  refused({.x_min = 1e-3, .x_max = 1e-3});
  refused({.y_min = 1e-3, .y_max = -1e-3});
  refused({.centre_x = std::numeric_limits<double>::quiet_NaN()});
  refused({.shape = Shape::polygon});
  refused({.shape = Shape::polygon, .polygon = {0.0, 0.0, 1.0, 0.0}});
  refused({.shape = Shape::polygon, .polygon = {0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0}});
  CHECK_THROWS_WITH(lattice::validate("A", Opening{.shape = Shape::polygon, .polygon = {0.0, 1.0}}),
                    Catch::StartsWith("the size of polygon of Aperture 'A' is 2"));
  refused({.polygon = {0.0, 0.0, 1.0, 0.0, 1.0, 1.0}});  // of a rectangle
  for (Index i = 0; i < builder.freeze().size(); ++i) CHECK_FALSE(builder.freeze()[i].aperture);
}
