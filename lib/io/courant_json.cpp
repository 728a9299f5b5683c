#include "courant_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_map>

#include "courant/base/error.hpp"
#include "courant/elements/names.hpp"
#include "format_list.hpp"

namespace courant::io::detail {
namespace {

// JSON text of a string, with quotes.
std::string json_text(const std::string& text) {
  try {
    return nlohmann::json(text).dump();
  } catch (const nlohmann::json::exception&) {
    throw InvalidArgument("a name or description can't be written", "it is not valid UTF-8", "rename it");
  }
}

// Shortest text that reads back to the same double.
std::string number(double x) {
  return x == 0.0 && std::signbit(x) ? "-0.0"
                                     : fmt::format("{}", x);  // "-0" would be an integer without sign
}

bool same(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }
bool same(int a, int b) { return a == b; }
template <elements::Named Enum>
bool same(Enum a, Enum b) {
  return a == b;
}
template <class List>
requires requires(const List& list) { list[0]; }
bool same(const List& a, const List& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) { return same(x, y); });
}

std::string value(double x) { return number(x); }
std::string value(int x) { return fmt::format("{}", x); }
template <elements::Named Enum>
std::string value(Enum x) {
  return fmt::format("\"{}\"", elements::name_of(x));
}
template <class List>
requires requires(const List& list) { list[0]; }
std::string value(const List& list) {
  auto end = list.size();
  if constexpr (!std::is_same_v<List, std::vector<double>>)  // the size of a vector is part of it
    while (end > 0 && same(list[end - 1], 0.0)) --end;
  std::vector<std::string> terms;
  for (std::size_t i = 0; i < end; ++i) terms.push_back(number(list[i]));
  return fmt::format("[{}]", fmt::join(terms, ", "));
}

// The fields that differ from those of a new element, without brackets.
template <class E>
std::vector<std::string> changed_fields(const E& e) {
  std::vector<std::string> out;
  const E standard{};
  elements::for_each_field<E>([&](auto field) {
    if (!same(field.access(e), field.access(standard)))
      out.push_back(fmt::format("\"{}\": {}", field.name, value(field.access(e))));
  });
  return out;
}

// Type, what differs from a new element, aperture and alias, without brackets.
std::string element_text(const lattice::Element& element) {
  std::vector<std::string> parts = std::visit([](const auto& e) { return changed_fields(e); }, element.body);
  parts.insert(parts.begin(), fmt::format("\"type\": \"{}\"", elements::type_of(element.body)));
  if (element.aperture)
    parts.push_back(fmt::format("\"aperture\": {{{}}}",
                                fmt::join(changed_fields(elements::Aperture<>{*element.aperture}), ", ")));
  if (!element.alias.empty()) parts.push_back(fmt::format("\"alias\": {}", json_text(element.alias)));
  return fmt::format("{}", fmt::join(parts, ", "));
}

// Gives each different body a key: its name, or NAME~k when another body has taken the name.
class Keys {
 public:
  explicit Keys(const Lattice& lattice) {
    for (const auto& e : lattice.elements()) reserved_.insert(e->name);
  }

  const std::string& of(const lattice::Element& element) {
    const auto [known, is_new] = by_address_.try_emplace(&element);
    if (!is_new) return known->second;
    auto& bodies = by_name_[element.name];
    const std::string text = element_text(element);
    auto [found, first] = bodies.try_emplace(text);
    if (first) found->second = define(element.name, text, bodies.size());
    return known->second = found->second;
  }

  const std::vector<std::string>& definitions() const { return definitions_; }

 private:
  std::string define(const std::string& name, const std::string& text, std::size_t count) {
    std::string key = name;
    for (std::size_t k = count; count > 1 && reserved_.contains(key); ++k)
      key = fmt::format("{}~{}", name, k);
    reserved_.insert(key);
    const std::string own = key == name ? "" : fmt::format("\"name\": {}, ", json_text(name));
    definitions_.push_back(fmt::format("  {}: {{{}{}}}", json_text(key), own, text));
    return key;
  }

  std::set<std::string> reserved_;
  std::unordered_map<const lattice::Element*, std::string> by_address_;
  std::map<std::string, std::map<std::string, std::string>> by_name_;
  std::vector<std::string> definitions_;
};

std::string reference_text(const lattice::Particle& particle) {
  const Reference& r = particle.reference;
  std::string text =
      fmt::format("{{\"species\": {}, \"energy\": {}", json_text(particle.species), number(r.energy()));
  bool known = false;
  try {
    known = lattice::make_particle(particle.species, r.energy()) == particle;
  } catch (const Error&) {
    known = false;  // a species of its own
  }
  if (!known) text += fmt::format(", \"mass\": {}, \"charge\": {}", number(r.mass()), number(r.charge()));
  return text + "}";
}

class CourantJson : public LatticeFormat {
 public:
  std::string_view name() const override { return "courant"; }
  std::string_view title() const override { return "Courant JSON, version 1"; }
  bool matches(std::string_view file, std::string_view head) const override {
    return file.ends_with(".json") || head.find("\"courant-lattice/") != std::string_view::npos;
  }
  Lattice read(const Source& source, const ReadOptions& options) const override {
    return read_courant_json(source, options);
  }
  std::vector<ParseError> problems(const Source& source, const ReadOptions& options) const override {
    return courant_json_problems(source, options);
  }
  bool writes() const override { return true; }
  std::string write(const Lattice& lattice) const override { return write_courant_json(lattice); }
};

}  // namespace

std::string write_courant_json(const Lattice& lattice) {
  if (lattice.empty()) throw InvalidArgument("an empty lattice can't be written", "it has no element");
  const auto& about = lattice.description();
  std::vector<std::string> top{fmt::format(" \"schema\": \"{}\"", courant_schema),
                               fmt::format(" \"name\": {}", json_text(about.name))};
  if (!about.text.empty()) top.push_back(fmt::format(" \"description\": {}", json_text(about.text)));
  if (!about.citation.empty()) {
    std::vector<std::string> items;
    for (const auto& c : about.citation) items.push_back("  " + json_text(c));
    top.push_back(fmt::format(" \"citation\": [\n{}\n ]", fmt::join(items, ",\n")));
  }
  if (!about.notes.empty()) top.push_back(fmt::format(" \"notes\": {}", json_text(about.notes)));
  top.push_back(fmt::format(" \"reference\": {}", reference_text(lattice.particle())));
  if (lattice.superperiods() != 1)
    top.push_back(fmt::format(" \"superperiods\": {}", lattice.superperiods()));

  Keys keys(lattice);
  std::string line;
  constexpr Index per_row = 8;
  for (Index i = 0; i < lattice.size(); ++i) {
    if (i > 0) line += i % per_row == 0 ? ",\n  " : ", ";
    line += json_text(keys.of(lattice[i]));
  }
  top.push_back(fmt::format(" \"elements\": {{\n{}\n }}", fmt::join(keys.definitions(), ",\n")));
  top.push_back(fmt::format(" \"line\": [\n  {}\n ]", line));
  return fmt::format("{{\n{}\n}}\n", fmt::join(top, ",\n"));
}

const LatticeFormat& courant_json() {
  static const CourantJson format;
  return format;
}

}  // namespace courant::io::detail
