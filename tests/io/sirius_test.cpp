#include "courant/base/error.hpp"
#include "courant/io/format.hpp"
#include "courant/io/read.hpp"
#include "courant/lattice/field_value.hpp"
#include "reader_support.hpp"
#include "support/catch.hpp"
#include "support/damage.hpp"

using namespace courant;
using test::contains;
using test::Message;
using test::report;

namespace {

const std::string head = "% energy 3.0E+09 eV\n\n";
const std::string drift = "fam_name D\nlength +1.0\npass_method drift_pass\n";

Lattice read(const std::string& content) {
  return io::parse_lattice(content, "ring.txt", {.format = "sirius"});
}
double number(const Lattice& lattice, Index i, std::string_view field) {
  return lattice::get_number(lattice[i].body, field);
}
Message error_of(const std::string& content) {
  return test::message_of([&] { return read(content); });
}

}  // namespace

TEST_CASE("SIRIUS: a flat file is read with its passes, steps and matrices", "[io][sirius]") {
  const test::Seed seed = test::seed("sirius", "line.txt");
  const Lattice line = io::parse_lattice(seed.content, seed.file);
  CHECK(line.name() == "OWN_V01");
  CHECK(line.superperiods() == 1);
  CHECK(line.reference().energy() == 1.5e8);
  CHECK(line.names() == std::vector<std::string>{"start", "D", "QF", "B", "CV", "SeptPole", "RF", "BPM"});
  const std::vector<std::string> types{"Marker",    "Drift",     "Quadrupole", "Dipole",
                                       "Corrector", "LinearMap", "Cavity",     "Monitor"};
  for (Index i = 0; i < line.size(); ++i)
    CHECK(elements::type_of(line[i].body) == types[static_cast<std::size_t>(i)]);
  CHECK(number(line, 2, "k1") == 1.65);
  CHECK(number(line, 2, "normal[5]") == -1.76e4);
  CHECK(number(line, 2, "skew[1]") == -1e-3);
  CHECK(number(line, 2, "steps") == 8.0);
  CHECK(number(line, 3, "angle") == 0.12);
  CHECK(number(line, 3, "k2") == -4.0);
  CHECK(number(line, 3, "fint1") == 0.5);
  CHECK(number(line, 3, "fint2") == 0.0);
  CHECK(number(line, 4, "kick_y") == -2e-5);
  CHECK(number(line, 6, "phase") == Approx(0.2).epsilon(1e-15));  // rounding
  const auto matrix = std::get<std::vector<double>>(lattice::get_field(line[5].body, "matrix"));
  REQUIRE(matrix.size() == 36);
  CHECK(matrix[6] == 7.8e-2);
  CHECK(matrix[8] == 9.8e-3);
  CHECK(matrix[18] == 7.8e-4);
  CHECK(matrix[4 * 6 + 5] == -3e-2);  // z = -dl from de
  CHECK(matrix[5 * 6 + 4] == -2e-2);  // delta = de from dl
  CHECK(line.description().report.empty());
  REQUIRE(line[0].aperture);
  CHECK(line[0].aperture->half_x == Approx(34e-3).epsilon(1e-15));
  CHECK(line[0].aperture->centre_x == Approx(-16e-3).epsilon(1e-15));
  CHECK(std::isinf(line[0].aperture->half_y));
  CHECK_FALSE(line[1].aperture);
}

TEST_CASE("SIRIUS: the content alone tells the format", "[io][sirius][format]") {
  const test::Seed seed = test::seed("sirius", "line.txt");
  for (const auto* format : io::formats())
    CHECK(format->matches("whatever.txt", seed.content) == (format->name() == "sirius"));
}

TEST_CASE("SIRIUS: each mistake is named with its line", "[io][sirius][errors]") {
  struct Case {
    std::string content;
    Index line;
    std::string part;
  };
  const auto c = GENERATE(values<Case>({
      {"", 0, "the energy is missing"},
      {head, 0, "no element"},
      {drift, 0, "the energy is missing"},
      {"% energy much\n" + drift, 1, "'energy' needs a number"},
      {"% energy 3 GeV\n" + drift, 1, "must be in eV"},
      {head + "length 1\n", 3, "before the first element"},
      {head + "fam_name D\nlength 1\n", 3, "no pass_method"},
      {head + drift + "colour 1\n", 6, "'colour' is unknown"},
      {head + drift + "length x\n", 6, "'length' needs a number"},
      {head + drift + "length 1 2\n", 6, "too many words"},
      {head + drift + "length 1e999\n", 6, "needs a number"},
      {head + drift + "polynom_b 1\n", 6, "needs a number"},
      {head + drift + "polynom_b 1e9 2\n", 6, "has the order"},
      {head + drift + "t_in 1 2 3\n", 6, "needs a number"},
      {head + drift + "px|matrix66 1 2\n", 6, "needs a number"},
      {head + drift + "pz|matrix66 1 2 3 4 5 6\n", 6, "is unknown"},
      {head + drift + "px|matrix 1 2 3 4 5 6\n", 6, "is unknown"},
      {head + "fam_name Q\nlength -1\npass_method str_mpole_symplectic4_pass\n", 3, "negative"},
      {head + "fam_name Q\nlength 1\npass_method str_mpole_symplectic4_pass\nnr_steps -1\n", 3,
       "must be 1 or more"},
  }));
  INFO(c.content);
  const Message message = error_of(c.content);
  INFO(message.text);
  CHECK(message.line == c.line);
  CHECK(contains(message.text, c.part));
}

TEST_CASE("SIRIUS: cut and changed texts give a lattice or one error", "[io][sirius][errors]") {
  for (const auto& seed : test::corpus("sirius"))
    CHECK(test::survives_damage(seed, {.format = "sirius"}) == 0);
}
