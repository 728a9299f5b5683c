#include "courant/io/expression.hpp"

#include <cmath>
#include <map>

#include "courant/base/error.hpp"
#include "support/catch.hpp"

using namespace courant;

namespace {

// Names a, b, q1->k1; f(text) is the length of the text.
class Names : public io::ExpressionContext {
 public:
  double value(std::string_view name) override {
    const auto found = values.find(std::string(name));
    if (found == values.end()) throw InvalidArgument("no name " + std::string(name));
    return found->second;
  }
  double attribute(std::string_view name, std::string_view attribute) override {
    return value(std::string(name) + "." + std::string(attribute));
  }
  double call(std::string_view function, std::string_view arguments) override {
    if (function == "f") return static_cast<double>(arguments.size());
    return ExpressionContext::call(function, arguments);
  }
  void spend(Index operations) override { spent += operations; }

  std::map<std::string, double> values{{"a", 3.0}, {"b.c", 4.0}, {"q1.k1", 0.7}, {"pi", std::acos(-1.0)}};
  Index spent = 0;
};

double value(const std::string& text) {
  Names names;
  return io::Expression::parse(text).value(names);
}

std::string error_of(const std::string& text) {
  try {
    value(text);
  } catch (const InvalidArgument& e) {
    return e.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("Expression: precedence and association are those of MAD-X", "[io][expression]") {
  // Values of MAD-X 5.09.03, where it takes the text; else plain arithmetic.
  const auto [text, wanted] = GENERATE(table<std::string, double>({
      {"1+2*3", 7.0},
      {"(1+2)*3", 9.0},
      {"-2^2", -4.0},
      {"2^3^2", 64.0},
      {"2^3*2", 16.0},
      {"3-2-1", 0.0},
      {"6/3*2", 4.0},
      {"-2*3", -6.0},
      {"2^-1", 0.5},
      {"2*-3", -6.0},
      {"1 - -1", 2.0},
      {"+3", 3.0},
      {"--2", 2.0},
      {" ( ( 1 ) ) ", 1.0},
      {"a*a", 9.0},
      {"b.c/2", 2.0},
      {"q1->k1*10", 7.0},
      {"q1 -> k1", 0.7},
      {"q1[k1]", 0.7},
      {"a-q1->k1", 2.3},
      {"f(x, (y))+1", 7.0},
      {"sin(pi/6)", 0.5},
      {"atan2(0,-1)-pi", 0.0},
      {"max(a,1)+min(a,1)", 4.0},
      {"sinc(0)", 1.0},
      {"round(2.5)", 2.0},
      {"frac(-1.25)", -0.25},
      {"floor(-1.5)", -2.0},
      {"LOG10(100)", 2.0},
      {"abs(-3)^2", 9.0},
      {"erf(0)+erfc(0)", 1.0},
      {"sqrt(a^2+b.c^2)", 5.0},
  }));
  INFO(text);
  CHECK(value(text) == Approx(wanted).margin(4e-16));  // a few roundings of numbers near 1
}

TEST_CASE("Expression: numbers are taken as Fortran and C write them", "[io][expression]") {
  CHECK(value("1.e-3") == 1e-3);
  CHECK(value("1d-3") == 1e-3);
  CHECK(value("1.5D+02") == 150.0);
  CHECK(value(".5") == 0.5);
  CHECK(value("5.") == 5.0);
  CHECK(value("1E3") == 1000.0);
  CHECK(value("0.1") == 0.1);
  CHECK(value("123456789.123456789") == 123456789.123456789);
}

TEST_CASE("Expression: comparisons give 1 or 0 and bind loosest", "[io][expression]") {
  CHECK(value("1+1 == 2") == 1.0);
  CHECK(value("1 <> 1") == 0.0);
  CHECK(value("a > 2 && a < 4") == 1.0);
  CHECK(value("a > 4 || a <= 3") == 1.0);
  CHECK(value("(a >= 4) + 5") == 5.0);
}

TEST_CASE("Expression: a constant one is known as such", "[io][expression]") {
  const auto e = io::Expression::parse("a + q1->k1*a - sin(b.c)");
  CHECK_FALSE(e.constant());
  CHECK(io::Expression::parse("2*sin(1)").constant());
  CHECK(e.text() == "a + q1->k1*a - sin(b.c)");
  Names names;
  CHECK(io::Expression().value(names) == 0.0);
  CHECK(io::Expression(0.25).value(names) == 0.25);
}

TEST_CASE("Expression: broken text says what is wrong", "[io][expression]") {
  const auto [text, part] = GENERATE(table<std::string, std::string>({
      {"", "a value is missing"},
      {"1+", "a value is missing at its end"},
      {"(1+2", "a closing bracket is missing"},
      {"1 2", "'2' can't stand here"},
      {"2pi", "number '2p' can't be read"},
      {"1e999", "can't be read"},
      {".", "can't be read"},
      {"*3", "a value is missing before '*3'"},
      {"a->", "a name is missing"},
      {"q1[k1", "']' is missing"},
      {"atan2(1)", "two arguments"},
      {"g(1", "a closing bracket is missing"},
      {"1/0", "a division by zero"},
      {"sqrt(-1)", "no finite value (it gives"},
      {"10^400", "no finite value"},
      {"nobody", "no name nobody"},
      {"sqr(2)", "function 'sqr' is unknown"},
      {"a & b", "can't stand here"},
      {"\x01", "a value is missing"},
  }));
  INFO(text << " -> " << error_of(text));
  CHECK(error_of(text).find(part) != std::string::npos);
}

TEST_CASE("Expression: deep and long text is bounded", "[io][expression]") {
  CHECK(error_of(std::string(100'000, '(') + "1").find("nested too deeply") != std::string::npos);
  CHECK(value(std::string(100'001, '-') + "1") == -1.0);  // signs don't nest
  std::string sum = "1";
  for (int i = 0; i < 100'000; ++i) sum += "+1";
  CHECK(value(sum) == 100'001.0);
  std::string calls;
  for (int i = 0; i < 200; ++i) calls += "sin(";
  CHECK(error_of(calls).find("nested too deeply") != std::string::npos);
  Names names;
  io::Expression::parse("1+2").value(names);
  CHECK(names.spent == 3);
}
