#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "courant/base/error.hpp"
#include "courant/io/expression.hpp"
#include "expression_code.hpp"
#include "utf8.hpp"

namespace courant::io {
namespace {

using Kind = ExpressionStep;

constexpr int deepest = 100;               // brackets and signs inside each other
constexpr std::size_t longest_shown = 60;  // [character] of the text in a message

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_name(char c) {
  return is_letter(c) || is_digit(c) || std::string_view(".$%#@").find(c) != std::string_view::npos;
}

}  // namespace

// Recursive descent straight into reverse Polish order.
class ExpressionParser {
 public:
  explicit ExpressionParser(std::string_view text) : rest_(text) { out_.text_ = std::string(text); }

  Expression parse() {
    out_.steps_.clear();
    any();
    if (peek() != '\0') fail(fmt::format("'{}' can't stand here", shown()), "an operator is missing");
    return std::move(out_);
  }

 private:
  char peek() {
    while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front()))) rest_.remove_prefix(1);
    return rest_.empty() ? '\0' : rest_.front();
  }
  bool accept(std::string_view symbol) {
    peek();
    if (!rest_.starts_with(symbol)) return false;
    rest_.remove_prefix(symbol.size());
    return true;
  }
  std::string shown() const { return std::string(detail::utf8_front(rest_, 20)); }

  [[noreturn]] void fail(std::string_view problem, std::string_view why = {},
                         std::string_view hint = {}) const {
    std::string text(detail::utf8_front(out_.text_, longest_shown));
    if (out_.text_.size() > longest_shown) text += " ...";
    throw InvalidArgument(fmt::format("expression '{}': {}", text, problem), why, hint);
  }

  void put(Kind kind, int change, std::size_t function = 0) {
    Expression::Step step;
    step.kind = static_cast<std::uint8_t>(kind);
    step.function = static_cast<std::uint8_t>(function);
    out_.steps_.push_back(step);
    height_ += change;
    out_.depth_ = std::max(out_.depth_, height_);
  }
  void put_words(Kind kind, std::string_view first, std::string_view second = {}) {
    put(kind, 1);
    out_.steps_.back().first = word(first);
    out_.steps_.back().second = word(second);
    out_.constant_ = false;
  }
  std::int32_t word(std::string_view text) {
    out_.words_.emplace_back(text);
    return static_cast<std::int32_t>(out_.words_.size() - 1);
  }

  template <class F>
  void deeper(F&& f) {
    if (++level_ > deepest) fail("it is nested too deeply", fmt::format("{} levels are the limit", deepest));
    f();
    --level_;
  }

  void any() {
    deeper([&] {
      all();
      while (accept("||")) {
        all();
        put(Kind::either, -1);
      }
    });
  }
  void all() {
    comparison();
    while (accept("&&")) {
      comparison();
      put(Kind::both, -1);
    }
  }
  void comparison() {
    sum();
    constexpr std::pair<std::string_view, Kind> signs[] = {
        {"<=", Kind::less_equal}, {">=", Kind::greater_equal}, {"<>", Kind::unequal},
        {"==", Kind::equal},      {"<", Kind::less},           {">", Kind::greater}};
    for (const auto& [sign, kind] : signs) {
      if (!accept(sign)) continue;
      sum();
      put(kind, -1);
      return;
    }
  }
  void sum() {
    product();
    for (;;) {
      const char c = peek();
      if (c != '+' && c != '-') return;
      rest_.remove_prefix(1);
      product();
      put(c == '+' ? Kind::add : Kind::subtract, -1);
    }
  }
  void product() {
    signed_power();
    for (;;) {
      const char c = peek();
      if (c != '*' && c != '/') return;
      rest_.remove_prefix(1);
      signed_power();
      put(c == '*' ? Kind::multiply : Kind::divide, -1);
    }
  }
  // A run of signs in front of `f`; they are counted, not nested.
  template <class F>
  void with_sign(F&& f) {
    bool negative = false;
    for (char c = peek(); c == '+' || c == '-'; c = peek()) {
      negative ^= c == '-';
      rest_.remove_prefix(1);
    }
    f();
    if (negative) put(Kind::negate, 0);
  }
  void signed_power() {
    with_sign([&] {
      primary();
      while (accept("^")) {
        with_sign([&] { primary(); });
        put(Kind::power, -1);
      }
    });
  }

  void primary() {
    const char c = peek();
    if (c == '(') {
      rest_.remove_prefix(1);
      any();
      close();
    } else if (is_digit(c) || c == '.') {
      number();
    } else if (is_letter(c)) {
      named();
    } else if (c == '\0') {
      fail("a value is missing at its end");
    } else {
      fail(fmt::format("a value is missing before '{}'", shown()));
    }
  }
  void close() {
    if (!accept(")")) fail("a closing bracket is missing");
  }

  void number() {
    std::size_t n = 0;
    std::string digits;
    const auto take = [&] { digits += rest_[n++]; };
    const auto at = [&](std::size_t i) { return i < rest_.size() ? rest_[i] : '\0'; };
    while (is_digit(at(n))) take();
    if (at(n) == '.') take();
    while (is_digit(at(n))) take();
    const bool marks = at(n) == 'e' || at(n) == 'E' || at(n) == 'd' || at(n) == 'D';
    const std::size_t sign = at(n + 1) == '+' || at(n + 1) == '-' ? 1 : 0;
    if (marks && is_digit(at(n + 1 + sign))) {
      digits += 'e';
      if (at(n + 1) == '-') digits += '-';
      n += 1 + sign;
      while (is_digit(at(n))) take();
    }
    double value = 0.0;
    const auto [last, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || last != digits.data() + digits.size() || is_name(at(n)))
      fail(fmt::format("number '{}' can't be read", detail::utf8_front(rest_, n + 1)),
           "it is too large, empty or followed by a letter", "write it as 1.5e-3");
    rest_.remove_prefix(n);
    put(Kind::number, 1);
    out_.steps_.back().number = value;
  }

  std::string_view name() {
    peek();
    std::size_t n = 0;
    while (n < rest_.size() && is_name(rest_[n])) ++n;
    const std::string_view found = rest_.substr(0, n);
    if (found.empty()) fail(fmt::format("a name is missing before '{}'", shown()));
    rest_.remove_prefix(n);
    return found;
  }

  void named() {
    const std::string_view first = name();
    if (accept("(")) {
      function(first);
    } else if (accept("->")) {
      put_words(Kind::attribute, first, name());
    } else if (accept("[")) {
      put_words(Kind::attribute, first, name());
      if (!accept("]")) fail("a bracket ']' is missing");
    } else {
      put_words(Kind::name, first);
    }
  }

  void function(std::string_view called) {
    std::string lower(called);
    for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    for (std::size_t i = 0; i < functions1.size(); ++i)
      if (functions1[i].name == lower) {
        any();
        close();
        return put(Kind::function1, 0, i);
      }
    for (std::size_t i = 0; i < functions2.size(); ++i)
      if (functions2[i].name == lower) {
        any();
        if (!accept(",")) fail(fmt::format("function '{}' has two arguments", lower));
        any();
        close();
        return put(Kind::function2, -1, i);
      }
    const std::string_view arguments = up_to_bracket();
    put_words(Kind::call, called, arguments);
  }

  std::string_view up_to_bracket() {
    int open = 1;
    for (std::size_t n = 0; n < rest_.size(); ++n) {
      if (rest_[n] == '(') ++open;
      if (rest_[n] == ')' && --open == 0) {
        const std::string_view inside = rest_.substr(0, n);
        rest_.remove_prefix(n + 1);
        return inside;
      }
    }
    fail("a closing bracket is missing");
  }

  Expression out_;
  std::string_view rest_;
  Index height_ = 0;
  int level_ = 0;
};

Expression Expression::parse(std::string_view text) { return ExpressionParser(text).parse(); }

}  // namespace courant::io
