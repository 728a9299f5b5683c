// The code of docs/guide/files.md and the example of docs/reference/courant_json.md.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "courant/base/error.hpp"
#include "courant/io/read.hpp"
#include "courant/io/write.hpp"
#include "support/catch.hpp"

using namespace courant;

namespace {

const std::string machine = COURANT_DATA_DIR "/lattices/als.json";

std::string guide_file(const std::string& name) {
  return (std::filesystem::temp_directory_path() / (std::to_string(::getpid()) + "-" + name)).string();
}

}  // namespace

TEST_CASE("Guide: a lattice is read, changed and written", "[io][guide]") {
  const std::string copy = guide_file("copy.json");
  // [read]
  const Lattice ring = read_lattice(machine);
  write_lattice(ring, copy);
  const Lattice same = read_lattice(copy);
  // [read]
  CHECK(same.circumference() == ring.circumference());
  std::filesystem::remove(copy);
}

TEST_CASE("Guide: the report tells what was not understood", "[io][guide]") {
  const std::string content =
      "ring = {atringparam('r', 3e9, 1)\n        atquadrupole('Q', 1, 0.3, 'QuadLinearPass')};\n";
  // [report]
  const Lattice ring = io::parse_lattice(content, "ring.m");
  for (const lattice::Remark& remark : ring.description().report)
    CHECK(remark.file + ":" + std::to_string(remark.line) + ": " + remark.problem + " -> " + remark.action ==
          "ring.m:2: element 2 'Q': pass method QuadLinearPass is not supported -> "
          "it is tracked with the expanded Hamiltonian in fourth-order steps");
  // [report]
  CHECK(ring.description().report.size() == 1);
}

TEST_CASE("Guide: a mistake is named with file and line", "[io][guide]") {
  // [error]
  try {
    io::parse_lattice("ring = {\n atdrfit('D', 1)\n};\n", "ring.m");
  } catch (const ParseError& error) {
    CHECK(error.file() == "ring.m");
    CHECK(error.line() == 2);
    CHECK(std::string(error.what()) ==
          "ring.m:2: 'atdrfit' is unknown (it is no variable and no function that can be evaluated) "
          "did you mean 'atdrift'?");
  }
  // [error]
}

TEST_CASE("Guide: the example of the reference page is a lattice", "[io][guide]") {
  std::ifstream page(COURANT_SOURCE_DIR "/docs/reference/courant_json.md");
  const std::string text((std::istreambuf_iterator<char>(page)), std::istreambuf_iterator<char>());
  const std::string fence = "```json\n";
  const auto begin = text.find(fence) + fence.size();
  const Lattice lattice =
      io::parse_lattice(text.substr(begin, text.find("```", begin) - begin), "example.json");
  CHECK(lattice.names() == std::vector<std::string>{"QF", "D", "QD", "D"});
  CHECK(lattice.description().report.empty());
}
