#include "elegant_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>

#include "courant/base/error.hpp"
#include "elegant_tables.hpp"
#include "elegant_words.hpp"
#include "file.hpp"
#include "rpn.hpp"
#include "statement.hpp"

namespace courant::io::detail {
namespace {

constexpr int most_files = 10;  // included in each other, as in elegant

class Cutter {
 public:
  Cutter(ElegantFile& file, Rpn& rpn, std::string name, int depth)
      : file_(file), rpn_(rpn), name_(std::move(name)), depth_(depth) {}

  void cut(std::string_view rest) {
    while (!rest.empty()) {
      const Statement statement = next(rest);
      const std::string_view text = trimmed(statement.text);
      if (title_) {
        file_.title = text;
        title_ = false;
      } else if (text.starts_with('%')) {
        calculate(text.substr(1), statement.line);
      } else if (text.starts_with("#")) {
        include(text, statement.line);
      } else if (!text.empty() && !define(statement)) {
        return;
      }
    }
  }

 private:
  // Takes the next statement from `rest`.
  Statement next(std::string_view& rest) {
    Statement out;
    out.line = line_ + 1;
    while (!rest.empty()) {
      ++line_;
      std::string_view one = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), one.size() + 1));
      if (one.starts_with('!')) {
        if (out.lines.empty()) ++out.line;
        continue;
      }
      one = trimmed(without_comment(one));
      const bool goes_on = one.ends_with('&');
      if (goes_on) one.remove_suffix(1);
      out.lines.emplace_back(out.text.size(), line_);
      out.text += one;
      if (!goes_on) break;
    }
    return out;
  }

  static std::string_view without_comment(std::string_view text) {
    if (trimmed(text).starts_with('%')) return text;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '"') quoted = !quoted;
      if (text[i] == '!' && !quoted) return text.substr(0, i);
    }
    return text;
  }

  void calculate(std::string_view text, Index line) {
    try {
      rpn_.run(text);
    } catch (const InvalidArgument& error) {
      throw ParseError(name_, line, error.what());
    }
  }

  void include(std::string_view text, Index line) {
    constexpr std::string_view command = "#INCLUDE:";
    if (upper(text.substr(0, command.size())) != command)
      throw ParseError(name_, line, "a line that begins with '#' includes a file", {},
                       "write '#INCLUDE: FILE'");
    if (depth_ == most_files)
      throw ParseError(name_, line, "files are nested too deeply", "ten include each other");
    std::string_view file = trimmed(text.substr(command.size()));
    if (file.size() > 1 && file.front() == '"' && file.back() == '"') file = file.substr(1, file.size() - 2);
    const auto path = std::filesystem::path(name_).parent_path() / std::string(file);
    std::string content;
    try {
      content = load(path);
    } catch (const ParseError& error) {
      throw ParseError(name_, line, fmt::format("file '{}' can't be included", file), error.what());
    }
    Cutter(file_, rpn_, path.string(), depth_ + 1).cut(content);
  }

  // False when the statement ends the file.
  bool define(const Statement& statement);
  void element(std::string_view written, bool quoted, std::string_view type, std::size_t at,
               const Statement& statement);
  void attributes(Definition& definition, std::string_view rest, std::size_t at, const Statement& statement);
  Attribute value(std::string_view text, bool quoted, Index line);
  void line(std::string_view written, bool quoted, std::size_t at, const Statement& statement);
  void check_new(const std::string& key, std::string_view written, Index line) const;

  ElegantFile& file_;
  Rpn& rpn_;
  std::string name_;
  int depth_;
  Index line_ = 0;
  bool title_ = false;
};

bool Cutter::define(const Statement& statement) {
  const std::string_view text = statement.text;
  std::size_t at = 0;
  const Word name = take_word(text, at, ":,= \t");
  const std::string command = name.quoted ? std::string() : upper(name.text);
  if (at >= text.size() || text[at] != ':') {
    if (command == "RETURN") return false;
    if (command == "TITLE") return title_ = true;
    if (command == "USE") {
      if (at < text.size() && text[at] == ',') ++at;
      const Word used = take_word(text, at, ", \t");
      if (used.text.empty())
        throw ParseError(name_, statement.line, "USE names no line", {}, "write 'USE,LINE'");
      file_.used = elegant_key(used.text, used.quoted);
      return false;
    }
    if (command == "RENAME") {
      file_.report.add({name_, statement.line}, {}, "RENAME is not supported", "it was skipped");
      return true;
    }
    throw ParseError(name_, statement.line, fmt::format("'{}' begins no statement", name.text.substr(0, 60)),
                     "a statement is 'NAME: TYPE, ATTRIBUTE=VALUE, ...' or 'NAME: LINE=(...)'",
                     "check the '&' at the end of the line before");
  }
  if (name.text.empty()) throw ParseError(name_, statement.line, "a name is missing in front of ':'");
  ++at;
  const std::size_t begin = at;
  const Word type = take_word(text, at, ",=(");
  if (!type.quoted && upper(type.text) == "LINE") {
    line(name.text, name.quoted, at, statement);
  } else {
    if (type.text.empty())
      throw ParseError(name_, statement.line_at(begin), fmt::format("'{}' has no type", name.text), {},
                       "write 'NAME: TYPE, ATTRIBUTE=VALUE, ...'");
    const std::string key = elegant_key(type.text, type.quoted);
    element(name.text, name.quoted, key, at, statement);
  }
  return true;
}

