#include "courant/base/units.hpp"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <cmath>
#include <limits>

#include "courant/base/error.hpp"
#include "text.hpp"
#include "unit_table.hpp"

namespace courant {
namespace {

constexpr int max_power = 24;  // far above any physical unit, far below what overflows a factor
constexpr int max_depth = 16;  // of brackets

struct Factor {
  Dimension dimension;
  double factor = 1.0;  // to SI, rad, eV
};

Dimension combine(const Dimension& a, const Dimension& b, int power) {
  return {a.m + power * b.m, a.kg + power * b.kg,   a.s + power * b.s,
          a.a + power * b.a, a.rad + power * b.rad, a.ev + power * b.ev};
}

double integer_power(double base, int exponent) {
  double result = 1.0;
  for (int i = 0; i < std::abs(exponent); ++i) result *= base;
  return exponent < 0 ? 1.0 / result : result;
}

/// Recursive descent over: product = power {(* | · | blank) power | / power}; power = atom [^ integer].
class Parser {
 public:
  explicit Parser(std::string_view text) : all_(text), rest_(text) {}

  Factor parse() {
    if (rest_.empty()) throw UnitError("the unit is empty", "", "write '1' for a pure number");
    const Factor unit = product(0);
    if (!rest_.empty()) fail(fmt::format("'{}' is out of place", rest_.substr(0, 1)), "");
    if (!std::isfinite(unit.factor) || unit.factor <= 0.0) fail("its size is out of range", "");
    return unit;
  }

 private:
  Factor product(int depth) {
    if (depth > max_depth) fail("too many brackets", "");
    Factor left = power(depth);
    bool divided = false;
    while (true) {
      const bool blank = skip_blanks();
      if (rest_.empty() || rest_.front() == ')') return left;
      const bool divide = take("/");
      const bool multiply = !divide && (take("*") || take("\u00b7"));
      if (!divide && !multiply && !blank) return left;
      if (!divide && divided)
        fail("a product after '/' can be read in two ways", "write brackets, e.g. 'A/(T*m)'");
      divided = divided || divide;
      skip_blanks();
      const Factor right = power(depth);
      left = {combine(left.dimension, right.dimension, divide ? -1 : 1),
              divide ? left.factor / right.factor : left.factor * right.factor};
    }
  }

  Factor power(int depth) {
    const Factor base = atom(depth);
    const int exponent = power_of_atom();
    return {combine({}, base.dimension, exponent), integer_power(base.factor, exponent)};
  }

  Factor atom(int depth) {
    skip_blanks();
    if (take("(")) {
      const Factor inner = product(depth + 1);
      skip_blanks();
      if (!take(")")) fail("a bracket is not closed", "");
      return inner;
    }
    std::size_t length = 0;
    while (length < rest_.size() && is_name(rest_, length)) ++length;
    if (length == 0 && !rest_.empty() && rest_.front() == '1') length = 1;
    if (length == 0) fail("a name is missing", "e.g. 'm', 'T*m', '1/m', 'm^-2'");
    const auto name = rest_.substr(0, length);
    const auto found = detail::find_unit(name);
    if (!found) {
      const auto why = name == all_ ? std::string{} : fmt::format("in '{}'", all_);
      throw UnitError(fmt::format("unit '{}' is unknown", name), why, detail::suggest_unit(name));
    }
    rest_.remove_prefix(length);
    return {found->dimension, found->factor};
  }

  int power_of_atom() {
    if (take("\u00b2")) return 2;
    if (take("\u00b3")) return 3;
    if (take("\u207b\u00b9")) return -1;
    if (take("\u207b\u00b2")) return -2;
    if (!take("^") && !take("**")) return 1;
    const bool negative = take("-");
    if (!negative) take("+");
    int value = 0, digits = 0;
    for (; !rest_.empty() && std::isdigit(static_cast<unsigned char>(rest_.front()));
         rest_.remove_prefix(1)) {
      value = 10 * value + (rest_.front() - '0');
      if (++digits > 2 || value > max_power)
        fail("a power is too large", fmt::format("at most {}", max_power));
    }
    if (digits == 0 || (!rest_.empty() && rest_.front() == '.'))
      fail("a power is no integer", "e.g. 'm^2', 'm^-1'");
    return negative ? -value : value;
  }

