#include "address_template.hpp"

#include <fmt/format.h>

#include <cctype>
#include <charconv>
#include <vector>

#include "courant/base/error.hpp"

namespace courant::machine::detail {
namespace {

/// Integer expression over i and n: sums of products of numbers, words and brackets.
class Expression {
 public:
  Expression(std::string_view text, const Place& place) : text_(text), place_(place) {}

  Index value() {
    const Index out = sum();
    if (at_ < text_.size()) fail();
    return out;
  }

 private:
  [[noreturn]] void fail() const {
    const std::vector<std::string> known{"name", "element", "i", "n"};
    throw ConfigError(fmt::format("'{{{}}}' in a template is not understood", text_),
                      "it takes name, element, and integers of i and n with + - * // %",
                      nearest(text_, known));
  }
  bool take(std::string_view token) {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    if (text_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }
  Index sum() {
    Index out = product();
    for (;;) {
      if (take("+"))
        out += product();
      else if (take("-"))
        out -= product();
      else
        return out;
    }
  }
  Index product() {
    Index out = atom();
    for (;;) {
      const bool divides = take("//"), rest = !divides && take("%");
      if (!divides && !rest && !take("*")) return out;
      const Index right = atom();
      if ((divides || rest) && right == 0) fail();
      out = divides ? out / right : rest ? out % right : out * right;
    }
  }
  Index atom() {
    if (take("(")) {
      const Index out = sum();
      if (!take(")")) fail();
      return out;
    }
    if (take("i")) return place_.i;
    if (take("n")) return place_.i + 1;
    Index out = 0;
    const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), out);
    if (error != std::errc()) fail();
    at_ = static_cast<std::size_t>(end - text_.data());
    return out;
  }

  std::string_view text_;
  const Place& place_;
  std::size_t at_ = 0;
};

std::string formatted(Index number, std::string_view format) {
  const bool zero = format.starts_with('0') && format.size() > 1;
  std::size_t width = 0;
  const auto digits = format.ends_with('d') ? format.substr(0, format.size() - 1) : format;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), width);
  if (!digits.empty() && (error != std::errc() || end != digits.data() + digits.size() || width > 20))
    throw ConfigError(fmt::format("format ':{}' in a template is not understood", format), "",
                      "write {i:03d}");
  std::string text = std::to_string(number);
  if (text.size() < width) text.insert(0, width - text.size(), zero ? '0' : ' ');
  return text;
}

std::string filled(std::string_view inside, const Place& place) {
  if (inside == "name" || inside == "element") return place.name;
  const auto colon = inside.find(':');
  const Index number = Expression(inside.substr(0, colon), place).value();
  return colon == std::string_view::npos ? std::to_string(number)
                                         : formatted(number, inside.substr(colon + 1));
}

}  // namespace

std::string expand(std::string_view text, const Place& place) {
  std::string out;
  while (!text.empty()) {
    const auto open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    const auto close = text.find('}', open);
    if (close == std::string_view::npos)
      throw ConfigError(fmt::format("template '{}' has an open bracket", text), "", "close it with '}'");
    out += filled(text.substr(open + 1, close - open - 1), place);
    text.remove_prefix(close + 1);
  }
  return out;
}

std::pair<std::string, Unit> split_unit(std::string_view text) {
  const auto blank = text.find_last_of(' ');
  if (blank == std::string_view::npos || blank + 1 == text.size())
    throw ConfigError(fmt::format("address '{}' has no unit", text), "numbers need one",
                      "write 'ADDRESS mm', or 'ADDRESS 1' for a pure number");
  return {std::string(text.substr(0, blank)), Unit::parse(text.substr(blank + 1))};
}

}  // namespace courant::machine::detail
