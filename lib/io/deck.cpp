#include "deck.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "courant/base/error.hpp"
#include "courant/io/expression.hpp"

namespace courant::io::detail {
namespace {

constexpr int deepest_group = 100;

// Names of the file, for its expressions.
class Names : public ExpressionContext {
 public:
  Names(const Deck& deck, const DeckStyle& style) : deck_(deck), style_(style) {}

  double value(std::string_view name) override {
    const std::string key = upper(name);
    if (const auto found = deck_.variables.find(key); found != deck_.variables.end()) {
      if (found->second.number) return *found->second.number;
      throw InvalidArgument(fmt::format("'{}' has no value", name), found->second.why);
    }
    if (const auto known = style_.known.find(key); known != style_.known.end()) return known->second;
    std::vector<std::string> names;
    for (const auto& [variable, unused] : deck_.variables) names.push_back(variable);
    throw InvalidArgument(fmt::format("name '{}' is unknown", name), "it must be defined before it is used",
                          nearest(key, names));
  }
  double attribute(std::string_view name, std::string_view) override {
    throw InvalidArgument(fmt::format("'{}' can't have attributes here", name));
  }
  // Functions of Pascal; their arguments are expressions again.
  double call(std::string_view function, std::string_view arguments) override {
    const std::string name = upper(function);
    if (name != "SQR" && name != "ARCTAN" && name != "LN")
      return ExpressionContext::call(function, arguments);
    if (depth_ == deepest_call)
      throw InvalidArgument("functions are nested too deeply", "more than 50 levels");
    struct Level {
      int& depth;
      explicit Level(int& d) : depth(++d) {}
      ~Level() { --depth; }
    } const level(depth_);
    const double x = Expression::parse(arguments).value(*this);
    return name == "SQR" ? x * x : name == "LN" ? std::log(x) : std::atan(x);
  }

 private:
  static constexpr int deepest_call = 50;
  int depth_ = 0;
  const Deck& deck_;
  const DeckStyle& style_;
};

class Cutter {
 public:
  Cutter(const Source& source, const DeckStyle& style, Deck& deck)
      : file_(source.file), style_(style), deck_(deck), names_(deck, style) {}

  void cut(const std::vector<Statement>& statements) {
    for (const auto& statement : statements) {
      const std::string_view text = trimmed(statement.text);
      if (text.empty()) continue;
      const std::size_t colon = statement.text.find(':'), equals = statement.text.find('=');
      if (colon != std::string::npos && colon < equals)
        define(statement, colon);
      else if (equals != std::string::npos)
        assign(statement, equals);
      else if (upper(text) == "END")
        return;
      else if (upper(text) != "DEFINE LATTICE")
        throw ParseError(file_, statement.line, fmt::format("'{}' begins no statement", text.substr(0, 60)),
                         "a statement is 'NAME = VALUE;' or 'NAME: TYPE, ATTRIBUTE = VALUE;'",
                         "look for a ';' too many");
    }
  }

 private:
  std::string name_before(const Statement& statement, std::size_t end) const {
    const std::string_view name = trimmed(std::string_view(statement.text).substr(0, end));
    if (name.empty() || name.find_first_of(" ,()=*\"") != std::string_view::npos)
      throw ParseError(file_, statement.line, fmt::format("'{}' is no name", name.substr(0, 60)), {},
                       "look for a missing ';' before it");
    return std::string(name);
  }

  void assign(const Statement& statement, std::size_t equals) {
    const std::string name = name_before(statement, equals);
    const std::string_view text = statement.text;
    Attribute a = value(trimmed(text.substr(equals + 1)), statement.line_at(equals + 1));
    if (!a.number)
      deck_.report.add({file_, a.line}, {}, fmt::format("'{} = {}' is no number", name, a.text.substr(0, 60)),
                       "it has no value");
    deck_.variables.insert_or_assign(upper(name), std::move(a));
  }

  Attribute value(std::string_view text, Index line) {
    Attribute out;
    out.line = line;
    out.text = text;
    if (text.size() > 1 && text.front() == '"' && text.back() == '"') {
      out.text = text.substr(1, text.size() - 2);
      return out;
    }
    try {
      const bool list =
          text.starts_with('(') && text.ends_with(')') && text.find(',') != std::string_view::npos;
      if (!list) {
        out.number = Expression::parse(text).value(names_);
        return out;
      }
      std::vector<double> numbers;
      for (const auto& part : split_at_commas(text.substr(1, text.size() - 2), 0))
        numbers.push_back(Expression::parse(part.text).value(names_));
      out.list = std::move(numbers);
    } catch (const InvalidArgument& error) {
      out.why = error.what();
    }
    return out;
  }

  void define(const Statement& statement, std::size_t colon);
  void attribute(Definition& definition, const Part& part, const Statement& statement);
  std::vector<Member> members(const std::vector<Part>& parts, const Statement& statement, int depth);
  Member member(Part part, const Statement& statement, int depth);
  void check_new(const std::string& key, const std::string& name, Index line) const;

