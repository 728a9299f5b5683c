#pragma once
// Private to the module: the steps an expression is made of, and its functions.
#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace courant::io {

enum class ExpressionStep : std::uint8_t {
  number,
  name,
  attribute,
  call,
  function1,
  function2,
  negate,
  add,
  subtract,
  multiply,
  divide,
  power,
  less,
  greater,
  less_equal,
  greater_equal,
  equal,
  unequal,
  both,
  either
};

struct Function1 {
  std::string_view name;
  double (*value)(double);
};
struct Function2 {
  std::string_view name;
  double (*value)(double, double);
};

inline constexpr std::array functions1{
    Function1{"sqrt", [](double x) { return std::sqrt(x); }},
    Function1{"log", [](double x) { return std::log(x); }},
    Function1{"log10", [](double x) { return std::log10(x); }},
    Function1{"exp", [](double x) { return std::exp(x); }},
    Function1{"sin", [](double x) { return std::sin(x); }},
    Function1{"cos", [](double x) { return std::cos(x); }},
    Function1{"tan", [](double x) { return std::tan(x); }},
    Function1{"asin", [](double x) { return std::asin(x); }},
    Function1{"acos", [](double x) { return std::acos(x); }},
    Function1{"atan", [](double x) { return std::atan(x); }},
    Function1{"sinh", [](double x) { return std::sinh(x); }},
    Function1{"cosh", [](double x) { return std::cosh(x); }},
    Function1{"tanh", [](double x) { return std::tanh(x); }},
    Function1{"asinh", [](double x) { return std::asinh(x); }},
    Function1{"acosh", [](double x) { return std::acosh(x); }},
    Function1{"atanh", [](double x) { return std::atanh(x); }},
    Function1{"sinc", [](double x) { return x == 0.0 ? 1.0 : std::sin(x) / x; }},
    Function1{"abs", [](double x) { return std::abs(x); }},
    Function1{"erf", [](double x) { return std::erf(x); }},
    Function1{"erfc", [](double x) { return std::erfc(x); }},
    Function1{"floor", [](double x) { return std::floor(x); }},
    Function1{"ceil", [](double x) { return std::ceil(x); }},
    Function1{"round", [](double x) { return std::nearbyint(x); }},  // MAD-X: 2.5 gives 2
    Function1{"frac", [](double x) { return x - std::trunc(x); }}};

inline constexpr std::array functions2{
    Function2{"atan2", [](double y, double x) { return std::atan2(y, x); }},
    Function2{"min", [](double a, double b) { return a < b ? a : b; }},
    Function2{"max", [](double a, double b) { return a > b ? a : b; }}};

}  // namespace courant::io
