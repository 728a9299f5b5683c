#include "node.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "courant/base/error.hpp"

namespace courant::machine::detail {

void fail(const std::string& file, const YAML::Mark& mark, std::string_view problem, std::string_view why,
          std::string_view suggestion) {
  throw Located(fmt::format("{}:{}:{}: {}", file, mark.line + 1, mark.column + 1, problem), why, suggestion);
}

void Value::fail(std::string_view problem, std::string_view why, std::string_view suggestion) const {
  detail::fail(file_, node_.Mark(), problem, why, suggestion);
}

std::string Value::text() const {
  if (!node_.IsScalar()) fail("a word or number is expected here");
  return node_.Scalar();
}

std::vector<Value> Value::items() const {
  if (!node_.IsSequence()) fail("a list is expected here", "", "write [a, b]");
  std::vector<Value> out;
  for (const auto& item : node_) out.emplace_back(item, file_);
  return out;
}

std::vector<std::string> Value::texts() const {
  if (node_.IsScalar()) return {text()};
  std::vector<std::string> out;
  for (const auto& item : items()) out.push_back(item.text());
  if (out.empty()) fail("the list is empty");
  return out;
}

double Value::number(const Unit& expected) const {
  return guarded([&] { return parse_quantity(text(), expected); });
}

Index Value::count() const {
  const std::string word = text();
  Index out = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), out);
  if (error != std::errc() || end != word.data() + word.size() || out < 0)
    fail(fmt::format("'{}' is no whole number from 0", word));
  return out;
}

control::Range Value::range(const Unit& expected) const {
  const std::string words = node_.IsSequence() ? fmt::format("[{}]", fmt::join(texts(), ", ")) : text();
  const auto [low, high] = guarded([&] { return parse_range(words, expected); });
  return {low, high};
}

Map::Map(const Value& value, std::string what, std::vector<std::string> known)
    : value_(value), what_(std::move(what)) {
  if (!value.node().IsMap()) value.fail(fmt::format("{} is no mapping", what_), "", "write key: value");
  for (const auto& entry : value.node()) {
    const Value key(entry.first, value.file());
    const std::string name = key.text();
    if (!known.empty() && std::find(known.begin(), known.end(), name) == known.end())
      key.fail(fmt::format("key '{}' of {} is unknown", name, what_),
               fmt::format("it takes {}", fmt::join(known, ", ")), nearest(name, known));
    if (find(name)) key.fail(fmt::format("key '{}' of {} stands twice", name, what_));
    entries_.emplace_back(name, Value(entry.second, value.file()));
  }
}

void Map::inherit(const Map& sibling) {
  for (const auto& [key, value] : sibling.entries_)
    if (!find(key)) entries_.emplace_back(key, value);
}

std::optional<Value> Map::find(std::string_view key) const {
  for (const auto& [name, value] : entries_)
    if (name == key) return value;
  return std::nullopt;
}

Value Map::at(std::string_view key) const {
  if (auto found = find(key)) return *found;
  value_.fail(fmt::format("{} has no '{}'", what_, key));
}

}  // namespace courant::machine::detail
