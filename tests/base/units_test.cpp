#include "courant/base/units.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <vector>

#include "courant/base/error.hpp"
#include "support/catch.hpp"

using namespace courant;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinRel;

namespace {
// Factors are products of a few correctly rounded numbers.
constexpr double few_roundings = 8 * std::numeric_limits<double>::epsilon();

Unit unit(std::string_view text) { return Unit::parse(text); }
}  // namespace

TEST_CASE("Units: known texts have the factor and dimension of the SI", "[base][units]") {
  struct Case {
    const char* text;
    double factor;
    Dimension dimension;
  };
  const Dimension field{.kg = 1, .s = -2, .a = -1}, voltage{.m = 2, .kg = 1, .s = -3, .a = -1};
  const std::vector<Case> cases{
      {"m", 1.0, {.m = 1}},
      {"mm", 1e-3, {.m = 1}},
      {"um", 1e-6, {.m = 1}},
      {"\u00b5m", 1e-6, {.m = 1}},
      {"\u03bcm", 1e-6, {.m = 1}},
      {"nm", 1e-9, {.m = 1}},
      {"cm", 1e-2, {.m = 1}},
      {"fs", 1e-15, {.s = 1}},
      {"min", 60.0, {.s = 1}},
      {"h", 3600.0, {.s = 1}},
      {"kg", 1.0, {.kg = 1}},
      {"urad", 1e-6, {.rad = 1}},
      {"mrad", 1e-3, {.rad = 1}},
      {"deg", std::numbers::pi / 180.0, {.rad = 1}},
      {"mA", 1e-3, {.a = 1}},
      {"A/s", 1.0, {.s = -1, .a = 1}},
      {"kHz", 1e3, {.s = -1}},
      {"MHz", 1e6, {.s = -1}},
      {"GeV", 1e9, {.ev = 1}},
      {"kV", 1e3, voltage},
      {"T", 1.0, field},
      {"mT", 1e-3, field},
      {"kG", 0.1, field},
      {"T*m", 1.0, {.m = 1, .kg = 1, .s = -2, .a = -1}},
      {"T m", 1.0, {.m = 1, .kg = 1, .s = -2, .a = -1}},
      {"T\u00b7m", 1.0, {.m = 1, .kg = 1, .s = -2, .a = -1}},
      {"T/m", 1.0, {.m = -1, .kg = 1, .s = -2, .a = -1}},
      {"nC", 1e-9, {.s = 1, .a = 1}},
      {"m/rad", 1.0, {.m = 1, .rad = -1}},
      {"mm/mrad", 1.0, {.m = 1, .rad = -1}},
      {"1/m", 1.0, {.m = -1}},
      {"m^-2", 1.0, {.m = -2}},
      {"1/mm^2", 1e6, {.m = -2}},
      {"mm\u00b2", 1e-6, {.m = 2}},
      {"m\u207b\u00b9", 1.0, {.m = -1}},
      {"m**-2", 1.0, {.m = -2}},
      {"A/(T*m)", 1.0, {.m = -1, .kg = -1, .s = 2, .a = 2}},
      {"m/s/s", 1.0, {.m = 1, .s = -2}},
      {" ( mm ) ", 1e-3, {.m = 1}},
      {"%", 1e-2, {}},
      {"ppm", 1e-6, {}},
      {"1", 1.0, {}},
      {"%/A", 1e-2, {.a = -1}},
  };
  for (const auto& c : cases) {
    INFO(c.text);
    const Unit u = unit(c.text);
    CHECK(u.dimension() == c.dimension);
    CHECK_THAT(u.factor(), WithinRel(c.factor, few_roundings));
  }
}

TEST_CASE("Units: derived units agree with their definition", "[base][units]") {
  const std::vector<std::pair<const char*, const char*>> pairs{
      {"N", "kg*m/s^2"}, {"J", "N*m"},  {"W", "J/s"}, {"V", "W/A"},   {"C", "A*s"},    {"Wb", "V*s"},
      {"T", "Wb/m^2"},   {"H", "Wb/A"}, {"F", "C/V"}, {"Ohm", "V/A"}, {"Pa", "N/m^2"}, {"Hz", "1/s"}};
  for (const auto& [name, definition] : pairs) {
    INFO(name << " = " << definition);
    CHECK(unit(name) == unit(definition));
  }
}

TEST_CASE("Units: what must not mix has different dimensions", "[base][units]") {
  CHECK_FALSE(unit("nm").converts_to(unit("rad")));
  CHECK_FALSE(unit("A").converts_to(unit("rad")));
  CHECK_FALSE(unit("rad").converts_to(unit("1")));
  CHECK_FALSE(unit("J").converts_to(unit("eV")));
  CHECK(unit("deg").converts_to(unit("urad")));
}

TEST_CASE("Units: broken texts are refused with the reason", "[base][units]") {
  CHECK_THROWS_WITH(unit("nmm"), Contains("unit 'nmm' is unknown") && Contains("'nm'"));
  CHECK_THROWS_WITH(unit("gev"), Contains("did you mean 'GeV'?"));
  CHECK_THROWS_WITH(unit("amp"), Contains("did you mean 'A'?"));
  CHECK_THROWS_WITH(unit("m/furlong"), Contains("'furlong'") && Contains("in 'm/furlong'"));
  CHECK_THROWS_WITH(unit("A/T m"), Contains("two ways"));
  CHECK_THROWS_WITH(unit("A/T*m"), Contains("two ways"));
  CHECK_THROWS_WITH(unit(""), Contains("'1'"));
  for (const char* text :
       {"m^", "m^0.5", "m^-", "m^99", "(m", "m)", "m/", "/m", "*m", "2 m", "m2", "m^2^2", "m,s", "mrad/",
        "kmin", "()", "\xff", "1e3", "((((((((((((((((((m))))))))))))))))))"}) {
    INFO(text);
    CHECK_THROWS_AS(unit(text), UnitError);
  }
}

