#include <cmath>

#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/lattice/errors.hpp"
#include "support/catch.hpp"

using namespace courant;
using lattice::errors::apply, lattice::errors::apply_girders, lattice::errors::Spec;

namespace {

/// `count` girders between marks GS and GE, each with two quadrupoles 1 m apart.
Lattice girders_of(Index count) {
  lattice::Builder builder;
  builder.particle(lattice::make_particle("electron", 1e9));
  for (Index i = 0; i < count; ++i) {
    builder.append("GS", elements::Marker<>{});
    builder.append("QF", elements::Quadrupole<>{.length = 0.4, .k1 = 1.2});
    builder.append("D", elements::Drift<>{.length = 0.6});
    builder.append("QD", elements::Quadrupole<>{.length = 0.4, .k1 = -1.2});
    builder.append("GE", elements::Marker<>{});
  }
  return builder.freeze();
}

double get(const Lattice& lattice, std::string_view name, std::string_view field) {
  return lattice::get_number(lattice[lattice.find(name)].body, field);
}

const Spec shift{.select = "GS*", .field = "dx", .sigma = 1e-4};
const Spec turn{.select = "GS*", .field = "yaw", .sigma = 1e-4};

}  // namespace

TEST_CASE("Girder errors: one draw moves all that stands on the girder", "[lattice][errors][girder]") {
  // [errors]
  const Lattice line = girders_of(3);
  const auto girders = find_girders(line, "GS", "GE");
  const auto [moved, applied] = apply_girders(line, girders, {shift, turn}, 7);
  // [errors]
  REQUIRE(applied.size() == 6);
  CHECK(applied[0].element == "GS#1");
  CHECK(applied[0].place == 1);
  CHECK(applied[4].element == "GS#2");
  CHECK(applied[4].field == "yaw");
  for (std::size_t k = 0; k < 3; ++k) {
    const std::string number = "#" + std::to_string(k + 1);
    const double dx = applied[k].value, yaw = applied[k + 3].value;
    CHECK(dx != 0.0);
    // 1e-19: roundings of sums below 4e-4; sin(yaw) = yaw to 1e-12
    CHECK_THAT(get(moved, "QF" + number, "dx"), Catch::WithinAbs(dx - 0.5 * std::sin(yaw), 1e-18));
    CHECK_THAT(get(moved, "QD" + number, "dx"), Catch::WithinAbs(dx + 0.5 * std::sin(yaw), 1e-18));
    CHECK_THAT(get(moved, "QD" + number, "yaw"), Catch::WithinRel(yaw, 1e-15));
  }
  CHECK(applied[0].value != applied[1].value);
  CHECK(get(line, "QF#1", "dx") == 0.0);  // the design stays
}

TEST_CASE("Girder errors: the seed decides, and nothing else", "[lattice][errors][girder]") {
  const Lattice line = girders_of(4);
  const auto girders = find_girders(line, "GS", "GE");
  const auto values = [&](const std::vector<lattice::Girder>& some, const std::vector<Spec>& specs,
                          std::uint64_t seed) {
    std::vector<double> out;
    for (const auto& a : apply_girders(line, some, specs, seed).applied)
      if (a.field == "dx") out.push_back(a.value);
    return out;
  };
  const auto alone = values(girders, {shift}, 3);
  CHECK(values(girders, {shift}, 3) == alone);
  CHECK(values(girders, {shift}, 4) != alone);
  CHECK(values(girders, {turn, shift}, 3) == alone);  // another spec before it
  const auto first_two = values({girders[0], girders[1]}, {shift}, 3);
  CHECK(first_two == std::vector{alone[0], alone[1]});
  const auto twice = values(girders, {shift, shift}, 3);  // draws twice
  REQUIRE(twice.size() == 8);
  CHECK(twice[0] == alone[0]);
  CHECK(twice[4] != alone[0]);
}

TEST_CASE("Girder errors: one girder of several is chosen by its number", "[lattice][errors][girder]") {
  const Lattice line = girders_of(3);
  const auto [moved, applied] = apply_girders(line, find_girders(line, "GS", "GE"),
                                              {{.select = "GS#2", .field = "roll", .sigma = 1e-3}}, 1);
  REQUIRE(applied.size() == 1);
  CHECK_THAT(get(moved, "QF#2", "roll"), Catch::WithinRel(applied[0].value, 1e-15));
  CHECK(get(moved, "QF#1", "roll") == 0.0);
  CHECK(get(moved, "QF#3", "roll") == 0.0);
}

TEST_CASE("Girder errors: add to those of elements, drawn before or after", "[lattice][errors][girder]") {
  const Lattice line = girders_of(2);
  const auto girders = find_girders(line, "GS", "GE");
  const std::vector<Spec> magnets{{.select = "type:Quadrupole", .field = "dx", .sigma = 1e-4},
                                  {.select = "type:Quadrupole", .field = "roll", .sigma = 1e-4}};
  const std::vector<Spec> supports{shift, turn, {.select = "*", .field = "pitch", .sigma = 1e-4}};
  const auto rides = apply_girders(apply(line, magnets, 5).lattice, girders, supports, 5).lattice;
  const auto added = apply(apply_girders(line, girders, supports, 5).lattice, magnets, 5).lattice;
  const auto only_magnets = apply(line, magnets, 5).lattice;
  const auto only_girders = apply_girders(line, girders, supports, 5).lattice;
  for (const char* name : {"QF#1", "QD#1", "QF#2", "QD#2"})
    for (const char* field : {"dx", "dy", "roll", "pitch", "yaw"}) {
      const double sum = get(only_magnets, name, field) + get(only_girders, name, field);
      CHECK_THAT(get(added, name, field), Catch::WithinAbs(sum, 1e-18));  // rounding
      CHECK_THAT(get(rides, name, field), Catch::WithinAbs(sum, 4e-8));   // products of two errors below 2e-4
    }
  CHECK(get(rides, "QF#1", "ds") != get(added, "QF#1", "ds"));  // the shifted magnet swings with the girder
}

TEST_CASE("Girder errors: a specification that can't be is refused", "[lattice][errors][girder]") {
  const Lattice line = girders_of(2);
  const auto girders = find_girders(line, "GS", "GE");
  const auto refused = [&](Spec spec) { (void)apply_girders(line, girders, {std::move(spec)}, 1); };
  CHECK_THROWS_AS(refused({.select = "GT", .field = "dx", .sigma = 1e-4}), UnknownName);
  CHECK_THROWS_AS(refused({.select = "GS", .field = "k1", .sigma = 1e-4}), UnknownName);
  CHECK_THROWS_AS(refused({.select = "GS", .field = "dx_relative", .sigma = 1e-4}), UnknownName);
  CHECK_THROWS_AS(refused({.select = "GS", .field = "dx", .sigma = -1e-4}), InvalidArgument);
  CHECK_THROWS_AS(refused({.select = "GS", .field = "dx", .sigma = 1e-4, .cut = 0.0}), InvalidArgument);
  CHECK_THROWS_AS(apply_girders(line, {{"GS", 3, 3}}, {shift}, 1), InvalidArgument);
}
