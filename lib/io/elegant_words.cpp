#include "elegant_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "courant/base/error.hpp"
#include "definition.hpp"

namespace courant::io::detail {
namespace {

constexpr int deepest_group = 100;  // brackets in a line

// Members up to the ')' of the bracket that is open at `at`.
std::vector<Member> members(const std::string& file, const Statement& statement, std::size_t& at, int depth) {
  const std::string_view text = statement.text;
  std::vector<Member> out;
  if (depth > deepest_group)
    throw ParseError(file, statement.line_at(at), "brackets are nested too deeply", "more than 100 are open");
  while (true) {
    while (at < text.size() && (is_blank(text[at]) || text[at] == ',')) ++at;
    if (at >= text.size())
      throw ParseError(file, statement.line_at(at), "a bracket ')' is missing", "the line doesn't end",
                       "add it, or '&' at the end of this line");
    if (text[at] == ')') {
      ++at;
      return out;
    }
    Member m;
    m.line = statement.line_at(at);
    if (text[at] == '-') {
      m.reversed = true;
      ++at;
    }
    std::size_t behind = at;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), m.repeat);
    if (end != text.data() + at) {
      behind = static_cast<std::size_t>(end - text.data());
      while (behind < text.size() && is_blank(text[behind])) ++behind;
    }
    const bool counted = behind > at && behind < text.size() && text[behind] == '*';
    if (counted) {
      if (error != std::errc{} || m.repeat < 0 || m.repeat > 1'000'000)
        throw ParseError(file, m.line, "a repetition is out of range", "0 to 1000000 can be held");
      at = behind + 1;
      while (at < text.size() && is_blank(text[at])) ++at;
      if (at < text.size() && text[at] == '-') {
        m.reversed = !m.reversed;
        ++at;
      }
    } else {
      m.repeat = 1;
    }
    while (at < text.size() && is_blank(text[at])) ++at;
    if (at < text.size() && text[at] == '(') {
      ++at;
      m.group = members(file, statement, at, depth + 1);
    } else {
      const Word word = take_word(text, at, ",()");
      if (!word.closed || word.text.empty())
        throw ParseError(file, m.line, "a name is missing in a line", {},
                         "look for two operators or a quote");
      if (at < text.size() && text[at] != ',' && text[at] != ')')
        throw ParseError(file, m.line,
                         fmt::format("'{}' is not expected behind '{}'", text.substr(at, 20), word.text),
                         "a comma separates the members of a line");
      m.name = elegant_key(word.text, word.quoted);
    }
    out.push_back(std::move(m));
  }
}

}  // namespace

std::string elegant_key(std::string_view name, bool quoted) {
  return quoted ? std::string(name) : upper(name);
}

Word take_word(std::string_view text, std::size_t& at, std::string_view ends) {
  while (at < text.size() && is_blank(text[at])) ++at;
  Word out;
  if (at < text.size() && text[at] == '"') {
    const std::size_t close = text.find('"', at + 1);
    out.quoted = true;
    out.closed = close != std::string_view::npos;
    out.text = text.substr(at + 1, out.closed ? close - at - 1 : std::string_view::npos);
    at = out.closed ? close + 1 : text.size();
  } else {
    const std::size_t end = std::min(text.find_first_of(ends, at), text.size());
    out.text = trimmed(text.substr(at, end - at));
    at = end;
  }
  while (at < text.size() && is_blank(text[at])) ++at;
  return out;
}

std::vector<Member> elegant_members(const std::string& file, const Statement& statement, std::size_t& at) {
  return members(file, statement, at, 1);
}

}  // namespace courant::io::detail
