#include "definition.hpp"

#include <fmt/format.h>

#include "courant/base/error.hpp"

namespace courant::io::detail {

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

void Definition::set(std::string_view attribute, Attribute value) {
  attributes_.insert_or_assign(upper(attribute), std::move(value));
}

bool Definition::has(std::string_view attribute) const {
  read_.emplace(attribute);
  return attributes_.find(attribute) != attributes_.end();
}

double Definition::number(std::string_view attribute, double standard) const {
  if (!has(attribute)) return standard;
  const Attribute& value = attributes_.find(attribute)->second;
  if (value.number) return *value.number;
  throw ParseError(where.file, value.line,
                   fmt::format("{}: attribute {} must be a number", subject(), attribute),
                   value.why.empty() ? fmt::format("it is '{}'", value.text.substr(0, 60)) : value.why,
                   "check the element");
}

std::string Definition::text(std::string_view attribute) const {
  return has(attribute) ? attributes_.find(attribute)->second.text : std::string();
}

std::vector<double> Definition::list(std::string_view attribute) const {
  if (!has(attribute)) return {};
  const Attribute& value = attributes_.find(attribute)->second;
  if (value.list) return *value.list;
  throw ParseError(where.file, value.line,
                   fmt::format("{}: attribute {} must be a list", subject(), attribute),
                   value.why.empty() ? fmt::format("it is '{}'", value.text.substr(0, 60)) : value.why,
                   "write it in brackets");
}

void Definition::skip(std::span<const std::string_view> attributes) const {
  for (const auto a : attributes) read_.emplace(a);
}

std::map<std::string, Attribute> Definition::unread() const {
  std::map<std::string, Attribute> out;
  for (const auto& [attribute, value] : attributes_)
    if (!read_.contains(attribute)) out.emplace(attribute, value);
  return out;
}

std::string Definition::subject() const { return fmt::format("{} '{}'", type, name); }

void Definition::fail(std::string_view problem, std::string_view why, std::string_view suggestion) const {
  throw ParseError(where.file, where.line, fmt::format("{}: {}", subject(), problem), why, suggestion);
}

}  // namespace courant::io::detail
