#include "courant/io/expression.hpp"

#include <fmt/format.h>

#include <cmath>

#include "courant/base/error.hpp"
#include "expression_code.hpp"
#include "utf8.hpp"

namespace courant::io {
namespace {

using Kind = ExpressionStep;

double combined(Kind kind, double a, double b, ExpressionContext& context) {
  switch (kind) {
    case Kind::add:
      return a + b;
    case Kind::subtract:
      return a - b;
    case Kind::multiply:
      return a * b;
    case Kind::divide:
      return b == 0.0 ? context.divided_by_zero() : a / b;
    case Kind::power:
      return std::pow(a, b);
    case Kind::less:
      return a < b ? 1.0 : 0.0;
    case Kind::greater:
      return a > b ? 1.0 : 0.0;
    case Kind::less_equal:
      return a <= b ? 1.0 : 0.0;
    case Kind::greater_equal:
      return a >= b ? 1.0 : 0.0;
    case Kind::equal:
      return a == b ? 1.0 : 0.0;
    case Kind::unequal:
      return a != b ? 1.0 : 0.0;
    case Kind::both:
      return a != 0.0 && b != 0.0 ? 1.0 : 0.0;
    default:
      return a != 0.0 || b != 0.0 ? 1.0 : 0.0;
  }
}

}  // namespace

double ExpressionContext::call(std::string_view function, std::string_view) {
  throw InvalidArgument(fmt::format("function '{}' is unknown", function), {},
                        nearest(function, expression_functions()));
}

double ExpressionContext::divided_by_zero() {
  throw InvalidArgument("a division by zero", "the denominator is 0", "check the names in it");
}

Expression::Expression(double number) {
  Step step;
  step.kind = static_cast<std::uint8_t>(Kind::number);
  step.number = number;
  steps_.push_back(step);
}

double Expression::value(ExpressionContext& context) const {
  context.spend(static_cast<Index>(steps_.size()));
  std::vector<double> stack;
  stack.reserve(static_cast<std::size_t>(depth_));
  const auto word = [this](std::int32_t i) -> std::string_view {
    return words_[static_cast<std::size_t>(i)];
  };
  for (const Step& step : steps_) {
    const auto kind = static_cast<Kind>(step.kind);
    switch (kind) {
      case Kind::number:
        stack.push_back(step.number);
        break;
      case Kind::name:
        stack.push_back(context.value(word(step.first)));
        break;
      case Kind::attribute:
        stack.push_back(context.attribute(word(step.first), word(step.second)));
        break;
      case Kind::call:
        stack.push_back(context.call(word(step.first), word(step.second)));
        break;
      case Kind::function1:
        stack.back() = functions1[step.function].value(stack.back());
        break;
      case Kind::negate:
        stack.back() = -stack.back();
        break;
      default: {
        const double second = stack.back();
        stack.pop_back();
        stack.back() = kind == Kind::function2 ? functions2[step.function].value(stack.back(), second)
                                               : combined(kind, stack.back(), second, context);
      }
    }
  }
  const double result = stack.back();
  if (!std::isfinite(result))
    throw InvalidArgument(fmt::format("expression '{}' has no finite value", detail::utf8_front(text_, 60)),
                          fmt::format("it gives {}", result), "check the numbers in it");
  return result;
}

std::vector<std::string> expression_functions() {
  std::vector<std::string> names;
  for (const auto& f : functions1) names.emplace_back(f.name);
  for (const auto& f : functions2) names.emplace_back(f.name);
  return names;
}

}  // namespace courant::io
