#include "pals_write.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "../definition.hpp"
#include "courant/base/error.hpp"
#include "courant/version.hpp"
#include "pals_element.hpp"

namespace courant::io::detail {
namespace {

constexpr Index per_row = 8;

// A text in quotes.
std::string quoted(const std::string& text) {
  try {
    return nlohmann::json(text).dump();
  } catch (const nlohmann::json::exception&) {
    throw InvalidArgument("a name or description can't be written", "it is not valid UTF-8", "rename it");
  }
}

// Shortest text that reads back to the same double, as a number in YAML 1.1 too: it wants a point before an exponent.
std::string number(double x) {
  if (x == 0.0 && std::signbit(x)) return "-0.0";
  std::string text = fmt::format("{}", x);
  const std::size_t exponent = text.find('e');
  if (exponent != std::string::npos && text.find('.') == std::string::npos) text.insert(exponent, ".0");
  return text;
}

std::string value(const Attribute& a) {
  if (a.number) return number(*a.number);
  if (!a.list) return quoted(a.text);
  std::vector<std::string> items;
  for (const double x : *a.list) items.push_back(number(x));
  return fmt::format("[{}]", fmt::join(items, ", "));
}

// Words that YAML 1.1 takes for something else than a text, and keys of PALS.
bool reserved(const std::string& name) {
  constexpr std::array<std::string_view, 19> words{
      "Y",      "N",   "YES",  "NO",      "ON",        "OFF",       "TRUE",        "FALSE",          "NULL",
      "USE",    "SET", "SETS", "INCLUDE", "CONSTANTS", "VARIABLES", "SUPERIMPOSE", "EXPAND_LATTICE", "BEGIN",
      "COURANT"};
  return std::find(words.begin(), words.end(), upper(name)) != words.end();
}

// A name that PALS takes: letters, digits, underscores, no digit first.
std::string plain(const std::string& name) {
  std::string out;
  for (const char c : name) out += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  if (out.empty() || std::isdigit(static_cast<unsigned char>(out[0])) || reserved(out)) out = "e_" + out;
  return out;
}

// Groups of attributes in braces, each on its line.
std::string body_text(const PalsText& element, const std::string& own_name) {
  std::string out = fmt::format("        kind: {}\n", element.kind), group, items;
  const auto close = [&] {
    if (!group.empty()) out += fmt::format("        {}: {{{}}}\n", group, items);
    group.clear();
    items.clear();
  };
  const auto add = [&](const std::string& key, const std::string& text) {
    const std::size_t point = key.find('.');
    if (point == std::string::npos) {
      out += fmt::format("        {}: {}\n", key, text);
      return;
    }
    if (key.substr(0, point) != group) close();
    group = key.substr(0, point);
    items += fmt::format("{}{}: {}", items.empty() ? "" : ", ", key.substr(point + 1), text);
  };
  for (const auto& [key, attribute] : element.attributes) add(key, value(attribute));
  if (!own_name.empty()) add("Courant.name", quoted(own_name));
  close();
  return out;
}

class Writer {
 public:
  explicit Writer(const Lattice& lattice) : lattice_(lattice) {
    if (lattice.empty()) throw InvalidArgument("an empty lattice can't be written", "it has no element");
  }

  std::string write() {
    const std::string ring = unique(lattice_.name().empty() ? "ring" : lattice_.name());
    const std::string whole = unique(ring + "_lattice");
    const bool cells = lattice_.superperiods() > 1;
    const std::string cell = cells ? unique(ring + "_cell") : ring;
    std::string items;
    for (Index i = 0; i < lattice_.size(); ++i)
      items += fmt::format("{}{}",
                           i == 0             ? ""
                           : i % per_row == 0 ? ",\n          "
                                              : ", ",
                           name_of(lattice_[i]));
    std::string out = fmt::format(
        "# Written by Courant {}. What PALS has no word for stands under the extension Courant.\n"
        "PALS:\n  version: null\n  extension_labels:\n    names:\n      Courant: fields of Courant's "
        "elements\n",
        version);
    if (const auto notes = lines(); !notes.empty()) {
      out += "  notes:\n";
      for (const auto& line : notes) out += fmt::format("    - {}\n", quoted(line));
    }
    out += "  facility:\n" + beginning() + definitions_;
    if (cells)
      out += fmt::format("    - {}:\n        kind: BeamLine\n        line: [\n          {}]\n", cell, items);
    out += fmt::format("    - {}:\n        kind: BeamLine\n        periodic: true\n", ring);
    if (cells) {
      out += fmt::format("        line:\n          - begin\n          - {}:\n              repeat: {}\n",
                         cell, lattice_.superperiods());
      out += fmt::format("        Courant: {{superperiods: {}}}\n", lattice_.superperiods());
    } else {
      out += fmt::format("        line: [begin,\n          {}]\n", items);
    }
    if (ring != lattice_.name())
      out += fmt::format("    - Courant:\n        name: {}\n", quoted(lattice_.name()));
    return out + fmt::format("    - {0}:\n        kind: Lattice\n        branches: [{1}]\n    - use: {0}\n",
                             whole, ring);
  }

 private:
  std::vector<std::string> lines() const {
    std::vector<std::string> out;
    for (const auto* text : {&lattice_.description().text, &lattice_.description().notes}) {
      std::string_view rest = *text;
      while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find('\n'));
        out.emplace_back(line);
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      }
    }
    return out;
  }

  std::string beginning() const {
    const auto& p = lattice_.particle();
    const Reference& r = p.reference;
    std::string out = fmt::format(
        "    - begin:\n        kind: BeginningEle\n        ReferenceP: {{species_ref: {}, E_tot_ref: {}}}\n",
        quoted(p.species), number(r.energy()));
    bool known = false;
    try {
      known = lattice::make_particle(p.species, r.energy()) == p;
    } catch (const Error&) {
      known = false;  // a species of its own
    }
    if (known) return out;
    return out +
           fmt::format("        Courant: {{mass: {}, charge: {}}}\n", number(r.mass()), number(r.charge()));
  }

  std::string unique(const std::string& wanted) {
    std::string name = plain(wanted);
    for (Index k = 2; !taken_.insert(name).second; ++k) name = fmt::format("{}_{}", plain(wanted), k);
    return name;
  }

  const std::string& name_of(const lattice::Element& element) {
    const auto [found, is_new] = names_.try_emplace(&element);
    if (!is_new) return found->second;
    const PalsText text = to_pals(element, lattice_.reference());
    std::string& known = bodies_[element.name][body_text(text, {})];
    if (known.empty()) {
      known = unique(element.name);
      definitions_ += fmt::format("    - {}:\n{}", known,
                                  body_text(text, known == element.name ? std::string() : element.name));
    }
    return found->second = known;
  }

  const Lattice& lattice_;
  std::set<std::string> taken_{"begin"};
  std::unordered_map<const lattice::Element*, std::string> names_;
  std::map<std::string, std::map<std::string, std::string>> bodies_;  // name, definition: name in the file
  std::string definitions_;
};

}  // namespace

std::string write_pals(const Lattice& lattice) { return Writer(lattice).write(); }

}  // namespace courant::io::detail
