#include <random>

#include "courant/base/error.hpp"
#include "courant/io/read.hpp"
#include "courant/io/write.hpp"
#include "courant/lattice/field_value.hpp"
#include "support/catch.hpp"
#include "support/limited.hpp"
#include "support/mat_writer.hpp"

using namespace courant;
using test::MatWriter;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

// A small ring of our own: one quadrupole and two bends per cell, 3 GeV, 8 superperiods.
std::string fodo_cell(const MatWriter& w, std::string_view name = "RING") {
  const auto e = [&](std::string_view fam, std::string_view pass, Fields more) {
    more.insert(more.begin(), {{"FamName", w.text(fam)}, {"PassMethod", w.text(pass)}});
    return w.structure(more);
  };
  const std::string qf = e("QF", "StrMPoleSymplectic4Pass",
                           {{"Length", w.numbers({0.3})},
                            {"PolynomA", w.numbers({0, 0, 0}, 1)},
                            {"PolynomB", w.numbers({0, 1.25, 0}, 1)},
                            {"MaxOrder", w.small(1)},
                            {"NumIntSteps", w.small(12)}});
  const std::string bend = e("B", "BndMPoleSymplectic4Pass",
                             {{"Length", w.numbers({1.5})},
                              {"BendingAngle", w.numbers({0.39269908169872414})},
                              {"EntranceAngle", w.numbers({0.1})},
                              {"ExitAngle", w.numbers({0.1})},
                              {"PolynomB", w.numbers({0, -0.5}, 1)},
                              {"MaxOrder", w.small(1)},
                              {"R1", w.numbers({1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0,
                                                0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1},
                                               6)}});
  return w.cell(
      {e("cell", "IdentityPass",
         {{"Class", w.text("RingParam")}, {"Energy", w.numbers({3e9})}, {"Periodicity", w.small(8)}}),
       qf, e("D", "DriftPass", {{"Length", w.numbers({0.75})}}), bend,
       e("BPM", "IdentityPass", {{"Length", w.small(0)}}), bend},
      name);
}

std::string message(const std::string& content) {
  try {
    io::parse_lattice(content, "ring.mat");
  } catch (const ParseError& e) {
    CHECK(e.line() == 0);
    return e.what();
  }
  return "no error";
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// True when the reader gives a lattice or one ParseError.
bool survives(const std::string& content) {
  try {
    io::parse_lattice(content, "ring.mat");
  } catch (const ParseError&) {
  }
  return true;
}

constexpr rlim_t memory = rlim_t{1} << 30;  // [byte]; the files have 3 kB

}  // namespace

TEST_CASE("AT .mat: a ring is read with its models", "[io][at_mat]") {
  const MatWriter w;
  const Lattice ring = io::parse_lattice(w.file({fodo_cell(w)}), "ring.mat");
  CHECK(ring.name() == "cell");
  CHECK(ring.names() == std::vector<std::string>{"QF", "D", "B", "BPM", "B"});
  CHECK(ring.superperiods() == 8);
  CHECK(ring.particle().species == "electron");
  CHECK(ring.reference().energy() == 3e9);
  CHECK(lattice::get_number(ring[0].body, "k1") == 1.25);
  CHECK(lattice::get_number(ring[0].body, "steps") == 12.0);
  CHECK(lattice::get_number(ring[2].body, "k1") == -0.5);
  CHECK(lattice::get_field(ring[2].body, "edge1") == lattice::FieldValue("at_linear"));
  CHECK(elements::type_of(ring[3].body) == "Monitor");
  CHECK(ring.description().report.empty());
}

TEST_CASE("AT .mat: packing and byte order change nothing", "[io][at_mat]") {
  const MatWriter little, big(std::endian::big);
  const std::string wanted =
      io::format_lattice(io::parse_lattice(little.file({fodo_cell(little)}), "ring.mat"));
  for (const auto& content : {little.file({fodo_cell(little)}, false), big.file({fodo_cell(big)}),
                              big.file({fodo_cell(big)}, false)})
    CHECK(io::format_lattice(io::parse_lattice(content, "ring.mat")) == wanted);
}

TEST_CASE("AT .mat: the variable is the named, the usual or the only one", "[io][at_mat]") {
  const MatWriter w;
  const std::string other = w.cell({w.structure({{"FamName", w.text("X")},
                                                 {"PassMethod", w.text("DriftPass")},
                                                 {"Length", w.numbers({2.0})},
                                                 {"Energy", w.numbers({1e9})}})},
                                   "line");
  const std::string both = w.file({fodo_cell(w), other, w.numbers({1.0}, 1, "x")});
  CHECK(io::parse_lattice(both, "ring.mat").size() == 5);
  CHECK(io::parse_lattice(both, "ring.mat", {.format = "", .line = "line"}).size() == 1);
  CHECK(io::parse_lattice(w.file({other}), "ring.mat").reference().energy() == 1e9);
  CHECK_THROWS_AS(io::parse_lattice(both, "ring.mat", {.format = "", .line = "x"}), UnknownName);
  CHECK(contains(message(w.file({fodo_cell(w, "a"), other})), "a, line"));
  CHECK(contains(message(w.file({w.numbers({1.0}, 1, "x")})), "no variable is a lattice"));
}

