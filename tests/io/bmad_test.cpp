#include <filesystem>
#include <fstream>
#include <numbers>

#include "courant/base/error.hpp"
#include "courant/io/read.hpp"
#include "courant/lattice/field_value.hpp"
#include "reader_support.hpp"
#include "support/catch.hpp"
#include "support/damage.hpp"

using namespace courant;
using test::contains;
using test::report;

namespace {

Lattice read(const std::string& content) {
  return io::parse_lattice(content, "line.bmad", {.energy = 1e9, .particle = "electron"});
}
double number(const Lattice& lattice, Index i, std::string_view field) {
  return lattice::get_number(lattice[i].body, field);
}
std::string error_of(const std::string& content) {
  return test::message_of([&] { return read(content); }).text;
}
std::vector<std::string> unique_names(const Lattice& lattice) {
  std::vector<std::string> out;
  for (Index i = 0; i < lattice.size(); ++i) out.push_back(lattice.unique_name(i));
  return out;
}

}  // namespace

TEST_CASE("bmad: a linac with superimposed elements is read", "[io][bmad]") {
  const test::Seed seed = test::seed("bmad", "linac.bmad");
  const Lattice line = io::parse_lattice(seed.content, seed.file);
  CHECK(unique_names(line) == std::vector<std::string>{"BACK", "D1#1", "Q1#1",  "BPM#1", "Q1#2",  "ACC#1",
                                                       "YC",   "XC",   "ACC#2", "Q1#3",  "BPM#2", "Q1#4",
                                                       "D1#2", "B1#1", "D1#3",  "B1#2",  "D1#4",  "FIX",
                                                       "M1",   "P1",   "END"});
  CHECK(line.length() == Approx(-0.1 + 2 * 0.7 + 3.0 + 2 * 0.8).epsilon(1e-14));
  CHECK(line.name() == "ALL");
  CHECK(line.description().text == "short linac");
  CHECK(number(line, 2, "k1") == 3.5);  // the assignment by class comes last
  CHECK(number(line, 2, "length") == Approx(0.1).epsilon(1e-15));
  CHECK(number(line, 5, "whole") == 3.0);
  CHECK(number(line, 8, "offset") == 0.5);
  CHECK(number(line, 5, "kicks") == 10.0);
  // 57 half waves of 52.485 mm fit into 3 m
  CHECK(number(line, 5, "active_length") == Approx(57 * 0.5 * 299792458.0 / 2856e6).epsilon(1e-14));
  CHECK(number(line, 13, "e2") == 0.1);
  CHECK(number(line, 13, "fint1") == 0.5);
  CHECK(number(line, 13, "fint2") == 0.0);
  // the reference gains voltage cos(2 pi phi0)
  const double gain = 45e6 * std::cos(2.5 / 180.0 * std::numbers::pi);
  CHECK(line.reference_at(line.size()).energy() == Approx(10e6 + gain).epsilon(1e-13));
  CHECK(line[5].alias == "KLYS:LI01:1");
  CHECK(contains(line.description().notes, "BETA_A=3"));
  CHECK(contains(report(line), "$SOME_WAKES/wake.bmad is absent -> it holds wakes"));
}

TEST_CASE("bmad: the motion is that of its standard methods", "[io][bmad]") {
  const std::string content = "q: quadrupole, l = 1, k1 = 1\nd: drift, l = 1\nl: line = (q, d)\n";
  const auto model = [](const Lattice& line, Index i) {
    return std::get<std::string>(lattice::get_field(line[i].body, "model"));
  };
  const Lattice own = read(content);
  CHECK(model(own, 0) == "expanded");
  CHECK(model(own, 1) == "exact");
  const Lattice chosen =
      io::parse_lattice(content, "line.bmad", {.energy = 1e9, .model = "exact", .particle = "electron"});
  CHECK(model(chosen, 0) == "exact");
}

TEST_CASE("bmad: fringes of a quadrupole by type and end", "[io][bmad]") {
  const auto quadrupole = [](const std::string& fringe) {
    const Lattice line =
        read("q: quadrupole, l = 1, k1 = 1, fq1 = -1e-4, fq2 = 1e-6" + fringe + "\nl: line = (q)\n");
    return std::get<elements::Quadrupole<>>(line[0].body);
  };
  using physics::Fringe;
  CHECK(quadrupole("").fringe == Fringe::none);
  CHECK(quadrupole(", fringe_type = hard_edge_only").fringe == Fringe::hard_edge);
  CHECK(quadrupole(", fringe_type = soft_edge_only, fringe_at = exit_end").fringe == Fringe::soft_edge_exit);
  CHECK(quadrupole(", fringe_type = full, fringe_at = entrance_end").fringe == Fringe::full_entrance);
  CHECK(quadrupole(", fringe_type = full, fringe_at = no_end").fringe == Fringe::none);
  CHECK(quadrupole(", fringe_type = full").fq1 == -1e-4);
  CHECK(quadrupole(", fringe_type = full").fq2 == 1e-6);
}