  // Letters, % and bytes of UTF-8 other than the middle dot and the superscripts that end a name.
  static bool is_name(std::string_view text, std::size_t i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) return std::isalpha(c) || c == '%';
    const auto rest = text.substr(i);
    for (const std::string_view end : {"\u00b7", "\u00b2", "\u00b3", "\u207b"})
      if (rest.starts_with(end)) return false;
    return true;
  }

  bool skip_blanks() {
    const auto before = rest_.size();
    while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front()))) rest_.remove_prefix(1);
    return rest_.size() != before;
  }

  bool take(std::string_view token) {
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  [[noreturn]] void fail(std::string_view why, std::string_view suggestion) const {
    throw UnitError(fmt::format("'{}' is no unit", all_), why, suggestion);
  }

  std::string_view all_, rest_;
};

bool compound(const std::string& text) { return text.find_first_of("*/ ") != std::string::npos; }
std::string bracketed(const std::string& text) { return compound(text) ? "(" + text + ")" : text; }

constexpr Dimension voltage{.m = 2, .kg = 1, .s = -3, .a = -1};
constexpr Dimension magnetic_field{.kg = 1, .s = -2, .a = -1};

}  // namespace

std::string to_string(const Dimension& d) {
  const std::array<std::pair<const char*, int>, 6> powers{
      {{"m", d.m}, {"kg", d.kg}, {"s", d.s}, {"A", d.a}, {"rad", d.rad}, {"eV", d.ev}}};
  std::string above, below;
  int count_below = 0;
  for (const auto& [name, power] : powers) {
    if (power == 0) continue;
    auto& side = power > 0 ? above : below;
    count_below += power < 0;
    if (!side.empty()) side += "*";
    side += std::abs(power) == 1 ? std::string(name) : fmt::format("{}^{}", name, std::abs(power));
  }
  const std::string_view numerator = above.empty() ? std::string_view("1") : above;
  if (below.empty()) return std::string(numerator);
  return count_below > 1 ? fmt::format("{}/({})", numerator, below) : fmt::format("{}/{}", numerator, below);
}

std::string describe(const Dimension& d) {
  if (d.dimensionless()) return "a pure number";
  if (d == Dimension{.m = 1}) return "a length";
  if (d == Dimension{.kg = 1}) return "a mass";
  if (d == Dimension{.s = 1}) return "a time";
  if (d == Dimension{.a = 1}) return "a current";
  if (d == Dimension{.rad = 1}) return "an angle";
  if (d == Dimension{.ev = 1}) return "an energy in eV";
  if (d == Dimension{.s = -1}) return "a frequency";
  if (d == voltage) return "a voltage";
  if (d == magnetic_field) return "a magnetic field";
  if (d == Dimension{.s = 1, .a = 1}) return "a charge";
  return "a quantity in " + to_string(d);
}

Unit Unit::parse(std::string_view text) {
  const auto clean = detail::trimmed(text);
  const Factor unit = Parser(clean).parse();
  return Unit(std::string(clean), unit.dimension, unit.factor);
}

Unit Unit::operator*(const Unit& other) const {
  if (*this == Unit()) return other;
  if (other == Unit()) return *this;
  return Unit(bracketed(text_) + "*" + bracketed(other.text_), combine(dimension_, other.dimension_, 1),
              factor_ * other.factor_);
}

Unit Unit::operator/(const Unit& other) const {
  if (other == Unit()) return *this;
  return Unit(bracketed(text_) + "/" + bracketed(other.text_), combine(dimension_, other.dimension_, -1),
              factor_ / other.factor_);
}

Unit Unit::pow(int exponent) const {
  if (exponent == 0 || *this == Unit()) return Unit();
  if (exponent == 1) return *this;
  if (std::abs(exponent) > max_power)
    throw UnitError(fmt::format("unit '{}' can't be raised to {}", text_, exponent),
                    fmt::format("powers reach {}", max_power));
  const bool power_too = text_.find('^') != std::string::npos;
  return Unit(fmt::format("{}^{}", power_too ? "(" + text_ + ")" : bracketed(text_), exponent),
              combine({}, dimension_, exponent), integer_power(factor_, exponent));
}

}  // namespace courant
