#include "bmad_job.hpp"

#include <fmt/format.h>

#include <array>

#include "bmad_runner.hpp"
#include "courant/base/error.hpp"

namespace courant::io::detail {
namespace {

// Statements without effect on the motion of one particle.
constexpr std::array<std::string_view, 8> passed_over{"NO_DIGESTED",    "PARSER_DEBUG",        "PRINT",
                                                      "WRITE_DIGESTED", "EXPAND_LATTICE",      "DEBUG_MARKER",
                                                      "NO_SUPERIMPOSE", "CALC_REFERENCE_ORBIT"};

}  // namespace

void BmadRunner::file(const std::string& name, std::string_view content) {
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

void BmadRunner::run(const BmadStatement& statement) {
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
  if (mark == '(') {
    const std::size_t close = text.find(')', at);
    const std::string_view behind =
        close == std::string_view::npos ? std::string_view() : bmad_trimmed(text.substr(close + 1));
    if (behind.starts_with(':'))
      return line_with_arguments(name, text.substr(at + 1, close - at - 1), behind.substr(1), where);
  }
  if (mark == '[') {
    const std::size_t close = text.find(']', at);
    if (close != std::string_view::npos && upper(text.substr(at + 1, close - at - 1)) == "MULTIPASS" &&
        bmad_trimmed(text.substr(close + 1)).starts_with(':')) {
      note_multipass(name, where);
      return define(name, bmad_trimmed(text.substr(text.find(':', close) + 1)), where);
    }
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

void BmadRunner::command(std::string_view written, std::string_view rest, const Where& where) {
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

void BmadRunner::note_multipass(std::string_view name, const Where& where) {
  out_.report.add(where, {}, fmt::format("line '{}' is passed several times", name),
                  "each pass is a line of its own: strengths are in units of the momentum of that pass");
}

void BmadRunner::beam(std::string_view rest, const Where& where) {
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

Index BmadFile::find(std::string_view name) const {
  const auto found = index.find(name);
  return found == index.end() ? -1 : found->second;
}

double BmadFile::number(std::string_view parameter, double standard) const {
  const auto found = numbers.find(parameter);
  return found == numbers.end() ? standard : found->second;
}

BmadFile run_bmad(const Source& source) {
  BmadFile out;
  BmadRunner runner(out);
  runner.file(source.file, source.content);
  runner.instantiate();
  return out;
}

}  // namespace courant::io::detail
