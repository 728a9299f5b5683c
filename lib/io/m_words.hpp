#pragma once
// Private to the module: a reading position in the words of a .m file, with errors of its line.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "courant/base/error.hpp"
#include "m_functions.hpp"
#include "m_tokens.hpp"

namespace courant::io::detail {

class MWords {
 protected:
  using Token = MToken::Kind;

  MWords(const std::string& file, std::string_view text) : file_(file), tokens_(m_tokens(file, text)) {}

  const MToken& now() const { return tokens_[at_]; }
  const MToken& after() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
  bool is(std::string_view symbol) const { return now().kind == Token::symbol && now().text == symbol; }
  void step() {
    if (now().kind != Token::end) ++at_;
  }
  bool accept(std::string_view symbol) {
    if (!is(symbol)) return false;
    step();
    return true;
  }
  void expect(std::string_view symbol) {
    if (!accept(symbol)) fail(fmt::format("'{}' is missing", symbol), fmt::format("found {}", shown()));
  }
  std::string shown() const {
    switch (now().kind) {
      case Token::number:
        return fmt::format("{}", now().number);
      case Token::line_end:
        return "the end of the line";
      case Token::end:
        return "the end of the file";
      default:
        return fmt::format("'{}'", now().text);
    }
  }
  [[noreturn]] void fail(std::string_view problem, std::string_view why = {},
                         std::string_view suggestion = {}) const {
    throw ParseError(file_, now().line, problem, why, suggestion);
  }
  // Runs f; a failure of a function becomes an error of this line.
  template <class F>
  auto at_line(Index line, F f) const {
    try {
      return f();
    } catch (const MFailure& failure) {
      throw ParseError(file_, line, failure.problem, failure.why, failure.suggestion);
    }
  }
  void skip_line() {
    while (now().kind != Token::line_end && now().kind != Token::end) step();
  }

  const std::string& file_;
  std::vector<MToken> tokens_;
  std::size_t at_ = 0;
};

}  // namespace courant::io::detail