void Cutter::check_new(const std::string& key, std::string_view written, Index line) const {
  const auto element = file_.elements.find(key);
  const auto other = file_.lines.find(key);
  if (element == file_.elements.end() && other == file_.lines.end()) return;
  const Where& first = element != file_.elements.end() ? element->second.where : other->second.where;
  throw ParseError(name_, line, fmt::format("'{}' is defined twice", written),
                   fmt::format("first in {}:{}", first.file, first.line), "rename one of them");
}

void Cutter::element(std::string_view written, bool quoted, std::string_view type, std::size_t at,
                     const Statement& statement) {
  const std::string key = elegant_key(written, quoted);
  check_new(key, written, statement.line);
  Definition definition;
  if (const auto model = file_.elements.find(type); !is_elegant_type(type) && model != file_.elements.end()) {
    definition = model->second;  // a copy of another element
  } else if (const auto known = elegant_type(type); known) {
    definition.type = *known;
  } else {
    throw ParseError(name_, statement.line, fmt::format("'{}' is neither a type nor an element", type), {},
                     nearest(std::string(type), elegant_types()));
  }
  definition.name = written;
  definition.where = {name_, statement.line};
  attributes(definition, statement.text, at, statement);
  file_.elements.emplace(key, std::move(definition));
}

void Cutter::attributes(Definition& definition, std::string_view text, std::size_t at,
                        const Statement& statement) {
  while (at < text.size()) {
    if (text[at] == ',' || is_blank(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    const Word attribute = take_word(text, at, "=,");
    const Index line = statement.line_at(begin);
    if (attribute.text.empty() || !attribute.closed || at >= text.size() || text[at] != '=')
      throw ParseError(name_, line,
                       fmt::format("{}: '{}' is no attribute", definition.subject(), text.substr(begin, 40)),
                       "an attribute is NAME=VALUE", "look for a missing comma or '&'");
    ++at;
    const Word given = take_word(text, at, ",");
    if (!given.closed)
      throw ParseError(name_, line, fmt::format("{}: a quote is not closed", definition.subject()), {},
                       "add the missing '\"'");
    if (at < text.size() && text[at] != ',')
      throw ParseError(
          name_, line,
          fmt::format("{}: '{}' is not expected here", definition.subject(), text.substr(at, 40)),
          "a comma separates attributes", "look for a missing comma or quote");
    definition.set(attribute.text, value(given.text, given.quoted, line));
  }
}

Attribute Cutter::value(std::string_view text, bool quoted, Index line) {
  Attribute out;
  out.text = text;
  out.line = line;
  double number = 0.0;
  const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error == std::errc{} && end == digits.data() + digits.size()) {
    if (std::isfinite(number)) out.number = number;
    return out;
  }
  if (text.empty()) return out;
  try {
    out.number = rpn_.value(text);
  } catch (const InvalidArgument& why) {
    if (quoted) out.why = why.what();  // a text, if a text is wanted
  }
  return out;
}

void Cutter::line(std::string_view written, bool quoted, std::size_t at, const Statement& statement) {
  const std::string key = elegant_key(written, quoted);
  check_new(key, written, statement.line);
  const std::string_view text = statement.text;
  if (at >= text.size() || text[at] != '=')
    throw ParseError(name_, statement.line, fmt::format("line '{}' has no '='", written), {},
                     "write 'NAME: LINE=(A,B,C)'");
  ++at;
  while (at < text.size() && is_blank(text[at])) ++at;
  if (at >= text.size() || text[at] != '(')
    throw ParseError(name_, statement.line_at(at),
                     fmt::format("the members of line '{}' need brackets", written), {},
                     "write 'NAME: LINE=(A,B,C)'");
  ++at;
  BeamLine out{std::string(written), {name_, statement.line}, elegant_members(name_, statement, at)};
  if (!trimmed(text.substr(std::min(at, text.size()))).empty())
    throw ParseError(name_, statement.line_at(at),
                     fmt::format("'{}' is not expected behind line '{}'", text.substr(at, 40), written), {},
                     "look for a ')' too many");
  file_.lines.emplace(key, std::move(out));
  file_.last = key;
}

}  // namespace

ElegantFile cut_elegant(const Source& source) {
  ElegantFile file;
  Rpn rpn;
  Cutter(file, rpn, source.file, 1).cut(source.content);
  return file;
}

}  // namespace courant::io::detail
