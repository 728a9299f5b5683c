#include <fmt/format.h>

#include "bmad_runner.hpp"
#include "courant/base/error.hpp"

namespace courant::io::detail {
namespace {

constexpr int deepest_group = 100;             // brackets in a line
constexpr std::size_t most_instances = 10000;  // of lines with arguments
constexpr Index most_listed = 1'000'000;

// What stands in the brackets of a line. Throws ParseError.
std::string_view in_brackets(std::string_view key, std::string_view text, const Where& where) {
  text = bmad_trimmed(text);
  if (text.size() < 2 || !text.starts_with('(') || !text.ends_with(')'))
    throw ParseError(where.file, where.line, fmt::format("line '{}' has no members in brackets", key),
                     "it is NAME: LINE = (A, B, 2*C)");
  return bmad_trimmed(text.substr(1, text.size() - 2));
}

// Names of a list, groups and repetitions written out.
void flatten(const std::vector<Member>& members, const Where& where, std::vector<std::string>& names) {
  for (const Member& m : members)
    for (Index i = 0; i < m.repeat; ++i) {
      if (m.mirrored || m.reversed || static_cast<Index>(names.size()) > most_listed)
        throw ParseError(where.file, where.line, "a list holds elements and numbers of them",
                         "it can't be turned round, or it has more than a million");
      if (m.name.empty())
        flatten(m.group, where, names);
      else
        names.push_back(m.name);
    }
}

}  // namespace

std::vector<Member> BmadRunner::members(std::string_view text, const Where& where, int depth) {
  if (depth > deepest_group) throw ParseError(where.file, where.line, "brackets are nested too deeply");
  std::vector<Member> out;
  for (std::string_view part : bmad_split(text)) {
    Member m{.name = {}, .line = where.line};
    if (part.starts_with("--"))
      throw ParseError(where.file, where.line, fmt::format("'{}' turns elements round", part.substr(0, 40)),
                       "orientation reversal is not supported", "write the turned line out");
    if (part.starts_with('-')) {
      m.reversed = true;
      part = bmad_trimmed(part.substr(1));
    }
    if (const std::size_t star = bmad_find(part, "*"); star != std::string_view::npos) {
      const double count = values_.of(part.substr(0, star));
      if (!(count >= 0.0 && count <= 1e6))
        throw ParseError(where.file, where.line, fmt::format("{} repetitions can't be used", count));
      m.repeat = static_cast<Index>(count);
      part = bmad_trimmed(part.substr(star + 1));
      if (part.starts_with('-')) {
        m.reversed = !m.reversed;
        part = bmad_trimmed(part.substr(1));
      }
    }
    if (part.starts_with('(') && part.ends_with(')'))
      m.group = members(part.substr(1, part.size() - 2), where, depth + 1);
    else if (part.find('(') != std::string_view::npos && part.ends_with(')'))
      m.name = with_arguments(part, where);
    else if (part.find_first_of("(){}[]=") != std::string_view::npos || part.empty())
      throw ParseError(where.file, where.line,
                       fmt::format("'{}' is no member of a line", part.substr(0, 40)));
    else
      m.name = member_name(part);
    out.push_back(std::move(m));
  }
  return out;
}

// The key of a member; of a formal argument the actual one.
std::string BmadRunner::member_name(std::string_view part) const {
  std::string name = upper(bmad_unquoted(part));
  const auto actual = known_.find(name);
  return actual == known_.end() ? name : actual->second;
}

// The key of a member NAME(A, B); its line is made at the end.
std::string BmadRunner::with_arguments(std::string_view part, const Where& where) {
  const std::size_t open = part.find('(');
  Instance made{.key = {}, .name = upper(bmad_trimmed(part.substr(0, open))), .actual = {}, .where = where};
  made.key = made.name + "(";
  for (const auto argument : bmad_split(part.substr(open + 1, part.size() - open - 2))) {
    if (argument.empty() || argument.find_first_of("(){}[]=*-") != std::string_view::npos)
      throw ParseError(where.file, where.line,
                       fmt::format("'{}' can't be an argument of a line", argument.substr(0, 40)),
                       "an argument is the name of an element or line");
    made.actual.push_back(member_name(argument));
    made.key += (made.actual.size() > 1 ? "," : "") + made.actual.back();
  }
  made.key += ')';
  if (instances_.size() >= most_instances)
    throw ParseError(where.file, where.line, "too many lines with arguments");
  instances_.push_back(made);
  return made.key;
}

void BmadRunner::line_with_arguments(std::string_view name, std::string_view arguments, std::string_view rest,
                                     const Where& where) {
  const std::size_t equals = rest.find('=');
  const std::string key = upper(name);
  if (equals == std::string_view::npos || upper(bmad_trimmed(rest.substr(0, equals))) != "LINE")
    throw ParseError(where.file, where.line, fmt::format("'{}' has arguments and is no line", name),
                     "it is NAME(A, B): LINE = (A, C, B)");
  if (patterns_.contains(key) || out_.lines.contains(key) || out_.index.contains(key))
    throw ParseError(where.file, where.line, fmt::format("'{}' is defined twice", name));
  Pattern made{
      .formal = {}, .text = std::string(in_brackets(key, rest.substr(equals + 1), where)), .where = where};
  for (const auto argument : bmad_split(arguments)) made.formal.push_back(upper(argument));
  patterns_.emplace(key, std::move(made));
}

void BmadRunner::instantiate() {
  for (std::size_t i = 0; i < instances_.size(); ++i) {  // those that are made name others
    const Instance made = instances_[i];
    if (out_.lines.contains(made.key)) continue;
    const auto found = patterns_.find(made.name);
    if (found == patterns_.end() || found->second.formal.size() != made.actual.size())
      throw ParseError(made.where.file, made.where.line,
                       fmt::format("'{}' is no line with {} arguments", made.name, made.actual.size()));
    const Pattern& pattern = found->second;
    for (std::size_t k = 0; k < made.actual.size(); ++k) known_[pattern.formal[k]] = made.actual[k];
    BeamLine line{made.key, pattern.where, {}};
    if (!pattern.text.empty()) line.members = members(pattern.text, pattern.where, 0);
    known_.clear();
    out_.lines.emplace(made.key, std::move(line));
  }
}

void BmadRunner::list(std::string_view key, std::string_view text, const Where& where) {
  if (out_.lists.contains(key) || out_.lines.contains(key) || out_.index.contains(key))
    throw ParseError(where.file, where.line, fmt::format("'{}' is defined twice", key));
  BmadList made{.where = where, .names = {}};
  if (const auto inner = in_brackets(key, text, where); !inner.empty())
    flatten(members(inner, where, 0), where, made.names);
  if (made.names.empty()) throw ParseError(where.file, where.line, fmt::format("list '{}' is empty", key));
  out_.lists.emplace(key, std::move(made));
}

void BmadRunner::line(std::string_view key, std::string_view text, const Where& where) {
  text = in_brackets(key, text, where);
  if (out_.lines.contains(key) || out_.index.contains(key) || out_.lists.contains(key))
    throw ParseError(where.file, where.line, fmt::format("'{}' is defined twice", key));
  BeamLine line{std::string(key), where, {}};
  if (!text.empty()) line.members = members(text, where, 0);
  out_.lines.emplace(key, std::move(line));
  out_.last = key;
}

}  // namespace courant::io::detail
