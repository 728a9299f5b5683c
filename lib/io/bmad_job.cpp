#include "bmad_job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "bmad_text.hpp"
#include "bmad_values.hpp"
#include "bmad_words.hpp"
#include "courant/base/error.hpp"
#include "courant/base/glob.hpp"
#include "file.hpp"

namespace courant::io::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_open = 20;  // files that call each other
constexpr int most_called = 1000;
constexpr int deepest_group = 100;              // brackets in a line
constexpr Index most_assignments = 20'000'000;  // elements that assignments by pattern looked at

template <class List>
bool contains(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Class of elements by its name or an abbreviation that means one alone; empty: none.
std::string_view class_named(std::string_view written) {
  const std::string name = upper(written);
  if (name == "UNDULATOR") return "WIGGLER";
  std::string_view found;
  for (const std::string_view known : bmad_classes) {
    if (known == name) return known;
    if (name.size() < 3 || !known.starts_with(name)) continue;
    if (!found.empty()) return {};
    found = known;
  }
  return found;
}

bool has_pattern(std::string_view name) {
  return name.find_first_of("*%") != std::string_view::npos || name.find("::") != std::string_view::npos;
}

std::optional<double> logical(std::string_view text) {
  const std::string word = upper(text);
  if (word == "T" || word == "TRUE" || word == ".TRUE.") return 1.0;
  if (word == "F" || word == "FALSE" || word == ".FALSE.") return 0.0;
  return {};
}

// Statements without effect on the motion of one particle.
constexpr std::array<std::string_view, 8> passed_over{"NO_DIGESTED",    "PARSER_DEBUG",        "PRINT",
                                                      "WRITE_DIGESTED", "EXPAND_LATTICE",      "DEBUG_MARKER",
                                                      "NO_SUPERIMPOSE", "CALC_REFERENCE_ORBIT"};

class Runner {
 public:
  explicit Runner(BmadFile& out) : out_(out), values_(out) {}

  void file(const std::string& name, std::string_view content) {
    open_.push_back(name);
    for (auto& statement : cut_bmad(name, content)) {
      if (ended_) break;
      try {
        run(statement);
      } catch (const InvalidArgument& error) {
        throw ParseError(name, statement.where.line, error.what());
      } catch (const UnknownName& error) {
        throw ParseError(name, statement.where.line, error.what());
      }
    }
    open_.pop_back();
    ended_ = false;
  }

 private:
  void run(const BmadStatement& statement);
  void command(std::string_view word, std::string_view rest, const Where& where);
  void call(std::string_view rest, const Where& where);
  std::optional<fs::path> called(std::string_view written) const;
  void assign(std::string_view name, std::string_view attribute, std::string_view text, const Where& where);
  void assign(Definition& definition, std::string_view attribute, std::string_view text, const Where& where);
  void define(std::string_view name, std::string_view rest, const Where& where);
  void line(std::string_view name, std::string_view text, const Where& where);
  std::vector<Member> members(std::string_view text, const Where& where, int depth);
  void beam(std::string_view rest, const Where& where);
  void note_wake(std::string_view text, const Where& where, const std::string& subject);

  BmadFile& out_;
  BmadValues values_;
  std::vector<std::string> open_;
  int called_ = 0;
  Index looked_at_ = 0;
  bool ended_ = false, title_ = false;
};

void Runner::run(const BmadStatement& statement) {
  const Where& where = statement.where;
  const std::string_view text = bmad_trimmed(statement.text);
  if (title_) {
    title_ = false;
    out_.title = bmad_unquoted(text);
    return;
  }
  // what stands before the first of [ = , : (a pair of colons belongs to the name)
  std::size_t at = 0;
  while (at < text.size() && std::string_view("[=,(").find(text[at]) == std::string_view::npos) {
    if (text[at] == ':') {
      if (text.substr(at, 2) != "::") break;
      ++at;
    }
    ++at;
  }
  const std::string_view name = bmad_trimmed(text.substr(0, at));
  const char mark = at < text.size() ? text[at] : '\0';
  if (name.empty()) throw ParseError(where.file, where.line, "a statement without a name");
  if (mark == '[') {
    const std::size_t close = text.find(']', at);
    const std::size_t equals = close == std::string_view::npos ? close : text.find('=', close);
    if (equals == std::string_view::npos || !bmad_trimmed(text.substr(close + 1, equals - close - 1)).empty())
      throw ParseError(where.file, where.line,
                       fmt::format("'{}[' begins an assignment, which is not whole", name),
                       "it is NAME[ATTRIBUTE] = VALUE");
    return assign(name, bmad_trimmed(text.substr(at + 1, close - at - 1)),
                  bmad_trimmed(text.substr(equals + 1)), where);
  }
  if (mark == '=' || text.substr(at, 2) == ":=") {
    const std::string_view value = bmad_trimmed(text.substr(at + (mark == '=' ? 1 : 2)));
    return values_.set(name, values_.of(value));
  }
  if (mark == ':') {
    const std::string_view rest = bmad_trimmed(text.substr(at + 1));
    if (upper(name) == "REDEF" || upper(name) == "PARSER_DEBUG") {
      const std::size_t equals = rest.find('=');
      if (equals == std::string_view::npos)
        throw ParseError(where.file, where.line, "REDEF without a value", "it is REDEF: NAME = VALUE");
      return values_.set(bmad_trimmed(rest.substr(0, equals)),
                         values_.of(bmad_trimmed(rest.substr(equals + 1))));
    }
    return define(name, rest, where);
  }
  const std::size_t blank = name.find_first_of(" \t");
  const std::string_view word = name.substr(0, blank);
  std::string_view rest = bmad_trimmed(text.substr(word.size()));
  if (rest.starts_with(',')) rest = bmad_trimmed(rest.substr(1));
  command(word, rest, where);
}

void Runner::command(std::string_view written, std::string_view rest, const Where& where) {
  const std::string word = upper(written);
  if (word == "CALL") return call(rest, where);
  if (word == "END_FILE" || word == "RETURN" || word == "STOP") {
    ended_ = true;
    return;
  }
  if (word == "USE") {
    const auto names = bmad_split(rest);
    out_.used = upper(bmad_unquoted(names.front()));
    if (names.size() > 1)
      out_.report.add(where, {}, fmt::format("USE names {} lines", names.size()),
                      fmt::format("the first, '{}', is read; give line for another", out_.used));
    return;
  }
  if (word == "TITLE") {
    if (rest.empty())
      title_ = true;
    else
      out_.title = bmad_unquoted(rest);
    return;
  }
  if (word == "BEAM") return beam(rest, where);
  if (contains(passed_over, word)) return;
  constexpr std::array<std::string_view, 6> known{
      "SLICE_LATTICE",   "MERGE_ELEMENTS",  "COMBINE_CONSECUTIVE_ELEMENTS",
      "REMOVE_ELEMENTS", "START_BRANCH_AT", "SUPERIMPOSE"};
  if (!contains(known, word))
    throw ParseError(where.file, where.line, fmt::format("'{}' is no statement", written),
                     "neither a command nor NAME: CLASS, NAME = VALUE, NAME[ATTRIBUTE] = VALUE");
  out_.report.add(where, {}, fmt::format("statement {} is not supported", word), "nothing is done");
}

// Where a called file is: environment variables are replaced; of one that isn't set the rest of the path is looked for
// from the folder of the calling file upwards.
std::optional<fs::path> Runner::called(std::string_view written) const {
  const fs::path folder = fs::path(open_.back()).parent_path();
  std::string text = bmad_unquoted(written);
  std::error_code ignored;
  const auto is_there = [&](const fs::path& path) { return fs::is_regular_file(path, ignored); };
  if (text.starts_with('$')) {
    const std::size_t slash = text.find('/');
    std::string variable = text.substr(1, slash == std::string::npos ? slash : slash - 1);
    if (variable.starts_with('{') && variable.ends_with('}'))
      variable = variable.substr(1, variable.size() - 2);
    const std::string rest = slash == std::string::npos ? std::string() : text.substr(slash + 1);
    if (const char* value = std::getenv(variable.c_str()); value != nullptr && *value != '\0') {
      const fs::path path = fs::path(value) / rest;
      return is_there(path) ? std::optional(path) : std::nullopt;
    }
    if (rest.empty()) return {};
    fs::path up = folder.empty() ? fs::path(".") : folder;
    for (int level = 0; level < 10; ++level, up /= "..")
      if (is_there(up / rest)) return (up / rest).lexically_normal();
    return {};
  }
  const fs::path path = folder / text;
  return is_there(path) ? std::optional(path) : std::nullopt;
}

void Runner::call(std::string_view rest, const Where& where) {
  const std::size_t equals = rest.find('=');
  const std::string key = upper(bmad_trimmed(rest.substr(0, equals)));
  if (equals == std::string_view::npos || (key != "FILE" && key != "FILENAME"))
    throw ParseError(where.file, where.line, "CALL names no file", "it is CALL, FILE = NAME");
  const std::string_view written = bmad_trimmed(rest.substr(equals + 1));
  const auto path = called(written);
  if (!path)
    throw ParseError(where.file, where.line, fmt::format("the called file {} is absent", written),
                     written.find('$') == std::string_view::npos
                         ? "it is looked for beside the calling file"
                         : "by its environment variable, or without it above the calling file",
                     "set the variable or put the file there");
  const std::string name = path->string();
  if (contains(open_, name) || open_.size() >= most_open || ++called_ > most_called)
    throw ParseError(where.file, where.line, fmt::format("file '{}' can't be called here", name),
                     "files call each other without end, or more than 1000 times");
  std::string content;
  try {
    content = load(*path);
  } catch (const ParseError& error) {
    throw ParseError(where.file, where.line, fmt::format("file '{}' can't be called", name), error.what());
  }
  file(name, content);
}

void Runner::beam(std::string_view rest, const Where& where) {
  for (const auto part : bmad_split(rest)) {
    const std::size_t equals = part.find('=');
    const std::string key = upper(bmad_trimmed(part.substr(0, equals)));
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view() : bmad_trimmed(part.substr(equals + 1));
    if (key == "PARTICLE")
      out_.words["PARAMETER[PARTICLE]"] = bmad_unquoted(value);
    else if (key == "ENERGY")
      out_.numbers["PARAMETER[E_TOT]"] = 1e9 * values_.of(value);  // [GeV] in this statement of MAD
    else
      out_.report.add_for_all(where, {}, fmt::format("BEAM: {} is not used", key), "nothing is done with it");
  }
}

void Runner::note_wake(std::string_view text, const Where& where, const std::string& subject) {
  const std::size_t at = text.find("::");
  const bool absent =
      at != std::string_view::npos && upper(text.substr(0, at)) == "CALL" && !called(text.substr(at + 2));
  if (absent)
    out_.report.add(where, {}, fmt::format("the called file {} is absent", text.substr(at + 2)),
                    "it holds wakes: the elements are tracked without them");
  else
    out_.report.add(where, {}, fmt::format("{} has a wake, which is not modelled", subject),
                    "the elements are tracked without it");
}

void Runner::assign(Definition& d, std::string_view written, std::string_view text, const Where& where) {
  const std::string attribute = upper(written);
  Attribute value{.text = bmad_unquoted(text), .line = where.line};
  if (contains(bmad_texts, attribute) || text.starts_with('{')) {
    d.set(attribute, std::move(value));
    return;
  }
  if (const auto truth = logical(text); truth && !values_.knows(text)) {
    value.number = *truth;
  } else {
    try {
      value.number = values_.of(text);
    } catch (const Error& error) {
      value.why = fmt::format("{}:{}: {}", where.file, where.line, error.what());
    }
  }
  d.set(attribute, std::move(value));
}

void Runner::assign(std::string_view name, std::string_view written, std::string_view text,
                    const Where& where) {
  const std::string key = upper(name), attribute = upper(written);
  if (attribute == "SR_WAKE" || attribute == "LR_WAKE" || attribute == "SR_WAKE_FILE" ||
      attribute == "LR_WAKE_FILE")
    return note_wake(text, where, std::string(name));
  if (text.starts_with("call::"))
    throw ParseError(where.file, where.line, fmt::format("{}[{}] calls a file", name, written),
                     "that is supported for wakes only", "write the value here");
  if (const Index i = out_.find(key); i >= 0)
    return assign(out_.elements[static_cast<std::size_t>(i)], attribute, text, where);
  constexpr std::array<std::string_view, 8> groups{
      "BEGINNING", "PARAMETER", "PARTICLE_START", "BEAM_START",
      "BEAM",      "BMAD_COM",  "PTC_COM",        "SPACE_CHARGE_COM"};
  if (contains(groups, key)) {
    const std::string both = key + "[" + attribute + "]";
    if (contains(bmad_texts, attribute))
      out_.words[both] = bmad_unquoted(text);
    else if (const auto truth = logical(text); truth && !values_.knows(text))
      out_.numbers[both] = *truth;
    else
      out_.numbers[both] = values_.of(text);
    return;
  }
  if (!has_pattern(name)) {
    if (out_.lines.contains(key)) {
      out_.report.add(where, {}, fmt::format("parameter {} of line '{}' is not supported", attribute, name),
                      "nothing is done with it");
      return;
    }
    std::vector<std::string> names;
    for (const auto& [known, i] : out_.index) names.push_back(known);
    throw ParseError(where.file, where.line, fmt::format("'{}' is no element", name),
                     "it is not defined above", nearest(key, names));
  }
  bool found = false;
  for (auto& d : out_.elements) {
    if (++looked_at_ > most_assignments)
      throw ParseError(where.file, where.line, "too many assignments by pattern");
    if (!bmad_matches(key, d)) continue;
    assign(d, attribute, text, where);
    found = true;
  }
  if (!found) out_.report.add(where, {}, fmt::format("no element fits '{}'", name), "nothing is assigned");
}

void Runner::define(std::string_view name, std::string_view rest, const Where& where) {
  const std::size_t comma = bmad_find(rest, ",=");
  const std::string_view kind = bmad_trimmed(rest.substr(0, comma));
  const std::string word = upper(kind), key = upper(bmad_unquoted(name));
  if (word == "LINE") return line(key, rest.substr(comma + 1), where);
  if (word == "LIST" || word.starts_with("LINE[")) {
    out_.report.add(where, {}, fmt::format("{} '{}' is not supported", word, name), "it is left out");
    return;
  }
  if (name.find('(') != std::string_view::npos || key.empty())
    throw ParseError(where.file, where.line, fmt::format("'{}' can't be defined", name),
                     "lines with arguments are not supported", "write the line out");
  if (out_.index.contains(key) || out_.lines.contains(key))
    throw ParseError(where.file, where.line, fmt::format("'{}' is defined twice", name), {},
                     "assign attributes by NAME[ATTRIBUTE] = VALUE");
  Definition d;
  if (const Index parent = out_.find(word); parent >= 0)
    d = out_.elements[static_cast<std::size_t>(parent)];
  else
    d.type = class_named(word);
  if (d.type.empty()) {
    std::vector<std::string> known(bmad_classes.begin(), bmad_classes.end());
    for (const auto& [element, i] : out_.index) known.push_back(element);
    throw ParseError(where.file, where.line, fmt::format("'{}' is no class of elements and no element", kind),
                     "or the abbreviation means several", nearest(word, known));
  }
  d.name = key;
  d.where = where;
  if (contains(bmad_controllers, d.type)) {
    out_.report.add(where, d.subject(), fmt::format("{} is not supported", d.type),
                    "the elements are tracked as they are without it");
    return;
  }
  if (comma != std::string_view::npos && rest[comma] == ',')
    for (const auto part : bmad_split(rest.substr(comma + 1))) {
      if (part.empty()) continue;
      const std::size_t equals = bmad_find(part, "=");
      const std::string_view attribute = bmad_trimmed(part.substr(0, equals));
      const std::string upper_name = upper(attribute);
      if (upper_name == "SR_WAKE" || upper_name == "LR_WAKE" || upper_name == "SR_WAKE_FILE" ||
          upper_name == "LR_WAKE_FILE")
        note_wake(equals == std::string_view::npos ? part : bmad_trimmed(part.substr(equals + 1)), where,
                  d.subject());
      else if (equals == std::string_view::npos)
        d.set(attribute,
              {.why = "it stands without a value", .line = where.line});  // a flag or its standard value
      else
        assign(d, attribute, bmad_trimmed(part.substr(equals + 1)), where);
    }
  out_.index.emplace(key, static_cast<Index>(out_.elements.size()));
  out_.elements.push_back(std::move(d));
}

std::vector<Member> Runner::members(std::string_view text, const Where& where, int depth) {
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
    else if (part.find_first_of("(){}[]=") != std::string_view::npos || part.empty())
      throw ParseError(where.file, where.line,
                       fmt::format("'{}' is no member of a line", part.substr(0, 40)));
    else
      m.name = upper(bmad_unquoted(part));
    out.push_back(std::move(m));
  }
  return out;
}

