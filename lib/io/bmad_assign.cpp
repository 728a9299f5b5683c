#include <fmt/format.h>

#include <array>

#include "bmad_runner.hpp"
#include "bmad_words.hpp"
#include "courant/base/error.hpp"
#include "courant/base/glob.hpp"

namespace courant::io::detail {
namespace {

constexpr Index most_assignments = 20'000'000;  // elements that assignments by pattern looked at

bool has_pattern(std::string_view name) {
  return name.find_first_of("*%") != std::string_view::npos || name.find("::") != std::string_view::npos;
}

std::optional<double> logical(std::string_view text) {
  const std::string word = upper(text);
  if (word == "T" || word == "TRUE" || word == ".TRUE.") return 1.0;
  if (word == "F" || word == "FALSE" || word == ".FALSE.") return 0.0;
  return {};
}

}  // namespace

bool is_bmad_wake(std::string_view attribute) {
  constexpr std::array<std::string_view, 4> wakes{"SR_WAKE", "LR_WAKE", "SR_WAKE_FILE", "LR_WAKE_FILE"};
  return contains(wakes, attribute);
}

void BmadRunner::note_wake(std::string_view text, const Where& where, const std::string& subject) {
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

void BmadRunner::assign(Definition& d, std::string_view written, std::string_view text, const Where& where) {
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

void BmadRunner::assign(std::string_view name, std::string_view written, std::string_view text,
                        const Where& where) {
  const std::string key = upper(name), attribute = upper(written);
  if (is_bmad_wake(attribute)) return note_wake(text, where, std::string(name));
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

bool bmad_matches(std::string_view written, const Definition& definition) {
  std::string pattern = upper(written);
  if (const std::size_t at = pattern.find("::"); at != std::string::npos) {
    if (at > 0 && pattern.substr(0, at) != "*" && bmad_class(pattern.substr(0, at)) != definition.type)
      return false;
    pattern = pattern.substr(at + 2);
  }
  std::replace(pattern.begin(), pattern.end(), '%', '?');
  return glob_match(pattern, definition.name);
}

}  // namespace courant::io::detail