TEST_CASE("bmad: what can't be read is named with its line", "[io][bmad]") {
  struct Case {
    std::string content, message;
  };
  const auto c = GENERATE(values<Case>({
      {"q: quadrupole, l = 1\nl: line = (q, r)\n", "line.bmad:2: 'R' is neither an element nor a line"},
      {"q: quadruple, l = 1\n", "line.bmad:1: 'quadruple' is no class"},
      {"q: quadrupole, l = a\nl: line = (q)\n", "'a' has no value"},
      {"call, file = absent.bmad\n", "line.bmad:1: the called file absent.bmad is absent"},
      {"call, file = $NO_SUCH_VARIABLE/absent.bmad\n", "is absent"},
      {"frobnicate, x = 1\n", "line.bmad:1: 'frobnicate' is no statement"},
      {"q[k1] = 1\n", "line.bmad:1: 'q' is no element"},
      {"l: line = (l)\n", "contains itself"},
      {"q: quadrupole\nq: quadrupole\n", "line.bmad:2: 'q' is defined twice"},
      {"d: drift, l = 1\nl: line = (--d)\n", "orientation reversal is not supported"},
      {"x = 1\n", "the file has no line"},
      {"l(a): line = (a)\nd: drift\nm: line = (l(d, d))\n", "line.bmad:3: 'L' is no line with 2 arguments"},
      {"l(a): line = (l(a))\nd: drift\nm: line = (l(d))\n", "contains itself"},
      {"u: list = ()\n", "line.bmad:1: list 'U' is empty"},
      {"u: list = (x)\nl: line = (u)\n", "line.bmad:1: list 'U' holds 'X', which is no element"},
      {"q: quad, l = 1, k1 = 1, b1_gradient = 1\nl: line = (q)\n", "K1 and B1_GRADIENT are both given"},
  }));
  CAPTURE(c.content);
  CHECK(contains(error_of(c.content), c.message));
}

TEST_CASE("bmad: a called file is found above the calling one when its variable is not set", "[io][bmad]") {
  const auto folder = std::filesystem::temp_directory_path() / "courant_bmad_call";
  std::filesystem::create_directories(folder / "models/one");
  std::filesystem::create_directories(folder / "master");
  std::ofstream(folder / "models/one/job.bmad")
      << "call, file = $COURANT_NOT_SET/master/parts.bmad\nbeginning[e_tot] = 1e9\nuse, l\n";
  std::ofstream(folder / "master/parts.bmad") << "call, file = more.bmad\nend_file\nnonsense nonsense\n";
  std::ofstream(folder / "master/more.bmad") << "d: drift, l = 1.5\nl: line = (d)\n";
  const Lattice line = io::read_lattice(folder / "models/one/job.bmad", {.particle = "electron"});
  CHECK(line.length() == 1.5);
  std::filesystem::remove_all(folder);
}

TEST_CASE("bmad: elements with a length replace drifts and are cut by what stands there", "[io][bmad]") {
  const Lattice line = read(
      "d: drift, l = 1\nm: marker\nq: quadrupole, l = 0.4, k1 = 1, superimpose, ref = m, ref_origin = "
      "center\n"
      "n: marker, superimpose, ref = q, ref_origin = end\nl: line = (d, m, d)\n");
  CHECK(unique_names(line) == std::vector<std::string>{"D#1", "Q#1", "M", "Q#2", "N", "D#2", "END"});
  CHECK(line.s()[1] == Approx(0.8).epsilon(1e-14));
  CHECK(number(line, 1, "length") == Approx(0.2).epsilon(1e-14));
  CHECK(line.length() == Approx(2.0).epsilon(1e-14));
  const Lattice over =
      read("q: quadrupole, l = 1, k1 = 1\np: pipe, l = 0.2, superimpose, ref = q\nl: line = (q)\n");
  CHECK(contains(report(over), "it lies over 'Q' -> it is left out: only drifts can be replaced"));
}

TEST_CASE("bmad: early particles gain by cos(2 pi phi0 - k z) in lcavity, sin(2 pi phi0 + k z) in rfcavity",
          "[io][bmad]") {
  const Lattice line = read(
      "beginning[e_tot] = 1e9\na: lcavity, l = 1, voltage = 1e6, rf_frequency = 1e9, phi0 = 0.1\n"
      "b: rfcavity, l = 1, voltage = 1e6, rf_frequency = 1e9, phi0 = 0.1\nl: line = (a, b)\n");
  // Courant: gain V sin(phase + k z)
  CHECK(number(line, 0, "phase") == Approx(0.5 * std::numbers::pi - 0.2 * std::numbers::pi).epsilon(1e-15));
  CHECK(number(line, 1, "phase") == Approx(0.2 * std::numbers::pi).epsilon(1e-15));
  CHECK(line.reference_at(1).energy() == Approx(1e9 + 1e6 * std::cos(0.2 * std::numbers::pi)).epsilon(1e-15));
  // floor(2 l/lambda) = floor(6.67) half waves
  CHECK(number(line, 0, "active_length") == Approx(6 * 0.5 * 0.299792458).epsilon(1e-14));
}

