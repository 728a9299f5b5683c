#include "at_element.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "at_tables.hpp"
#include "courant/base/error.hpp"

namespace courant::io::detail {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

}  // namespace

AtElement::AtElement(const std::string& file, const MatlabValue& structure, Index place)
    : file_(file), structure_(structure), place_(place) {
  if (structure.kind != MatlabValue::Kind::structure)
    throw ParseError(file, structure.line, fmt::format("entry {} of the lattice is no element", place + 1),
                     "it must be a structure with FamName and PassMethod", "check the cell array");
  name_ = text("FamName");
  if (name_.empty()) name_ = fmt::format("E{}", place + 1);
}

bool AtElement::has(std::string_view attribute) const {
  const MatlabValue* found = value(attribute);
  if (!found) return false;
  return found->kind == MatlabValue::Kind::numbers ? !found->numbers.empty() : true;
}

double AtElement::number(std::string_view attribute, double standard) const {
  if (!has(attribute)) return standard;
  const MatlabValue& found = *value(attribute);
  if (!found.is_number())
    fail(fmt::format("attribute {} must be one number", attribute), {}, "check the element");
  return found.numbers[0];
}

std::vector<double> AtElement::list(std::string_view attribute) const {
  if (!has(attribute)) return {};
  const MatlabValue& found = *value(attribute);
  if (found.kind != MatlabValue::Kind::numbers)
    fail(fmt::format("attribute {} must hold numbers", attribute), {}, "check the element");
  return found.numbers;
}

std::string AtElement::text(std::string_view attribute) const {
  const MatlabValue* found = value(attribute);
  if (!found || (found->kind == MatlabValue::Kind::numbers && found->numbers.empty())) return {};
  if (found->kind != MatlabValue::Kind::text)
    fail(fmt::format("attribute {} must be a text", attribute), {}, "check the element");
  return as_utf8(found->text);
}

void AtElement::fail(std::string_view problem, std::string_view why, std::string_view suggestion) const {
  throw ParseError(file_, line(), fmt::format("element {} '{}': {}", place_ + 1, name_, problem), why,
                   suggestion);
}

std::string at_class(const AtElement& e) {
  const auto plain = [](std::string text) {
    text = lower(std::move(text));
    for (const auto& [alias, name] : at_class_aliases)
      if (text == alias) return std::string(name);
    return text;
  };
  for (const auto& candidate : {plain(e.text("Class")), plain(e.name())})
    if (std::find(at_classes.begin(), at_classes.end(), candidate) != at_classes.end()) return candidate;
  if (e.has("Periodicity")) return "ringparam";
  if (e.has("Voltage") || e.has("Frequency")) return "rfcavity";
  if (lower(e.name()).starts_with("bpm") || e.has("GCR")) return "monitor";
  if (e.has("KickAngle") && !e.has("PolynomB")) return "corrector";
  return {};
}

namespace {
std::string subject(const AtElement& element) {
  return fmt::format("element {} '{}'", element.place() + 1, element.name());
}
}  // namespace

void AtReport::add(const AtElement& element, std::string_view problem, std::string_view action) {
  add_named({file_, element.line()}, subject(element), element.name(), problem, action);
}

void AtReport::add(Index line, std::string_view problem, std::string_view action) {
  Report::add({file_, line}, {}, problem, action);
}

void AtReport::add_for_all(const AtElement& element, std::string_view problem, std::string_view action) {
  Report::add_for_all({file_, element.line()}, subject(element), problem, action);
}

}  // namespace courant::io::detail