  const std::string& file_;
  const DeckStyle& style_;
  Deck& deck_;
  Names names_;
};

void Cutter::check_new(const std::string& key, const std::string& name, Index line) const {
  const auto element = deck_.elements.find(key);
  const auto other = deck_.lines.find(key);
  if (element == deck_.elements.end() && other == deck_.lines.end()) return;
  const Where& first = element != deck_.elements.end() ? element->second.where : other->second.where;
  throw ParseError(file_, line, fmt::format("'{}' is defined twice", name),
                   fmt::format("first in line {}", first.line), "rename one of them");
}

void Cutter::define(const Statement& statement, std::size_t colon) {
  const std::string name = name_before(statement, colon), key = upper(name);
  check_new(key, name, statement.line);
  std::vector<Part> parts = split_at_commas(statement.text, colon + 1);
  const std::string_view first = parts.front().text;
  const std::size_t equals = first.find('=');
  const std::string word = upper(trimmed(first.substr(0, equals)));
  const bool known = deck_.elements.contains(word) || deck_.lines.contains(word);
  const auto type = known || equals != std::string_view::npos ? std::nullopt : style_.type_of(word);
  Definition definition;
  definition.name = name;
  definition.where = {file_, statement.line};
  if (type) {
    definition.type = *type;
    for (std::size_t i = 1; i < parts.size(); ++i) attribute(definition, parts[i], statement);
    deck_.elements.emplace(key, std::move(definition));
    return;
  }
  definition.type = "line";
  std::vector<Part> list;
  if (equals != std::string_view::npos && word == "LINE") {
    const std::string_view inside = trimmed(first.substr(equals + 1));
    if (!inside.starts_with('(') || !inside.ends_with(')'))
      throw ParseError(file_, statement.line, fmt::format("the members of line '{}' need brackets", name), {},
                       "write 'NAME: LINE = (A, B);'");
    const auto at = static_cast<std::size_t>(inside.data() - statement.text.data()) + 1;
    list = split_at_commas(std::string_view(statement.text).substr(0, at + inside.size() - 2), at);
    parts.erase(parts.begin());
  }
  for (const auto& part : parts) {
    const std::size_t sign = part.text.find('=');
    if (sign == std::string_view::npos) {
      list.push_back(part);
      continue;
    }
    const auto& allowed = style_.line_attributes;
    if (std::find(allowed.begin(), allowed.end(), upper(trimmed(part.text.substr(0, sign)))) == allowed.end())
      throw ParseError(file_, statement.line, fmt::format("'{}' is no type of an element", first), {},
                       nearest(word, style_.types));
    attribute(definition, part, statement);
  }
  deck_.lines.emplace(key, BeamLine{name, definition.where, members(list, statement, 1)});
  deck_.line_attributes.emplace(key, std::move(definition));
  deck_.order.push_back(key);
}

void Cutter::attribute(Definition& definition, const Part& part, const Statement& statement) {
  const Index line = statement.line_at(part.at);
  if (part.text.empty()) return;
  const std::size_t equals = part.text.find('=');
  const std::string_view name = trimmed(part.text.substr(0, equals));
  if (name.empty() || name.find_first_of(" ()*\"") != std::string_view::npos)
    throw ParseError(file_, line,
                     fmt::format("{}: '{}' is no attribute", definition.subject(), part.text.substr(0, 60)),
                     "an attribute is NAME = VALUE", "look for a missing comma or ';'");
  if (equals == std::string_view::npos)
    definition.set(name, {.text = std::string(name), .number = 1.0, .list = {}, .why = {}, .line = line});
  else
    definition.set(name, value(trimmed(part.text.substr(equals + 1)), line));
}

std::vector<Member> Cutter::members(const std::vector<Part>& parts, const Statement& statement, int depth) {
  if (depth > deepest_group)
    throw ParseError(file_, statement.line, "brackets are nested too deeply", "more than 100 are open");
  std::vector<Member> out;
  for (const auto& part : parts)
    if (!part.text.empty()) out.push_back(member(part, statement, depth));
  return out;
}

Member Cutter::member(Part part, const Statement& statement, int depth) {
  Member m;
  m.line = statement.line_at(part.at);
  std::string_view text = part.text;
  const auto advance = [&](std::size_t n) {
    text.remove_prefix(n);
    text = trimmed(text);
  };
  const auto fail = [&](std::string_view problem, std::string_view why = {}) {
    throw ParseError(file_, m.line, fmt::format("{}: '{}'", problem, part.text.substr(0, 60)), why,
                     "a member is NAME, -NAME, 2*NAME or a list of them in brackets");
  };
  if (text.starts_with('-')) {
    m.reversed = true;
    advance(1);
  }
  if (!text.empty() && text.front() >= '0' && text.front() <= '9' &&
      text.find('*') != std::string_view::npos) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), m.repeat);
    const auto digits = static_cast<std::size_t>(end - text.data());
    if (error != std::errc{} || m.repeat > 1'000'000)
      fail("a repetition is out of range", "0 to 1000000 can be held");
    advance(digits);
    if (!text.starts_with('*')) fail("a repetition can't be read");
    advance(1);
    if (text.starts_with('-')) {
      m.reversed = !m.reversed;
      advance(1);
    }
  }
  const std::size_t bracket = text.find('(');
  if (bracket != std::string_view::npos) {
    const std::string function = upper(trimmed(text.substr(0, bracket)));
    if (!text.ends_with(')') || (!function.empty() && function != "INV")) fail("this is no member of a line");
    if (function == "INV") m.reversed = !m.reversed;
    const auto at = static_cast<std::size_t>(text.data() - statement.text.data()) + bracket + 1;
    m.group = members(
        split_at_commas(std::string_view(statement.text).substr(0, at + text.size() - bracket - 2), at),
        statement, depth + 1);
    return m;
  }
  if (text.empty() || text.find_first_of(" )=*\":") != std::string_view::npos)
    fail("this is no member of a line");
  m.name = upper(text);
  return m;
}

}  // namespace

Deck cut_deck(const Source& source, const DeckStyle& style) {
  Deck deck;
  Cutter(source, style, deck).cut(cut_statements(source.file, source.content, style.comments));
  return deck;
}

}  // namespace courant::io::detail