void Runner::line(std::string_view key, std::string_view text, const Where& where) {
  text = bmad_trimmed(text);
  if (!text.starts_with('(') || !text.ends_with(')'))
    throw ParseError(where.file, where.line, fmt::format("line '{}' has no members in brackets", key),
                     "it is NAME: LINE = (A, B, 2*C)");
  if (out_.lines.contains(key) || out_.index.contains(key))
    throw ParseError(where.file, where.line, fmt::format("'{}' is defined twice", key));
  text = bmad_trimmed(text.substr(1, text.size() - 2));
  BeamLine line{std::string(key), where, {}};
  if (!text.empty()) line.members = members(text, where, 0);
  out_.lines.emplace(key, std::move(line));
  out_.last = key;
}

}  // namespace

Index BmadFile::find(std::string_view name) const {
  const auto found = index.find(name);
  return found == index.end() ? -1 : found->second;
}

double BmadFile::number(std::string_view parameter, double standard) const {
  const auto found = numbers.find(parameter);
  return found == numbers.end() ? standard : found->second;
}

bool bmad_matches(std::string_view written, const Definition& definition) {
  std::string pattern = upper(written);
  if (const std::size_t at = pattern.find("::"); at != std::string::npos) {
    if (at > 0 && pattern.substr(0, at) != "*" && class_named(pattern.substr(0, at)) != definition.type)
      return false;
    pattern = pattern.substr(at + 2);
  }
  std::replace(pattern.begin(), pattern.end(), '%', '?');
  return glob_match(pattern, definition.name);
}

BmadFile run_bmad(const Source& source) {
  BmadFile out;
  Runner(out).file(source.file, source.content);
  return out;
}

}  // namespace courant::io::detail
