// PALS: what is refused.
#include "courant/base/error.hpp"
#include "courant/io/read.hpp"
#include "pals_support.hpp"
#include "support/catch.hpp"
#include "support/damage.hpp"

using namespace courant;

#ifdef COURANT_HAS_YAML
using namespace pals_text;
using test::contains;
using test::report;

TEST_CASE("PALS: what is wrong is named with file and line", "[io][pals][errors]") {
  struct Case {
    std::string content, part;
    Index line;
  };
  const auto c = GENERATE(values<Case>({
      {"", "holds no lattice of PALS", 0},
      {"a: 1\n", "holds no lattice of PALS", 1},
      {"PALS: 3\n", "holds no lattice of PALS", 1},
      {"PALS:\n  facility: 3\n", "'facility' must be a list", 2},
      {"PALS:\n  facility:\n    - [1]\n", "must be a name with what it means", 3},
      {"PALS:\n  facility: []\n", "the file has no line", 0},
      {"PALS: {facility: [a: {kind: BeamLine, line: [b]}]}\n", "'b' is neither an element nor a line", 1},
      {"PALS: {facility: [a: {kind: BeamLine, line: [a]}]}\n", "every line is part of another", 0},
      {"PALS: {facility: [a: {kind: BeamLine, line: [a]}, l: {kind: Lattice, branches: [a]}]}\n",
       "contains itself", 1},
      {facility("    - a: {kind: BeamLine, line: []}\n"), "has no element", 3},
      {facility("    - l: {kind: Lattice}\n"), "has no branches", 3},
      {facility("    - l: {kind: Lattice, branches: [x]}\n"), "has no line of that name", 3},
      {facility("    - use: y\n    - l: {kind: Lattice, branches: [x]}\n"),
       "lattice 'y', which doesn't exist", 3},
      {facility("    - a: {inherit: b}\n"), "'b', which is not defined", 3},
      {facility("    - a: {kind: BeamLine, line: [b: {repeat: 1.5}]}\n"), "repeat of 'b'", 3},
      {facility("    - a: {kind: BeamLine, line: [b: {repeat: 1e9}]}\n"), "repeat of 'b'", 3},
      {facility("    - a: {kind: BeamLine, line: [b: {placement: {offset: 1}}]}\n"), "placement of 'b'", 3},
      {facility("    - constants: {x: y + 1}\n"), "'x' has no value", 3},
      {facility("    - constants: {x: ran()}\n"), "'x' has no value", 3},
      {facility("    - q: {kind: Drift, length: x}\n    - a: {kind: BeamLine, line: [q]}\n"),
       "must be a number", 3},
      {facility("    - q: {kind: Drift, length: -}\n    - a: {kind: BeamLine, line: [q]}\n"),
       "a value is missing", 3},
      {"PALS: {a: \"x}\n", "YAML text is broken", 2},
      {facility("    - q: {kind: Quadrupole, length: -1}\n    - a: {kind: BeamLine, line: [q]}\n"), "length",
       3},
      {facility("    - q: {kind: Drift, Courant: {type: Pipe}}\n    - a: {kind: BeamLine, line: [q]}\n"),
       "Pipe", 3},
      {"PALS: {x: &a {y: *a}}\n", "inside its own anchor", 1},
      {"PALS: {x: 1, x: 2}\n", "stands twice", 1},
      {"PALS: {load: [{}]}\n", "list of file names", 1},
      {"PALS: [\n", "YAML text is broken", 2},
      {"PALS: {}\n---\nPALS: {}\n", "several documents", 0},
  }));
  INFO(c.content);
  const Message error = error_of(c.content);
  CHECK_THAT(error.text, Catch::Contains(c.part));
  CHECK(error.line == c.line);
}

TEST_CASE("PALS: aliases of aliases and deep nesting end with an error", "[io][pals][errors]") {
  std::string laughs = "PALS:\n  a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string one = "*a" + std::to_string(i - 1);
    laughs += "  a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + one;
    for (int k = 1; k < 10; ++k) laughs += ", " + one;
    laughs += "]\n";
  }
  CHECK_THAT(error_of(laughs).text, Catch::Contains("too many values"));
  CHECK_THAT(error_of("PALS: " + std::string(100000, '[')).text,
             Catch::Contains("nested too deeply") || Catch::Contains("key must be a text"));
  CHECK_THAT(error_of("PALS: " + std::string(100000, '{')).text,
             Catch::Contains("nested too deeply") || Catch::Contains("key must be a text"));
  std::string lines = "PALS:\n";
  for (int i = 1; i < 2000; ++i) lines += std::string(static_cast<std::size_t>(i), ' ') + "- \n";
  CHECK_THAT(error_of(lines).text,
             Catch::Contains("nested too deeply") || Catch::Contains("YAML text is broken"));
  std::string anchors = "PALS: ";
  for (int i = 0; i < 90; ++i) anchors += "&b" + std::to_string(i) + " [";
  for (int i = 0; i < 200000; ++i) anchors += "1,";
  CHECK_THAT(error_of(anchors + std::string(90, ']')).text, Catch::Contains("too many values"));
  const std::string deep = "    - constants: {x: \"" + std::string(3000, '(') + "\"}\n";
  CHECK_THAT(error_of(facility(deep)).text, Catch::Contains("'x' has no value"));
  std::string calls;
  for (int i = 0; i < 3000; ++i) calls += "expr(";
  CHECK_THAT(
      error_of(facility("    - constants: {x: \"" + calls + "1" + std::string(3000, ')') + "\"}\n")).text,
      Catch::Contains("'x' has no value"));
}

#endif
