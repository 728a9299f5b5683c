#include "m_tokens.hpp"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <charconv>

#include "courant/base/error.hpp"

namespace courant::io::detail {
namespace {

using Kind = MToken::Kind;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

class Cutter {
 public:
  Cutter(const std::string& file, std::string_view text) : file_(file), rest_(text) {}

  std::vector<MToken> cut() {
    while (!rest_.empty()) {
      if (blank() || comment() || continuation()) continue;
      if (line_end() || number() || name() || text() || symbol()) continue;
      const char c = rest_.front();
      throw ParseError(file_, line_,
                       fmt::format("character '{}' can't stand here", std::isprint(c) ? c : '?'), {},
                       "the reader knows data and arithmetic, not programs");
    }
    put(Kind::line_end, {});
    put(Kind::end, {});
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t i) const { return i < rest_.size() ? rest_[i] : '\0'; }

  void put(Kind kind, std::string text, double number = 0.0) {
    tokens_.push_back({kind, std::move(text), number, line_, space_});
    space_ = false;
  }

  bool blank() {
    const char c = rest_.front();
    if (c != ' ' && c != '\t' && c != '\r' && c != '\f') return false;
    rest_.remove_prefix(1);
    return space_ = true;
  }

  void skip_line() { rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size())); }

  // % to the end of the line; %{ alone on its line to %} alone on its line
  bool comment() {
    if (rest_.front() != '%' && rest_.front() != '#') return false;
    const auto trimmed_line = [&] {
      auto line = rest_.substr(0, rest_.find('\n'));
      while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back()))) line.remove_suffix(1);
      while (!line.empty() && std::isspace(static_cast<unsigned char>(line.front()))) line.remove_prefix(1);
      return line;
    };
    const bool first = tokens_.empty() || tokens_.back().kind == Kind::line_end;
    if (first && trimmed_line() == "%{") {
      const Index begin = line_;
      for (int depth = 0; !rest_.empty();) {
        const auto line = trimmed_line();
        if (line == "%{") ++depth;
        if (line == "%}" && --depth == 0) {
          skip_line();
          return true;
        }
        skip_line();
        if (!rest_.empty()) {
          rest_.remove_prefix(1);
          ++line_;
        }
      }
      throw ParseError(file_, begin, "a block comment doesn't end", "'%}' is missing", "add it");
    }
    skip_line();
    return true;
  }

  bool continuation() {
    if (!rest_.starts_with("...")) return false;
    skip_line();
    if (!rest_.empty()) {
      rest_.remove_prefix(1);
      ++line_;
    }
    return space_ = true;
  }

  bool line_end() {
    if (rest_.front() != '\n') return false;
    put(Kind::line_end, {});
    rest_.remove_prefix(1);
    ++line_;
    return true;
  }

  bool number() {
    if (!is_digit(rest_.front()) && !(rest_.front() == '.' && is_digit(peek(1)))) return false;
    std::size_t n = 0;
    while (is_digit(peek(n))) ++n;
    // "1./x" divides entry by entry, "1.5" is a number
    if (peek(n) == '.' && peek(n + 1) != '*' && peek(n + 1) != '/' && peek(n + 1) != '^' &&
        peek(n + 1) != '\'' && peek(n + 1) != '.')
      for (++n; is_digit(peek(n));) ++n;
    std::string digits(rest_.substr(0, n));
    if (const char e = peek(n); e == 'e' || e == 'E' || e == 'd' || e == 'D') {
      const std::size_t sign = peek(n + 1) == '+' || peek(n + 1) == '-' ? 1 : 0;
      if (is_digit(peek(n + 1 + sign))) {
        std::size_t end = n + 1 + sign;
        while (is_digit(peek(end))) ++end;
        digits += 'e';
        digits += rest_.substr(n + 1, end - n - 1);
        n = end;
      }
    }
    double value = 0.0;
    const auto [last, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || last != digits.data() + digits.size() || is_letter(peek(n)))
      throw ParseError(
          file_, line_,
          fmt::format("number '{}' can't be read", rest_.substr(0, std::min(n + 1, rest_.size()))),
          "it is too large, complex or followed by a letter", "write it as 1.5e-3");
    rest_.remove_prefix(n);
    put(Kind::number, {}, value);
    return true;
  }

  bool name() {
    if (!is_letter(rest_.front())) return false;
    std::size_t n = 1;
    while (is_letter(peek(n)) || is_digit(peek(n))) ++n;
    std::string word(rest_.substr(0, n));
    rest_.remove_prefix(n);
    put(Kind::name, std::move(word));
    return true;
  }

  // Whether a quote here is the transpose of what stands before it.
  bool after_value() const {
    if (tokens_.empty() || space_) return false;
    const MToken& last = tokens_.back();
    return last.kind == Kind::number || last.kind == Kind::name || last.kind == Kind::text ||
           (last.kind == Kind::symbol &&
            (last.text == ")" || last.text == "]" || last.text == "}" || last.text == "'"));
  }

  bool text() {
    const char quote = rest_.front();
    if (quote != '\'' && quote != '"') return false;
    if (quote == '\'' && after_value()) {
      rest_.remove_prefix(1);
      put(Kind::symbol, "'");
      return true;
    }
    std::string out;
    for (std::size_t i = 1; i < rest_.size() && rest_[i] != '\n'; ++i) {
      if (rest_[i] != quote) {
        out += rest_[i];
      } else if (peek(i + 1) == quote) {  // a doubled quote is one in the text
        out += quote;
        ++i;
      } else {
        rest_.remove_prefix(i + 1);
        put(Kind::text, std::move(out));
        return true;
      }
    }
    throw ParseError(file_, line_, "a text doesn't end", "the closing quote is missing",
                     "add it on this line");
  }

  bool symbol() {
    static constexpr std::array<std::string_view, 8> two{".*", "./", ".^", ".'", "==", "~=", "<=", ">="};
    for (const auto s : two)
      if (rest_.starts_with(s)) {
        rest_.remove_prefix(2);
        put(Kind::symbol, s == ".'" ? "'" : std::string(s));
        return true;
      }
    if (std::string_view("+-*/^()[]{},;=:.@<>~&|").find(rest_.front()) == std::string_view::npos)
      return false;
    put(Kind::symbol, std::string(1, rest_.front()));
    rest_.remove_prefix(1);
    return true;
  }

  const std::string& file_;
  std::string_view rest_;
  std::vector<MToken> tokens_;
  Index line_ = 1;
  bool space_ = false;
};

}  // namespace

std::vector<MToken> m_tokens(const std::string& file, std::string_view text) {
  return Cutter(file, text).cut();
}

}  // namespace courant::io::detail
