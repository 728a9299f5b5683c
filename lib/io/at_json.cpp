#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "at_lattice.hpp"
#include "at_write.hpp"
#include "courant/base/error.hpp"
#include "format_list.hpp"
#include "json_tree.hpp"

namespace courant::io::detail {
namespace {

// Properties of a ring that say nothing about one particle's motion; remarks are those of the writer.
constexpr std::array<std::string_view, 5> silent_properties{"remarks", "harmonic_number", "beam_current",
                                                            "nbunch", "fillpattern"};

// A list of numbers becomes a column, a list of such lists of equal length a matrix, another list a cell.
MatlabValue list_value(const JsonNode& node);

MatlabValue value_of(const JsonNode& node) {
  MatlabValue out;
  switch (node.kind) {
    case JsonNode::Kind::null:
    case JsonNode::Kind::boolean:  // flags of AT's own tools
      break;
    case JsonNode::Kind::number:
      out = MatlabValue::number(node.number);
      break;
    case JsonNode::Kind::string:
      out = MatlabValue::of_text(node.text);
      break;
    case JsonNode::Kind::array:
      out = list_value(node);
      break;
    case JsonNode::Kind::object:
      out.kind = MatlabValue::Kind::structure;
      out.rows = out.columns = 1;
      for (std::size_t i = 0; i < node.keys.size(); ++i) {
        out.names.push_back(node.keys[i].text);
        out.items.push_back(value_of(node.items[i]));
      }
      break;
  }
  out.line = node.line;
  return out;
}

bool all_numbers(const JsonNode& node) {
  return std::all_of(node.items.begin(), node.items.end(),
                     [](const JsonNode& item) { return item.kind == JsonNode::Kind::number; });
}

bool is_matrix(const JsonNode& node) {
  return !node.items.empty() && std::all_of(node.items.begin(), node.items.end(), [&](const JsonNode& row) {
    return row.kind == JsonNode::Kind::array && row.items.size() == node.items.front().items.size() &&
           all_numbers(row);
  });
}

MatlabValue list_value(const JsonNode& node) {
  MatlabValue out;
  out.rows = static_cast<Index>(node.items.size());
  out.columns = 1;
  if (all_numbers(node)) {
    for (const auto& item : node.items) out.numbers.push_back(item.number);
  } else if (is_matrix(node)) {
    const std::size_t columns = node.items.front().items.size();
    out.columns = static_cast<Index>(columns);
    for (std::size_t column = 0; column < columns; ++column)
      for (const auto& row : node.items) out.numbers.push_back(row.items[column].number);
  } else {
    out.kind = MatlabValue::Kind::cell;
    for (const auto& item : node.items) out.items.push_back(value_of(item));
  }
  return out;
}

bool begins_object(std::string_view head) {
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && head[first] == '{';
}

class AtJson : public LatticeFormat {
 public:
  std::string_view name() const override { return "at_json"; }
  std::string_view title() const override { return "AT lattice as JSON"; }
  bool matches(std::string_view, std::string_view head) const override {
    const auto has = [&](std::string_view key) { return head.find(key) != std::string_view::npos; };
    return begins_object(head) && (has("\"atjson\"") || (has("\"FamName\"") && has("\"PassMethod\"")));
  }
  bool writes() const override { return true; }
  std::string write(const Lattice& lattice) const override { return write_at_json(lattice); }
  Lattice read(const Source& source, const ReadOptions& options) const override;
};

double number_of(const Source& source, const JsonNode& node, std::string_view key) {
  if (node.kind != JsonNode::Kind::number)
    throw ParseError(source.file, node.line, fmt::format("property '{}' must be a number", key),
                     fmt::format("it is {}", describe(node.kind)));
  return node.number;
}

// What stands under "properties"; `particle` receives the value that the ring points to.
void read_properties(const Source& source, const JsonNode& properties, AtRing& ring, MatlabValue& particle) {
  if (properties.kind != JsonNode::Kind::object)
    throw ParseError(source.file, properties.line, "'properties' must be an object",
                     fmt::format("it is {}", describe(properties.kind)));
  for (std::size_t i = 0; i < properties.keys.size(); ++i) {
    const auto& [key, line] = properties.keys[i];
    const JsonNode& value = properties.items[i];
    if (key == "name" && value.kind == JsonNode::Kind::string) {
      ring.name = value.text;
    } else if (key == "energy") {
      ring.energy = number_of(source, value, key);
    } else if (key == "periodicity") {
      ring.superperiods = number_of(source, value, key);
    } else if (key == "particle") {
      particle = value_of(value);
      ring.particle = &particle;
    } else if (std::find(silent_properties.begin(), silent_properties.end(), key) ==
               silent_properties.end()) {
      ring.skipped.emplace_back(line, fmt::format("property '{}' is not used", key));
    }
  }
}

Lattice AtJson::read(const Source& source, const ReadOptions& options) const {
  const JsonNode root = parse_json(source.file, source.content);
  const JsonNode* elements = root.find("elements");
  if (!elements || elements->kind != JsonNode::Kind::array)
    throw ParseError(source.file, root.line, "the file holds no list of elements",
                     "AT's JSON has an object with the key 'elements'", "check that AT wrote this file");
  AtRing ring;
  ring.name = std::filesystem::path(source.file).stem().string();
  MatlabValue particle;
  if (const JsonNode* properties = root.find("properties"))
    read_properties(source, *properties, ring, particle);
  if (!options.line.empty() && options.line != ring.name)
    throw UnknownName(fmt::format("line '{}' is unknown", options.line),
                      fmt::format("'{}' holds '{}' alone", source.file, ring.name));
  for (std::size_t i = 0; i < root.keys.size(); ++i)
    if (const auto& key = root.keys[i]; key.text != "elements" && key.text != "properties" &&
                                        key.text != "atjson" && key.text != "at_version")
      ring.skipped.emplace_back(key.line, fmt::format("key '{}' is unknown", key.text));
  MatlabValue cell;
  cell.kind = MatlabValue::Kind::cell;
  cell.line = elements->line;
  for (const auto& element : elements->items) cell.items.push_back(value_of(element));
  ring.elements = &cell;
  return from_at_ring(source.file, ring);
}

}  // namespace

const LatticeFormat& at_json() {
  static const AtJson format;
  return format;
}

}  // namespace courant::io::detail
