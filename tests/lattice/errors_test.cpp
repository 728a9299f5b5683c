#include "courant/lattice/errors.hpp"

#include <cmath>

#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "support/catch.hpp"
#include "support/line.hpp"

using namespace courant;
using namespace courant::lattice;
using errors::Distribution;
using errors::Spec;

namespace {

/// A line of `count` quadrupoles Q0, Q1 …
Lattice quadrupoles(Index count) {
  Builder builder;
  builder.particle(make_particle("electron", 3e9));
  for (Index i = 0; i < count; ++i) {
    std::string name = "Q";
    name += std::to_string(i);
    builder.append(std::move(name), elements::Quadrupole<>{.length = 0.4, .k1 = 1.2});
  }
  return builder.freeze();
}

struct Statistics {
  double mean = 0.0, sigma = 0.0, largest = 0.0;
};

Statistics statistics(const std::vector<errors::Applied>& applied) {
  Statistics out;
  const double n = static_cast<double>(applied.size());
  for (const auto& a : applied) {
    out.mean += a.value / n;
    out.sigma += a.value * a.value / n;
    out.largest = std::max(out.largest, std::abs(a.value));
  }
  out.sigma = std::sqrt(out.sigma);
  return out;
}

constexpr Index many = 3000;

}  // namespace

TEST_CASE("Errors: what is reported stands in the lattice", "[lattice][errors]") {
  const Lattice line = test::small_line();
  const auto [result, applied] = errors::apply(line,
                                               {{.select = "Q*", .field = "dx", .sigma = 1e-4},
                                                {.select = "B", .field = "k1_relative", .sigma = 1e-3},
                                                {.select = "S", .field = "normal[4]", .sigma = 5.0}},
                                               7);
  REQUIRE(applied.size() == 4);
  CHECK(applied[0].element == "QF");
  CHECK(applied[1].element == "QD");
  CHECK(applied[2].field == "k1_relative");
  CHECK(get_number(result[1].body, "dx") == applied[0].value);
  CHECK(get_number(result[7].body, "dx") == applied[1].value);
  CHECK(get_number(result[3].body, "k1") == Approx(-0.3 * (1 + applied[2].value)).epsilon(1e-15));
  CHECK(get_number(result[4].body, "normal[4]") == applied[3].value);
  CHECK(get_number(line[1].body, "dx") == 0.0);  // the design stays
  for (const auto& a : applied) CHECK(a.value != 0.0);
}

TEST_CASE("Errors: two specs of one field add up", "[lattice][errors]") {
  const Spec spec{.select = "QF", .field = "dx", .sigma = 1e-4};
  const auto [result, applied] = errors::apply(test::small_line(), {spec, spec}, 7);
  REQUIRE(applied.size() == 2);
  CHECK(applied[0].value != applied[1].value);  // independent draws
  CHECK(get_number(result[1].body, "dx") == applied[0].value + applied[1].value);
}

TEST_CASE("Errors: the seed decides, and nothing else", "[lattice][errors]") {
  const Lattice line = quadrupoles(20);
  const std::vector<Spec> specs{{.select = "*", .field = "dx", .sigma = 1e-4}};
  const auto values = [&](std::uint64_t seed) {
    std::vector<double> out;
    for (const auto& a : errors::apply(line, specs, seed).applied) out.push_back(a.value);
    return out;
  };
  CHECK(values(1) == values(1));
  CHECK(values(1) != values(2));
}

TEST_CASE("Errors: other specs and other elements don't move a draw", "[lattice][errors]") {
  const Lattice line = test::small_line();
  const Spec quads{.select = "Q*", .field = "dx", .sigma = 1e-4},
      bends{.select = "B", .field = "k1", .sigma = 1e-3},
      vertical{.select = "Q*", .field = "dy", .sigma = 1e-4};
  const auto alone = errors::apply(line, {quads}, 3).applied;
  const auto among = errors::apply(line, {bends, vertical, quads}, 3).applied;
  REQUIRE(among.size() == 5);
  CHECK(among[3].value == alone[0].value);
  CHECK(among[4].value == alone[1].value);
  CHECK(among[1].value != alone[0].value);  // dx and dy are not the same number
  const Lattice longer = Builder(line)
                             .insert(0, "QX", elements::Quadrupole<>{.length = 0.1, .k1 = 1.0})
                             .append("D", elements::Drift<>{.length = 1.0})
                             .freeze();
  const auto with_more = errors::apply(longer, {quads}, 3).applied;
  REQUIRE(with_more.size() == 3);
  CHECK(with_more[1].value == alone[0].value);
  CHECK(with_more[2].value == alone[1].value);
}