TEST_CASE("bmad: strengths by fields take the momentum at their place", "[io][bmad]") {
  const Lattice line = read(
      "q: quadrupole, l = 1, b1_gradient = 2\n"
      "a: lcavity, l = 1, gradient = 1e9, rf_frequency = 1e9\nl: line = (q, a, q)\n");
  // q c B'/(P0 c) with the electron's q = -1
  CHECK(number(line, 0, "k1") == Approx(-2 * 299792458.0 / line.reference().p0c()).epsilon(1e-14));
  CHECK(number(line, 2, "k1") == Approx(-2 * 299792458.0 / line.reference_at(2).p0c()).epsilon(1e-14));
  CHECK(number(line, 0, "k1") / number(line, 2, "k1") > 1.99);
}

TEST_CASE("bmad: the harmonic number of a cavity means the whole line", "[io][bmad]") {
  const Lattice ring =
      read("d: drift, l = 99\nc: rfcavity, l = 1, voltage = 1e6, harmon = 100\nl: line = (d, c)\n");
  CHECK(number(ring, 1, "frequency") == Approx(299792458.0 * ring.reference().beta()).epsilon(1e-14));
}

TEST_CASE("bmad: the length of an rbend is its chord", "[io][bmad]") {
  const Lattice line = read(
      "b: rbend, l = 1, angle = 0.2, e1 = 0.01\nc: rbend, l = 1, g = 0.2\nd: sbend, l = 2, rho = 4\n"
      "l: line = (b, c, d)\n");
  // arc = chord (a/2)/sin(a/2)
  CHECK(number(line, 0, "length") == Approx(0.1 / std::sin(0.1)).epsilon(1e-15));
  CHECK(number(line, 0, "e1") == Approx(0.11).epsilon(1e-15));
  CHECK(number(line, 0, "e2") == Approx(0.1).epsilon(1e-15));
  // sin(a/2) = g l/2
  CHECK(number(line, 1, "angle") == Approx(2.0 * std::asin(0.1)).epsilon(1e-14));
  CHECK(number(line, 2, "angle") == 0.5);
}

TEST_CASE("bmad: lists, lines with arguments and passes are written out", "[io][bmad]") {
  const Lattice line = read(
      "a: drift, l = 1\nb: drift, l = 2\nq: quadrupole, l = 0.5\n"
      "u: list = (a, 2*b)\ncell(x, y): line = (x, q, y)\npair(x): line = (cell(x, a))\n"
      "m[multipass]: line = (q)\nl: line = (u, u, u, u, -cell(a, b), pair(b), m)\n");
  CHECK(line.names() ==
        std::vector<std::string>{"A", "B", "B", "A", "B", "Q", "A", "B", "Q", "A", "Q", "END"});
  CHECK(contains(report(line), "7: line 'm' is passed several times"));
}

TEST_CASE("bmad: assignments by pattern and class act on what is defined", "[io][bmad]") {
  const Lattice line = read(
      "qa1: quad, l = 1\nqa2: quad, l = 1\nqb1: quad, l = 1\nsa1: sext, l = 1\nl: line = (qa1, qa2, qb1, "
      "sa1)\n"
      "quadrupole::*[k1] = 1\nqa%[k1] = 2\n*1[x_offset] = 1e-3\nqa1[k1] = qa1[k1] + 3\nsext::*[tilt] = "
      "0.1\n");
  CHECK(number(line, 0, "k1") == 5.0);
  CHECK(number(line, 1, "k1") == 2.0);
  CHECK(number(line, 2, "k1") == 1.0);
  CHECK(number(line, 1, "dx") == 0.0);
  CHECK(number(line, 3, "dx") == 1e-3);
  CHECK(number(line, 3, "roll") == 0.1);
  CHECK(contains(report(read("d: drift\nl: line = (d)\nx*[l] = 1\n")), "3: no element fits 'x*'"));
}

TEST_CASE("bmad: a tilt without value makes the skew magnet", "[io][bmad]") {
  const Lattice line =
      read("q: quadrupole, l = 1, k1 = 1, tilt\ns: sextupole, l = 1, k2 = 1, tilt\nl: line = (q, s)\n");
  CHECK(number(line, 0, "roll") == Approx(std::numbers::pi / 4).epsilon(1e-15));
  CHECK(number(line, 1, "roll") == Approx(std::numbers::pi / 6).epsilon(1e-15));
}

TEST_CASE("bmad: damaged files give a lattice or an error", "[io][bmad]") {
  for (const auto& seed : test::corpus("bmad"))
    CHECK(test::survives_damage(seed, {.energy = 1e9, .particle = "electron"}) == 0);
}
