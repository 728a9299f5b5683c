#include "madx_line.hpp"

#include <fmt/format.h>

#include <cctype>
#include <charconv>
#include "utf8.hpp"

namespace courant::io::detail {
namespace {

constexpr int deepest = 100;  // brackets inside each other

class Items {
 public:
  explicit Items(const MadxLine& line) : line_(line), rest_(line.items) {}

  MadxItem take() {
    if (peek() != '(') fail("it has no bracket", "write name: line = (a, b)");
    MadxItem whole;
    list(whole.parts);
    if (peek() != '\0') fail(fmt::format("'{}' can't stand here", utf8_front(rest_, 20)));
    return whole;
  }

 private:
  char peek() {
    rest_ = madx_trimmed(rest_);
    return rest_.empty() ? '\0' : rest_.front();
  }
  bool accept(char c) {
    if (peek() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  [[noreturn]] void fail(std::string_view problem, std::string_view hint = {}) const {
    throw line_.place.error(fmt::format("line '{}': {}", line_.name, problem), {}, hint);
  }

  void list(std::vector<MadxItem>& parts) {
    if (++level_ > deepest) fail("its brackets are nested too deeply");
    accept('(');
    while (!accept(')')) {
      if (accept(',')) continue;
      if (peek() == '\0') fail("a closing bracket is missing");
      parts.push_back(item());
      if (peek() != ',' && peek() != ')' && peek() != '\0')
        fail(fmt::format("a comma is missing before '{}'", utf8_front(rest_, 20)));
    }
    --level_;
  }

  MadxItem item() {
    MadxItem out;
    bool done = false;
    while (!done) {
      const char c = peek();
      if (c == '-' || c == '+') {
        out.reversed ^= c == '-';
        rest_.remove_prefix(1);
      } else if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
        out.count = count();
        if (!accept('*')) fail(fmt::format("'*' is missing behind {}", out.count));
      } else {
        done = true;
      }
    }
    if (peek() == '(') {
      list(out.parts);
      return out;
    }
    const std::size_t n = madx_name_length(rest_);
    if (n == 0) fail(fmt::format("a name is missing before '{}'", utf8_front(rest_, 20)));
    out.name = std::string(rest_.substr(0, n));
    rest_.remove_prefix(n);
    if (peek() == '(') list(out.parts);
    return out;
  }

  Index count() {
    Index value = 0;
    const auto [last, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc{}) fail(fmt::format("'{}' repetitions are too many", utf8_front(rest_, 20)));
    rest_.remove_prefix(static_cast<std::size_t>(last - rest_.data()));
    return value;
  }

  const MadxLine& line_;
  std::string_view rest_;
  int level_ = 0;
};

}  // namespace

MadxItem madx_items(const MadxLine& line) { return Items(line).take(); }

}  // namespace courant::io::detail
