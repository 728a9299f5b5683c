#include "madx_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include "utf8.hpp"

namespace courant::io::detail {
namespace {

constexpr std::array<std::string_view, 5> types{"real", "int", "const", "shared", "string"};

// First place of one of `symbols` outside brackets and texts.
std::size_t find_outside(std::string_view text, std::string_view symbols) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\'') {
      const std::size_t end = text.find(c, i + 1);
      if (end == std::string_view::npos) return end;
      i = end;
      continue;
    }
    if (depth == 0 && symbols.find(c) != std::string_view::npos) return i;
    if (c == '(' || c == '{' || c == '[') ++depth;
    if ((c == ')' || c == '}' || c == ']') && depth > 0) --depth;
  }
  return std::string_view::npos;
}

class Parts {
 public:
  explicit Parts(const MadxStatement& statement) : words_(statement.words), place_(statement.place) {
    out_.place = place_;
  }

  MadxCommand take() {
    const std::size_t mark = find_outside(words_, ":=,");
    if (mark != std::string_view::npos && words_[mark] == ':' && !words_.substr(mark).starts_with(":=")) {
      label(madx_trimmed(words_.substr(0, mark)));
      command(words_.substr(mark + 1));
    } else if (mark == std::string_view::npos || words_[mark] == ',' || !assignment(mark)) {
      command(words_);
    }
    return std::move(out_);
  }

 private:
  [[noreturn]] void fail(std::string_view problem, std::string_view why = {},
                         std::string_view hint = {}) const {
    throw place_.error(problem, why, hint);
  }
  MadxPlace place_of(std::string_view part) const {
    return {place_.text, static_cast<std::size_t>(part.data() - place_.text->text().data())};
  }

  void label(std::string_view text) {
    if (const auto open = text.find('('); open != std::string_view::npos) {
      if (!text.ends_with(')')) fail(fmt::format("'{}' is no label", utf8_front(text, 40)));
      out_.formals = text.substr(open + 1, text.size() - open - 2);
      text = madx_trimmed(text.substr(0, open));
    }
    const std::string plain = madx_unquoted(text);
    if (!madx_is_name(plain))
      fail(fmt::format("'{}' is no name", utf8_front(plain, 40)), "a name begins with a letter",
           "check the text before ':'");
    out_.label = plain;
  }

  // "name = ...", "real const name := ...", "name->attribute = ..."; false for "use sequence = ...".
  bool assignment(std::size_t mark) {
    std::string_view left = madx_trimmed(words_.substr(0, mark));
    while (true) {
      const std::size_t blank = left.find_first_of(" \t\r\n");
      if (blank == std::string_view::npos) break;
      const std::string word = madx_lower(left.substr(0, blank));
      if (std::find(types.begin(), types.end(), word) == types.end()) break;
      if (out_.type != "const") out_.type = word;
      left = madx_trimmed(left.substr(blank));
    }
    const std::size_t arrow = left.find("->");
    const std::string_view name = madx_trimmed(left.substr(0, arrow));
    if (!madx_is_name(name)) {
      if (name.find_first_of(" \t\r\n") != std::string_view::npos) return false;
      fail(fmt::format("'{}' can't be assigned to", utf8_front(name, 40)), "it is no name",
           "check this statement");
    }
    out_.kind = MadxCommand::Kind::assignment;
    out_.name = madx_lower(name);
    out_.spelled = std::string(name);
    if (arrow != std::string_view::npos) {
      const std::string_view attribute = madx_trimmed(left.substr(arrow + 2));
      if (!madx_is_name(attribute)) fail(fmt::format("'{}' is no attribute", utf8_front(attribute, 40)));
      out_.kind = MadxCommand::Kind::attribute;
      out_.attribute = madx_lower(attribute);
    }
    MadxAttribute value;
    value.name = out_.attribute;
    value.deferred = words_[mark] == ':';
    value.value = madx_trimmed(words_.substr(mark + (value.deferred ? 2 : 1)));
    value.place = place_of(*value.value);
    out_.attributes.push_back(std::move(value));
    return true;
  }

  void command(std::string_view text) {
    const auto parts = madx_split(text);
    std::string_view first = madx_trimmed(parts.empty() ? text : parts.front());
    std::size_t n = madx_name_length(first);
    out_.spelled = std::string(first.substr(0, n));
    out_.name = madx_lower(out_.spelled);
    if (out_.name.empty() && !first.empty() && first.front() == '"') {
      out_.spelled = madx_unquoted(first);
      out_.name = madx_lower(out_.spelled);
      n = first.size();
    }
    if (out_.name.empty())
      fail(fmt::format("'{}' is no statement of MAD-X", utf8_front(words_, 40)),
           "a command or class is missing", "check for a missing ';' before it");
    first = madx_trimmed(first.substr(n));
    if (!first.empty()) attribute(first);  // "line = (...)", or a missing comma
    for (std::size_t i = 1; i < parts.size(); ++i)
      if (const auto part = madx_trimmed(parts[i]); !part.empty()) attribute(part);
  }

  void attribute(std::string_view text) {
    MadxAttribute out;
    out.place = place_of(text);
    std::size_t mark = find_outside(text, "=");
    if (mark == std::string_view::npos) {
      if (text.starts_with('-') || text.starts_with('+')) {
        out.on = text.front() == '+';
        text = madx_trimmed(text.substr(1));
      }
      if (madx_is_name(text))
        out.name = madx_lower(text);
      else
        out.value = text;
      out_.attributes.push_back(std::move(out));
      return;
    }
    out.value = madx_trimmed(text.substr(mark + 1));
    if (mark > 0 && text[mark - 1] == ':') {
      out.deferred = true;
      --mark;
    }
    const std::string_view name = madx_trimmed(text.substr(0, mark));
    if (!name.empty() && !madx_is_name(name))
      throw out.place.error(fmt::format("'{}' is no attribute", utf8_front(name, 40)),
                            "an attribute is name = value", "check for a missing comma");
    out.name = madx_lower(name);
    out_.attributes.push_back(std::move(out));
  }

  std::string_view words_;
  MadxPlace place_;
  MadxCommand out_;
};

}  // namespace

const MadxAttribute* MadxCommand::find(std::string_view wanted) const {
  const MadxAttribute* found = nullptr;  // the last one counts
  for (const auto& a : attributes)
    if (a.name == wanted) found = &a;
  return found;
}

MadxCommand madx_command(const MadxStatement& statement) { return Parts(statement).take(); }

std::vector<std::string_view> madx_split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t mark = find_outside(text, std::string_view(&separator, 1));
    parts.push_back(text.substr(0, mark));
    if (mark == std::string_view::npos) break;
    text.remove_prefix(mark + 1);
  }
  return parts;
}

std::string madx_unquoted(std::string_view value) {
  value = madx_trimmed(value);
  if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
    value = value.substr(1, value.size() - 2);
  return std::string(value);
}

std::string madx_text_of(const MadxAttribute& attribute) {
  return attribute.value ? madx_unquoted(*attribute.value) : std::string();
}

}  // namespace courant::io::detail
