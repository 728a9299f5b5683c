#include "courant/lattice/field_value.hpp"

#include <algorithm>
#include <cmath>

#include "courant/base/error.hpp"
#include "support/catch.hpp"
#include "support/samples.hpp"

using namespace courant;
using namespace courant::lattice;

TEMPLATE_LIST_TEST_CASE("Every element: its fields go out and in again", "[lattice][fields]",
                        test::AllElements) {
  for (const auto& sample : test::samples<TestType>()) {
    INFO(sample.label);
    const AnyElement original = sample.element;
    AnyElement copy = make_element(TestType::type);
    REQUIRE(elements::type_of(copy) == TestType::type);
    for (const auto& field : field_names(original)) set_field(copy, field, get_field(original, field));
    for (const auto& field : field_names(original)) {
      INFO(field);
      CHECK(get_field(copy, field) == get_field(original, field));
    }
    // and the motion is the same to the last bit
    Vec6<double> a = test::rays[0], b = a;
    const Reference reference(3e9, 0.0, -1.0);
    sample.element.track(a, reference);
    std::get<TestType>(copy).track(b, reference);
    CHECK(a.v == b.v);
  }
}

TEMPLATE_LIST_TEST_CASE("Every element: its fields have a name, a unit and a meaning", "[lattice][fields]",
                        test::AllElements) {
  const AnyElement element = TestType{};
  elements::for_each_field<TestType>([&](auto field) {
    INFO(field.name);
    CHECK_FALSE(field.name.empty());
    CHECK_FALSE(field.unit.empty());
    CHECK(field.text.size() > 3);
  });
  auto names = field_names(element);
  std::sort(names.begin(), names.end());
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());  // no name twice
}

TEST_CASE("Fields: one order of a multipole list is a number of its own", "[lattice][fields]") {
  AnyElement magnet = elements::Multipole<>{.length = 0.3};
  set_field(magnet, "normal[3]", 12.0);
  CHECK(get_number(magnet, "normal[3]") == 12.0);
  CHECK(get_number(magnet, "normal[2]") == 0.0);
  CHECK(std::get<elements::Multipole<>>(magnet).field.order == 3);
  CHECK(std::get<std::vector<double>>(get_field(magnet, "normal")) == std::vector<double>{0, 0, 0, 12});
  set_field(magnet, "skew", std::vector<double>{0, 0, 0, 0, 0, 7});
  CHECK(std::get<elements::Multipole<>>(magnet).field.order == 5);
  set_field(magnet, "skew", std::vector<double>{});
  CHECK(std::get<elements::Multipole<>>(magnet).field.order == 3);
}

TEST_CASE("Fields: a table of any size is taken whole", "[lattice][fields]") {
  AnyElement map = elements::KickMap<>{};
  set_field(map, "kick_x", std::vector<double>{1e-3, 0.0, 0.0});
  CHECK(get_field(map, "kick_x") == FieldValue(std::vector<double>{1e-3, 0.0, 0.0}));
  set_field(map, "kick_x[2]", 2e-3);
  CHECK(get_number(map, "kick_x[2]") == 2e-3);
  CHECK_THROWS_WITH(get_number(map, "kick_x[3]"), Catch::Contains("the last one is 2"));
  CHECK_THROWS_WITH(get_number(map, "kick_x1[0]"), Catch::Contains("it has no entries"));
  CHECK_THROWS_AS(set_field(map, "kick_x", 1.0), InvalidArgument);
  CHECK_THROWS_AS(set_field(map, "kick_x", std::vector<double>{std::nan("")}), InvalidArgument);
}

TEST_CASE("Fields: an unknown field or type names the nearest", "[lattice][fields]") {
  AnyElement quad = elements::Quadrupole<>{};
  CHECK_THROWS_WITH(get_field(quad, "k2"),
                    Catch::Contains("Quadrupole has no field 'k2'") && Catch::Contains("'k1'"));
  CHECK_THROWS_AS(set_field(quad, "lenght", 1.0), UnknownName);
  CHECK_THROWS_AS(set_field(quad, "", 1.0), UnknownName);
  CHECK_THROWS_AS(set_field(quad, "k1[0]", 1.0), UnknownName);
  CHECK_THROWS_WITH(make_element("Quadrupol"), Catch::Contains("did you mean 'Quadrupole'"));
  CHECK(element_types().size() == std::tuple_size_v<test::AllElements>);
}

TEST_CASE("Fields: a wrong kind of value is refused and changes nothing", "[lattice][fields]") {
  const elements::Quadrupole<> original{.length = 0.3, .k1 = 1.0};
  AnyElement quad = original;
  CHECK_THROWS_AS(set_field(quad, "k1", "strong"), InvalidArgument);
  CHECK_THROWS_AS(set_field(quad, "k1", std::vector<double>{1.0}), InvalidArgument);
  CHECK_THROWS_AS(set_field(quad, "k1", std::nan("")), InvalidArgument);
  CHECK_THROWS_AS(set_field(quad, "steps", 2.5), InvalidArgument);
  CHECK_THROWS_AS(set_field(quad, "steps", std::nan("")), InvalidArgument);
  CHECK_THROWS_AS(set_field(quad, "steps", 1e9), InvalidArgument);
  CHECK_THROWS_AS(set_field(quad, "normal", 1.0), InvalidArgument);
  CHECK_THROWS_AS(set_field(quad, "normal", std::vector<double>(22, 0.0)), InvalidArgument);
  CHECK_THROWS_AS(set_field(quad, "normal", std::vector<double>{1.0, std::nan("")}), InvalidArgument);
  CHECK_THROWS_AS(set_field(quad, "normal[21]", 1.0), InvalidArgument);
  CHECK_THROWS_AS(set_field(quad, "normal[-1]", 1.0), InvalidArgument);
  CHECK_THROWS_AS(set_field(quad, "normal[x]", 1.0), InvalidArgument);
  CHECK_THROWS_AS(set_field(quad, "fringe", 1.0), InvalidArgument);
  CHECK_THROWS_WITH(set_field(quad, "fringe", "hard"), Catch::Contains("none, hard_edge"));
  CHECK_THROWS_AS(get_number(quad, "fringe"), InvalidArgument);
  for (const auto& field : field_names(quad)) CHECK(get_field(quad, field) == get_field(original, field));
}
