#include "../../lib/io/rpn.hpp"

#include "courant/base/error.hpp"
#include "support/catch.hpp"

using courant::InvalidArgument;
using courant::io::detail::Rpn;

TEST_CASE("RPN: expressions have the value of the calculator", "[io][rpn]") {
  const auto [text, wanted] = GENERATE(table<std::string, double>({
      {"2 3 +", 5.0},
      {"2 3 -", -1.0},
      {" 2 3 4 * + ", 14.0},
      {"6 4 /", 1.5},
      {"3.4591400E-01 0.5*", 0.17295700},
      {"1 2+ 3*", 9.0},
      {"-1.5 chs", 1.5},
      {"+1.5", 1.5},
      {".5 2 pow", 0.25},
      {"16 sqrt", 4.0},
      {"3 sqr", 9.0},
      {"1 exp ln", 1.0},
      {"100 log", 2.0},
      {"0.5 dasin", 30.0},
      {"60 dcos", 0.5},
      {"45 dtan", 1.0},
      {"180 dtor pi /", 1.0},
      {"-2.7 int", -2.0},
      {"1 1 atan2 4 *", 3.141592653589793},
      {"0 1 atan2", 1.5707963267948966},
      {"5 = *", 25.0},
      {"5 2 swap -", -3.0},
      {"5 2 pop", 5.0},
      {"c_mks", 299792458.0},
  }));
  INFO(text);
  CHECK(Rpn().value(text) == Approx(wanted).epsilon(1e-14));  // rounding of one or two functions
}

TEST_CASE("RPN: memories last from one text to the next", "[io][rpn]") {
  Rpn rpn;
  rpn.run("1.25 sto a");
  rpn.run("a 2 * sto b");
  CHECK(rpn.value("a b +") == 3.75);
  rpn.run("0 sto a");
  CHECK(rpn.value("a b +") == 2.5);
}

TEST_CASE("RPN: what is no expression is an error that says why", "[io][rpn][errors]") {
  const auto [text, part] = GENERATE(table<std::string, std::string>({
      {"", "leaves 0 numbers"},
      {"1 2", "leaves 2 numbers"},
      {"1 +", "too few numbers"},
      {"sin", "too few numbers"},
      {"sto x", "too few numbers"},
      {"1 sto", "no name"},
      {"1 0 /", "no finite value"},
      {"2 dasin", "no finite value"},
      {"1e999", "out of range"},
      {"nan", "unknown"},
      {"1 dasine", "did you mean 'dasin'"},
  }));
  INFO(text);
  try {
    Rpn().value(text);
    FAIL("no error");
  } catch (const InvalidArgument& e) {
    INFO(e.what());
    CHECK(std::string(e.what()).find(part) != std::string::npos);
  }
}
