#include "madx_job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include "utf8.hpp"

namespace courant::io::detail {

const MadxValue* MadxElement::find(std::string_view attribute) const {
  for (const auto& [key, value] : attributes)
    if (key == attribute) return value.get();
  return nullptr;
}

void MadxElement::set(std::string_view attribute, std::shared_ptr<const MadxValue> value) {
  for (auto& [key, old] : attributes)
    if (key == attribute) {
      old = std::move(value);
      return;
    }
  attributes.emplace_back(attribute, std::move(value));
}

MadxJob::MadxJob()
    : values([this](std::string_view name, std::string_view wanted) { return attribute(name, wanted); }) {}

std::optional<double> MadxJob::attribute(std::string_view name, std::string_view wanted) {
  const std::string attribute = madx_lower(wanted);
  if (const auto element = elements.find(name); element != elements.end()) {
    if (attribute == "l") return length(element->second);
    return number(element->second, attribute);
  }
  if (const auto sequence = sequences.find(name); sequence != sequences.end() && attribute == "l")
    return values.number(sequence->second.length, sequence->second.place);
  const std::string lower = madx_lower(name);
  if (lower == "beam") return madx_beam_value(beam_of(""), attribute);
  if (lower.starts_with("beam%")) return madx_beam_value(beam_of(lower.substr(5)), attribute);
  return {};
}

std::shared_ptr<const MadxValue> MadxJob::value(const MadxAttribute& attribute) {
  auto out = std::make_shared<MadxValue>();
  out->place = attribute.place;
  if (!attribute.value) {
    out->numbers.emplace_back(attribute.on ? 1.0 : 0.0);
    return out;
  }
  const std::string_view text = *attribute.value;
  if (const std::string word = madx_lower(text); word == "true" || word == "false") {
    out->numbers.emplace_back(word == "true" ? 1.0 : 0.0);
    return out;
  }
  out->is_list = text.starts_with('{');
  if (!out->is_list) {
    out->numbers.push_back(values.expression(text, attribute.deferred, attribute.place));
    return out;
  }
  if (!text.ends_with('}'))
    throw attribute.place.error(fmt::format("list '{}' doesn't end", utf8_front(text, 40)), "'}' is missing");
  for (const auto part : madx_split(text.substr(1, text.size() - 2)))
    out->numbers.push_back(madx_trimmed(part).empty()
                               ? Expression(0.0)
                               : values.expression(part, attribute.deferred, attribute.place));
  return out;
}

double MadxJob::number(const MadxValue& value) {
  if (value.is_text || value.numbers.empty()) return 0.0;
  return values.number(value.numbers.front(), value.place);
}

double MadxJob::number(const MadxElement& element, std::string_view attribute, double standard) {
  const MadxValue* found = element.find(attribute);
  return found ? number(*found) : standard;
}

double MadxJob::length(const MadxElement& element) {
  const double l = number(element, "l");
  if (element.base != "rbend" || !rbarc) return l;
  const double half = 0.5 * number(element, "angle");
  return half == 0.0 ? l : l * half / std::sin(half);
}

const MadxBeam& MadxJob::beam_of(std::string_view sequence) const {
  static const MadxBeam standard;
  if (const auto own = beams.find(sequence); own != beams.end()) return own->second;
  const auto all = beams.find("");
  return all != beams.end() ? all->second : standard;
}

}  // namespace courant::io::detail