TEST_CASE("Errors: a name that is repeated later keeps its first draw", "[lattice][errors]") {
  const Lattice line = test::small_line();
  const std::vector<Spec> specs{{.select = "QF", .field = "dx", .sigma = 1e-4}};
  const Lattice twice = Builder(line).append(line).freeze();
  const auto once = errors::apply(line, specs, 3).applied;
  const auto both = errors::apply(twice, specs, 3).applied;
  REQUIRE(both.size() == 2);
  CHECK(both[0].element == "QF#1");
  CHECK(both[0].value == once[0].value);
  CHECK(both[1].value != once[0].value);
}

TEST_CASE("Errors: normal errors have their sigma and respect the cut", "[lattice][errors]") {
  const Lattice line = quadrupoles(many);
  const auto applied =
      errors::apply(line, {{.select = "*", .field = "dx", .sigma = 2e-4, .cut = 2.0}}, 11).applied;
  REQUIRE(applied.size() == many);
  const auto s = statistics(applied);
  CHECK(s.largest <= 2 * 2e-4);
  CHECK(s.largest > 1.9 * 2e-4);  // of 3000 some reach the last twentieth
  // variance of a normal distribution cut at c: 1 - 2 c phi(c)/(2 Phi(c) - 1) = 0.7737 for c = 2
  const double expected = 2e-4 * std::sqrt(0.7737413);
  CHECK(s.sigma == Approx(expected).epsilon(4 / std::sqrt(2.0 * many)));  // four standard errors
  CHECK(std::abs(s.mean) < 4 * expected / std::sqrt(double(many)));
}

TEST_CASE("Errors: a far cut leaves the normal distribution", "[lattice][errors]") {
  const auto s = statistics(
      errors::apply(quadrupoles(many), {{.select = "*", .field = "roll", .sigma = 1e-3, .cut = 10.0}}, 5)
          .applied);
  CHECK(s.sigma == Approx(1e-3).epsilon(4 / std::sqrt(2.0 * many)));  // four standard errors
  CHECK(s.largest > 3e-3);                                            // 8 of 3000 expected beyond
}

TEST_CASE("Errors: uniform errors fill their half width", "[lattice][errors]") {
  const auto s = statistics(
      errors::apply(quadrupoles(many),
                    {{.select = "*", .field = "dy", .sigma = 1e-4, .distribution = Distribution::uniform}}, 5)
          .applied);
  CHECK(s.largest <= 1e-4);
  CHECK(s.largest > 0.99e-4);
  // standard deviation 1/sqrt(3) of the half width; its standard error is below that of a normal one
  CHECK(s.sigma == Approx(1e-4 / std::sqrt(3.0)).epsilon(4 / std::sqrt(2.0 * many)));
}

TEST_CASE("Errors: planes and elements are not correlated", "[lattice][errors]") {
  const Lattice line = quadrupoles(many);
  const auto x = errors::apply(line, {{.select = "*", .field = "dx", .sigma = 1.0, .cut = 10}}, 5).applied;
  const auto y = errors::apply(line, {{.select = "*", .field = "dy", .sigma = 1.0, .cut = 10}}, 5).applied;
  double planes = 0.0, neighbours = 0.0;
  for (std::size_t i = 0; i < many; ++i) {
    planes += x[i].value * y[i].value / many;
    if (i > 0) neighbours += x[i].value * x[i - 1].value / many;
  }
  CHECK(std::abs(planes) < 4 / std::sqrt(double(many)));  // four standard errors of zero
  CHECK(std::abs(neighbours) < 4 / std::sqrt(double(many)));
}

TEST_CASE("Errors: a specification that can't be is refused", "[lattice][errors]") {
  const Lattice line = test::small_line();
  const auto apply = [&](Spec spec) { (void)errors::apply(line, {std::move(spec)}, 1); };
  CHECK_THROWS_AS(apply({.select = "nothing", .field = "dx", .sigma = 1e-4}), UnknownName);
  CHECK_THROWS_AS(apply({.select = "QF", .field = "dz", .sigma = 1e-4}), UnknownName);
  CHECK_THROWS_AS(apply({.select = "type:Drift", .field = "dx", .sigma = 1e-4}), UnknownName);
  CHECK_THROWS_AS(apply({.select = "QF", .field = "dx", .sigma = -1e-4}), InvalidArgument);
  CHECK_THROWS_AS(apply({.select = "QF", .field = "dx", .sigma = std::nan("")}), InvalidArgument);
  CHECK_THROWS_AS(apply({.select = "QF", .field = "dx", .sigma = 1e-4, .cut = 0.0}), InvalidArgument);
  CHECK_THROWS_AS(apply({.select = "QF", .field = "fringe", .sigma = 1e-4}), InvalidArgument);
}
