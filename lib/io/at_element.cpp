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

// Length of the UTF-8 character at the start of a text, 0 if there is none.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t n = byte(0) < 0x80   ? 1
                        : byte(0) < 0xc2 ? 0
                        : byte(0) < 0xe0 ? 2
                        : byte(0) < 0xf0 ? 3
                        : byte(0) < 0xf5 ? 4
                                         : 0;
  if (n == 0 || n > text.size()) return 0;
  for (std::size_t i = 1; i < n; ++i)
    if ((byte(i) & 0xc0U) != 0x80U) return 0;
  // not the shortest form, half of a pair of UTF-16, beyond the last character
  if ((byte(0) == 0xe0 && byte(1) < 0xa0) || (byte(0) == 0xed && byte(1) > 0x9f) ||
      (byte(0) == 0xf0 && byte(1) < 0x90) || (byte(0) == 0xf4 && byte(1) > 0x8f))
    return 0;
  return n;
}

}  // namespace

std::string as_utf8(const std::string& text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t n = utf8_length(rest);
    if (n == 0) break;
    rest.remove_prefix(n);
  }
  if (rest.empty()) return text;
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      out += static_cast<char>(0xc0U | (byte >> 6));
      out += static_cast<char>(0x80U | (byte & 0x3fU));
    }
  }
  return out;
}

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
