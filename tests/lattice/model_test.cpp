#include "courant/elements/converged_steps.hpp"
#include "courant/lattice/builder.hpp"
#include "support/catch.hpp"
#include "support/line.hpp"

using namespace courant;
using lattice::Builder;
using lattice::FieldValue;

namespace {

std::string text(const Lattice& line, std::string_view name, std::string_view field) {
  return std::get<std::string>(lattice::get_field(line[line.find(name)].body, field));
}

}  // namespace

TEST_CASE("Model: exact sets every element and turns linear faces into hard edges", "[lattice][model]") {
  const Lattice exact = Builder(test::small_line()).model(physics::Model::exact).freeze();
  for (const auto* name : {"D#1", "QF", "B", "S", "C", "RF", "M"})
    CHECK(text(exact, name, "model") == "exact");
  CHECK(text(exact, "B", "edge1") == "hard_edge");
  const Lattice back = Builder(exact).model(physics::Model::expanded).freeze();
  CHECK(text(back, "B", "model") == "expanded");
  CHECK(text(back, "B", "edge2") == "linear");
}

TEST_CASE("Model: a face without edge stays without", "[lattice][model]") {
  const Lattice line = Builder(test::small_line()).set("B", "edge1", FieldValue("none")).freeze();
  CHECK(text(Builder(line).model(physics::Model::exact).freeze(), "B", "edge1") == "none");
  CHECK(text(Builder(line).model(physics::Model::expanded).freeze(), "B", "edge1") == "none");
}

TEST_CASE("Model: elements that were one stay one", "[lattice][model]") {
  const auto shared =
      std::make_shared<const lattice::Element>(lattice::Element{"D", elements::Drift<>{.length = 1.0}});
  const Lattice line =
      Builder(test::small_line()).append(shared).append(shared).model(physics::Model::exact).freeze();
  CHECK(line.elements()[10] == line.elements()[11]);
}

TEST_CASE("Steps by accuracy: each magnet gets its own", "[lattice][model]") {
  const Lattice line = Builder(test::small_line()).steps_for(1e-8).freeze();
  for (Index i = 0; i < line.size(); ++i) {
    const auto names = lattice::field_names(line[i].body);
    if (std::find(names.begin(), names.end(), "steps") == names.end()) continue;
    INFO(line[i].name);
    CHECK(lattice::get_number(line[i].body, "steps") ==
          elements::converged_steps(test::small_line()[i].body, 1e-8, line.reference()));
  }
}