TEST_CASE("Units: products and quotients read back from their own text", "[base][units]") {
  const Unit response = unit("mm") / unit("A*s");
  CHECK(response.text() == "mm/(A*s)");
  for (const Unit& u : {response, unit("T m") * unit("1/s"), unit("m^-2").pow(2), unit("A/s").pow(-1),
                        unit("m") / unit("m/s")}) {
    INFO(u.text());
    CHECK(unit(u.text()).dimension() == u.dimension());
    CHECK_THAT(unit(u.text()).factor(), WithinRel(u.factor(), few_roundings));
  }
  CHECK((unit("mm") * Unit()).text() == "mm");
  CHECK((unit("mm") / Unit()).text() == "mm");
  CHECK((Unit() / unit("mm")).text() == "1/mm");
  CHECK(unit("mm").pow(0) == Unit());
  CHECK_THROWS_AS(unit("m").pow(99), UnitError);
}

TEST_CASE("Units: a dimension reads back from its text", "[base][units]") {
  for (const char* text : {"1", "m", "V", "T*m", "1/m", "A/(T*m)", "m/rad", "eV", "F/m"}) {
    INFO(text);
    CHECK(unit(to_string(unit(text).dimension())).dimension() == unit(text).dimension());
  }
  CHECK(to_string(unit("V").dimension()) == "m^2*kg/(s^3*A)");
  CHECK(describe(unit("nm").dimension()) == "a length");
  CHECK(describe(unit("m/rad").dimension()) == "a quantity in m/rad");
}

TEST_CASE("Quantity: numbers with units become SI", "[base][units]") {
  CHECK_THAT(parse_quantity("5 um", unit("m")), WithinRel(5e-6, few_roundings));
  CHECK_THAT(parse_quantity("5um", unit("mm")), WithinRel(5e-6, few_roundings));
  CHECK_THAT(parse_quantity(" -3e-2 mrad ", unit("rad")), WithinRel(-3e-5, few_roundings));
  CHECK_THAT(parse_quantity("+3 GeV", unit("eV")), WithinRel(3e9, few_roundings));
  CHECK_THAT(parse_quantity("5eV", unit("eV")), WithinRel(5.0, few_roundings));
  CHECK_THAT(parse_quantity("1 %", Unit()), WithinRel(0.01, few_roundings));
  CHECK(parse_quantity("0.7", Unit()) == 0.7);
  CHECK(parse_quantity("0.7 1", Unit()) == 0.7);
  CHECK(parse_quantity("2 1/m", unit("1/m")) == 2.0);
}

TEST_CASE("Quantity: a missing, unknown or wrong unit is an error", "[base][units]") {
  CHECK_THROWS_WITH(parse_quantity("5", unit("um")),
                    "'5' has no unit (a length is needed) write e.g. '1 um'");
  CHECK_THROWS_WITH(parse_quantity("5 A", unit("rad")),
                    "'5 A' is a current (an angle is needed) write e.g. '1 rad'");
  CHECK_THROWS_AS(parse_quantity("5 nmm", unit("m")), UnitError);
  CHECK_THROWS_AS(parse_quantity("5 m", Unit()), UnitError);
  for (const char* text : {"", "um", "nan m", "inf m", "1e999 m", "--1 m", "+-1 m", "1e300 Tm", "1,5 m"}) {
    INFO(text);
    CHECK_THROWS_AS(parse_quantity(text, unit("m")), Error);
  }
}

TEST_CASE("Quantity: ranges have two ascending ends", "[base][units]") {
  using Range = std::pair<double, double>;
  CHECK(parse_range("\u00b110 A", unit("A")) == Range(-10.0, 10.0));
  CHECK(parse_range("+-10A", unit("A")) == Range(-10.0, 10.0));
  CHECK(parse_range("+/- 10 A", unit("mA")) == Range(-10.0, 10.0));
  CHECK(parse_range("[0 A, 250 A]", unit("A")) == Range(0.0, 250.0));
  CHECK(parse_range("-5 .. 250 A", unit("A")) == Range(-5.0, 250.0));
  CHECK(parse_range("[-1, 1]", Unit()) == Range(-1.0, 1.0));
  CHECK(parse_range("\u00b10.5", Unit()) == Range(-0.5, 0.5));
  CHECK_THROWS_AS(parse_range("[0 A, 250 V]", unit("A")), UnitError);
  CHECK_THROWS_AS(parse_range("\u00b110", unit("A")), UnitError);
  for (const char* text : {"[1 A, 0 A]", "\u00b1-1 A", "10 A", "[1 A]", "[1 A, 2 A, 3 A]", "..", ""}) {
    INFO(text);
    CHECK_THROWS_AS(parse_range(text, unit("A")), Error);
  }
}

TEST_CASE("Quantity: texts for people read back", "[base][units]") {
  CHECK(format_quantity(5e-6, unit("um")) == "5 um");
  CHECK(format_quantity(0.01, unit("%")) == "1%");
  CHECK(format_quantity(0.25, Unit()) == "0.25");
  CHECK(format_quantity(std::nan(""), unit("um")) == "nan um");
  CHECK_THROWS_AS(format_quantity(1.0, Unit(), 0), InvalidArgument);
  // 5e-12: half of the twelfth digit, which is at most 1 in the first place
  for (const char* text : {"um", "deg", "%", "kG", "1/mm"})
    CHECK_THAT(parse_quantity(format_quantity(0.12345678901234, unit(text), 12), unit(text)),
               WithinRel(0.12345678901234, 5e-12));
}