TEST_CASE("AT .mat: global variables give the energy", "[io][at_mat]") {
  const MatWriter w;
  const std::string ring = w.cell(
      {w.structure({{"FamName", w.text("D")}, {"PassMethod", w.text("DriftPass")}, {"Length", w.small(1)}})},
      "THERING");
  CHECK(contains(message(w.file({ring})), "energy of the ring is unknown"));
  const std::string global = w.structure({{"E0", w.numbers({1.7e9})}}, "GLOBVAL");
  CHECK(io::parse_lattice(w.file({ring, global}), "ring.mat").reference().energy() == 1.7e9);
}

TEST_CASE("AT .mat: other versions are refused with the way out", "[io][at_mat][errors]") {
  CHECK(contains(message("MATLAB 7.3 MAT-file, Platform: GLNXA64" + std::string(200, ' ')), "save -v7"));
  CHECK(contains(message("\x89HDF\r\n\x1a\n" + std::string(200, ' ')), "save -v7"));
  CHECK(contains(message(std::string("\0\0\0\0\1\0\0\0", 8)), "version 4"));
  CHECK(contains(message("MATLAB 5.0 MAT-file"), "128 bytes"));
  CHECK(contains(message(""), "128 bytes"));
}

TEST_CASE("AT .mat: a file cut anywhere is refused", "[io][at_mat][errors]") {
  const MatWriter w;
  for (const bool packed : {true, false}) {
    const std::string whole = w.file({fodo_cell(w)}, packed);
    REQUIRE(io::parse_lattice(whole, "ring.mat").size() == 5);
    const auto all_refused = [&] {
      for (std::size_t n = 0; n < whole.size(); ++n) try {
          io::parse_lattice(whole.substr(0, n), "ring.mat");
          return false;
        } catch (const ParseError&) {
        }
      return true;
    };
    CHECK(test::run_limited(all_refused, 60, memory) == 0);
  }
}

TEST_CASE("AT .mat: flipped bits give a lattice or one ParseError", "[io][at_mat][errors]") {
  const MatWriter w;
  for (const bool packed : {true, false}) {
    const std::string whole = w.file({fodo_cell(w)}, packed);
    const auto flips = [&] {
      std::mt19937 random(20);
      for (int i = 0; i < 2000; ++i) {
        std::string broken = whole;
        for (auto n = 1 + random() % 3; n > 0; --n)
          broken[random() % broken.size()] ^= static_cast<char>(1U << (random() % 8));
        if (!survives(broken)) return false;
      }
      return true;
    };
    CHECK(test::run_limited(flips, 60, memory) == 0);
  }
}

TEST_CASE("AT .mat: sizes that lie allocate nothing", "[io][at_mat][errors]") {
  const MatWriter w;
  const auto variable = [&](std::uint32_t kind, std::int32_t rows, std::int32_t columns,
                            const std::string& data) {
    const std::string body = w.element(6, w.integer<std::uint32_t>(kind) + w.integer<std::uint32_t>(0)) +
                             w.element(5, w.integer(rows) + w.integer(columns)) + w.element(1, "RING") + data;
    return w.file({w.integer<std::uint32_t>(14) +
                   w.integer<std::uint32_t>(static_cast<std::uint32_t>(body.size())) + body});
  };
  constexpr std::int32_t huge = 0x7fffffff;
  const std::string names = w.element(5, w.integer<std::uint32_t>(32)) + w.element(1, std::string(32, 'a'));
  const auto all = [&] {
    bool good = true;
    for (const auto& content :
         {variable(1, huge, 1, {}), variable(1, huge, huge, {}), variable(2, huge, 1, names),
          variable(2, 1 << 20, 1 << 10, names), variable(6, huge, 4, w.element(9, std::string(32, 'x'))),
          variable(4, 1, huge, w.element(4, "ab")), variable(6, -1, 1, {}),
          variable(6, 1, 1, w.integer<std::uint32_t>(9) + w.integer<std::uint32_t>(0xfffffff0U))})
      try {
        io::parse_lattice(content, "ring.mat");
        good = false;
      } catch (const ParseError&) {
      }
    return good;
  };
  CHECK(test::run_limited(all, 10, memory) == 0);
}

TEST_CASE("AT .mat: more data than any lattice are refused", "[io][at_mat][errors]") {
  const MatWriter w;
  const std::string zeros =
      w.numbers(std::vector<double>(std::size_t{3} << 20), 1, "x");  // 24 MiB, 24 kB packed
  CHECK(contains(message(w.file({fodo_cell(w), zeros})), "more numbers than any lattice"));
  std::string nested = w.small(1);
  for (int i = 0; i < 100; ++i) nested = w.cell({nested});
  CHECK(contains(message(w.file({nested})), "nested too deeply"));
}
