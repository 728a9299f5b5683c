#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "courant/base/index.hpp"

namespace courant::io {

/// What an expression asks of the file it stands in. Each format has its own.
///
/// Every function may throw InvalidArgument; the reader adds file and line.
class ExpressionContext {
 public:
  virtual ~ExpressionContext() = default;

  /// Value of a name, as written.
  virtual double value(std::string_view name) = 0;
  /// Value of `name->attribute` (MAD-X) or `name[attribute]` (Bmad, MAD-8).
  virtual double attribute(std::string_view name, std::string_view attribute) = 0;
  /// Value of a function that is not in `expression_functions()`; `arguments` is the text between its brackets.
  /// Standard: \throws InvalidArgument with the nearest known names.
  virtual double call(std::string_view function, std::string_view arguments);
  /// Value of x / 0. Standard: \throws InvalidArgument. MAD-X takes 0.
  virtual double divided_by_zero();
  /// Called once per evaluation with the number of its operations: the place to bound the work of a file.
  virtual void spend(Index /*operations*/) {}
};

/// An arithmetic expression of a lattice file, cut once and evaluated as often as needed.
///
/// Loosest first: `||`, `&&`, one comparison (`<  >  <=  >=  ==  <>`, value 1 or 0), `+ -`, `* /`, sign, `^`. Equal
/// ones go from the left: 2^3^2 = 64; -2^2 = -4; a sign may follow an operator: 2*-3. Numbers: 1, .5, 1.e-3, 1d-3.
/// A name has letters, digits and _ . $ % # @, and does not begin with a digit or point.
/// Test: tests/io/expression_test.cpp
class Expression {
 public:
  /// The number 0.
  Expression() : Expression(0.0) {}
  /// A number.
  explicit Expression(double number);

  /// Cuts `text`. Cost: linear in it. \throws InvalidArgument for what is no expression, or is nested deeper than
  /// 100 brackets.
  static Expression parse(std::string_view text);

  /// The value; names, attributes and further functions come from `context`.
  /// \throws InvalidArgument if it isn't finite, and what `context` throws.
  double value(ExpressionContext& context) const;

  /// Whether the value needs no name: the same at any time.
  bool constant() const { return constant_; }
  /// As it was given; empty for a number.
  const std::string& text() const { return text_; }

 private:
  friend class ExpressionParser;
  struct Step {
    std::uint8_t kind = 0, function = 0;
    std::int32_t first = 0, second = 0;  // into words_
    double number = 0.0;
  };
  std::vector<Step> steps_;         // reverse Polish order
  std::vector<std::string> words_;  // names, attributes, arguments as text
  std::string text_;
  Index depth_ = 1;  // largest number of values at a time
  bool constant_ = true;
};

/// Functions every format has: sqrt log log10 exp sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh sinc
/// abs erf erfc floor ceil round frac with one argument [rad], atan2 min max with two.
std::vector<std::string> expression_functions();

}  // namespace courant::io
