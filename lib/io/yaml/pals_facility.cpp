#include "pals_facility.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "courant/base/error.hpp"
#include "pals_names.hpp"
#include "pals_tree.hpp"

namespace courant::io::detail {
namespace {

using Kind = JsonNode::Kind;

constexpr char in_place = '\n';  // begins the name of a member that is defined in its line
constexpr double most_repeats = 1'000'000;
constexpr std::array<std::string_view, 4> placing{"repeat", "direction", "placement", "name"};

// Whether a name fits a pattern of literal characters, `.` for any one and `.*` for any number of them.
bool fits(std::string_view pattern, std::string_view name) {
  std::vector<bool> reach(name.size() + 1, false);
  reach[0] = true;
  for (std::size_t p = 0; p < pattern.size(); ++p) {
    std::vector<bool> next(name.size() + 1, false);
    const bool any = pattern[p] == '.', star = any && p + 1 < pattern.size() && pattern[p + 1] == '*';
    if (star) {
      bool open = false;
      for (std::size_t i = 0; i <= name.size(); ++i) next[i] = open = open || reach[i];
      ++p;
    } else {
      for (std::size_t i = 0; i < name.size(); ++i) next[i + 1] = reach[i] && (any || pattern[p] == name[i]);
    }
    reach = std::move(next);
  }
  return reach[name.size()];
}

class Facility {
 public:
  explicit Facility(const Source& source) : tree_(read_pals_tree(source)) {
    out_.report = std::move(tree_.report);
    out_.notes = std::move(tree_.notes);
    out_.by_courant = tree_.extensions.contains("Courant");
  }

  PalsFacility read() {
    for (const auto& item : tree_.facility) take(item);
    return std::move(out_);
  }

 private:
  [[noreturn]] static void fail(const std::string& file, Index line, std::string_view problem,
                                std::string_view why = {}, std::string_view suggestion = {}) {
    throw ParseError(file, line, problem, why, suggestion);
  }

  bool extension(const std::string& name) const { return tree_.extensions.contains(name); }

  void take(const PalsItem& item) {
    file_ = item.file;
    const Where where{item.file, item.line};
    if (item.name == "use") {
      out_.used = item.body.text;
      out_.used_where = where;
    } else if (item.name == "constants" || item.name == "variables") {
      for (const auto& [key, node] : pals_entries(item.body)) constant(key.text, *node);
    } else if (item.name == "set") {
      const JsonNode *parameter = item.body.find("parameter"), *value = item.body.find("value");
      if (!parameter || !value) fail(item.file, item.line, "set needs a parameter and a value");
      set(parameter->text, *value);
    } else if (item.name == "sets") {
      for (const auto& [key, node] : pals_entries(item.body)) set(key.text, *node);
    } else if (item.name == "superimpose") {
      out_.report.add(where, {}, "superposition is not supported", "the element is left out");
    } else if (item.name == "Courant") {
      if (const JsonNode* name = item.body.find("name")) out_.name = name->text;
    } else {
      define(item);
    }
  }

  static std::string kind_of(const JsonNode& body) {
    for (const auto& [key, node] : pals_entries(body))
      if (key.text == "kind") return node->text;
    return {};
  }

  void define(const PalsItem& item) {
    const std::string kind = kind_of(item.body);
    const Where where{item.file, item.line};
    if (kind == "BeamLine" || kind == "Beamline") {
      line(item.name, item.body, where);
    } else if (kind == "Lattice") {
      lattice(item.name, item.body, where);
    } else if (kind == "constant" || kind == "variable") {
      for (const auto& [key, node] : pals_entries(item.body))
        if (key.text == "value") constant(item.name, *node);
    } else if (!kind.empty() || has(item.body, "inherit")) {
      element(item.name, item.body, where);
    } else {
      out_.report.add(where, {}, fmt::format("'{}' has no kind", item.name.substr(0, 60)),
                      "it is taken for an extension: nothing is done with it");
    }
  }

  static bool has(const JsonNode& body, std::string_view wanted) {
    const auto entries = pals_entries(body);
    return std::any_of(entries.begin(), entries.end(), [&](const auto& e) { return e.first.text == wanted; });
  }

  void constant(const std::string& name, const JsonNode& node) {
    const Attribute a = names_.attribute(node);
    if (!a.number) fail(file_, node.line, fmt::format("'{}' has no value", name), a.why);
    names_.set(name, *a.number);
  }

  // Attributes of an element as GROUP.PARAMETER.
  void flatten(Definition& d, const std::string& prefix, const JsonNode& body) {
    for (const auto& [key, node] : pals_entries(body)) {
      const bool top = prefix.empty();
      if (top && (key.text == "kind" || key.text == "inherit" ||
                  std::find(placing.begin(), placing.end(), key.text) != placing.end()))
        continue;
      if (top && key.text != "Courant" && (extension(key.text) || node->find("extension"))) {
        out_.report.add_for_all({file_, key.line}, d.subject(), fmt::format("extension {}", key.text),
                                "nothing is done with it");
        continue;
      }
      const std::string name = prefix + key.text;
      if (node->kind == Kind::object)
        flatten(d, name + ".", *node);
      else if (node->kind != Kind::null)
        d.set(name, names_.attribute(*node));
    }
  }

  // Adds an element; it copies the one it inherits from, or `known` of its own name.
  Index add(const std::string& name, const JsonNode& body, const Where& where, bool known) {
    Definition d;
    std::string from = known ? name : std::string();
    for (const auto& [key, node] : pals_entries(body))
      if (key.text == "inherit") from = node->text;
    if (!from.empty()) {
      const auto found = out_.by_name.find(from);
      if (found == out_.by_name.end())
        fail(where.file, where.line,
             fmt::format("'{}' inherits from '{}', which is not defined before it", name, from));
      d = out_.elements[static_cast<std::size_t>(found->second)];
    }
    d.name = name;
    d.where = where;
    if (const std::string kind = kind_of(body); !kind.empty()) d.type = kind;
    flatten(d, {}, body);
    const auto index = static_cast<Index>(out_.elements.size());
    out_.elements.push_back(std::move(d));
    return index;
  }

  void element(const std::string& name, const JsonNode& body, const Where& where) {
    const Index index = add(name, body, where, false);
    const auto [found, is_new] = out_.by_name.insert_or_assign(name, index);
    if (!is_new)
      out_.report.add(where, {}, fmt::format("'{}' is defined again", name),
                      "the later one counts in all lines");
  }

  void line(const std::string& name, const JsonNode& body, const Where& where) {
    BeamLine out{name, where, {}};
    for (const auto& [key, node] : pals_entries(body)) {
      if (key.text == "line") {
        if (node->kind != Kind::array && node->kind != Kind::null)
          fail(where.file, node->line, fmt::format("the line '{}' must be a list", name));
        for (const auto& item : node->items) out.members.push_back(member(item, where.file));
      } else if (key.text == "multipass" && node->number != 0.0) {
        out_.report.add({where.file, key.line}, {}, "multipass lines are not supported",
                        "each pass has its own elements");
      } else if (key.text == "Courant") {
        if (const JsonNode* n = node->find("superperiods");
            n && n->whole && n->number > 1 && n->number <= most_repeats)
          out_.superperiods[name] = static_cast<Index>(n->number);
      }
    }
    if (out_.by_name.contains(name))
      fail(where.file, where.line, fmt::format("'{}' is an element and a line", name));
    out_.lines.insert_or_assign(name, std::move(out));
  }

  Member member(const JsonNode& item, const std::string& file) {
    Member m;
    m.line = item.line;
    if (item.kind == Kind::string) {
      m.name = item.text;
      return m;
    }
    if (item.kind != Kind::object || item.keys.size() != 1)
      fail(file, item.line, "a member of a line must be a name, alone or with what it means",
           fmt::format("it is {}", describe(item.kind)));
    m.name = item.keys[0].text;
    m.line = item.keys[0].line;
    const JsonNode& body = item.items[0];
    bool own = false;
    for (const auto& [key, node] : pals_entries(body)) {
      if (key.text == "repeat" || key.text == "direction") {
        const auto n = names_.attribute(*node).number;
        const bool fine =
            n && *n == std::trunc(*n) && std::abs(*n) <= (key.text == "repeat" ? most_repeats : 1.0);
        if (!fine || (key.text == "direction" && *n == 0.0))
          fail(file, node->line,
               fmt::format("{} of '{}' is no whole number that can be used", key.text, m.name));
        if (key.text == "direction") {
          m.reversed = *n < 0.0;
        } else {
          m.repeat = static_cast<Index>(std::abs(*n));
          m.mirrored = *n < 0.0;
        }
      } else if (key.text == "placement") {
        fail(file, key.line, fmt::format("placement of '{}' is not supported", m.name),
             "members of a line follow each other here", "write the drifts between them");
      } else {
        own = true;
      }
    }
    if (own) {
      const bool known = !has(body, "kind") && !has(body, "inherit");
      const Index index = add(m.name, body, {file, m.line}, known);
      out_.by_name.try_emplace(m.name, index);
      m.name = fmt::format("{}{}", in_place, index);
    }
    return m;
  }

  void lattice(const std::string& name, const JsonNode& body, const Where& where) {
    PalsLattice out{name, where, {}};
    for (const auto& [key, node] : pals_entries(body)) {
      if (key.text != "branches") continue;
      if (node->kind == Kind::string) out.branches.emplace_back(node->text, node->text);
      for (const auto& item : node->items) {
        if (item.kind == Kind::string) {
          out.branches.emplace_back(item.text, item.text);
          continue;
        }
        for (const auto& [branch, about] : pals_entries(item)) {
          std::string from = branch.text;
          for (const auto& [word, value] : pals_entries(*about))
            if (word.text == "inherit") from = value->text;
          if (has(*about, "line")) line(branch.text, *about, {where.file, branch.line});
          out.branches.emplace_back(branch.text, from);
        }
      }
    }
    out_.lattices.push_back(std::move(out));
  }

  // Changes a parameter of all elements whose name fits: NAME>GROUP.PARAMETER.
  void set(const std::string& parameter, const JsonNode& value) {
    const std::size_t at = parameter.find('>');
    const std::string pattern = parameter.substr(0, at);
    if (at == std::string::npos || parameter.find('>', at + 1) != std::string::npos ||
        pattern.find_first_of(":#,&[](){}|+?^$\\") != std::string::npos) {
      out_.report.add({file_, value.line}, {},
                      fmt::format("set of '{}' is not supported", parameter.substr(0, 80)),
                      "it is left out; NAME>GROUP.PARAMETER can be set, with . and .* in the name");
      return;
    }
    Index count = 0;
    for (auto& d : out_.elements) {
      if (!fits(pattern, d.name)) continue;
      d.set(parameter.substr(at + 1), names_.attribute(value));
      ++count;
    }
    if (count == 0)
      out_.report.add({file_, value.line}, {},
                      fmt::format("set of '{}' fits no element before it", parameter.substr(0, 80)),
                      "nothing is done");
  }

  PalsTree tree_;
  PalsFacility out_;
  PalsNames names_;
  std::string file_;
};

}  // namespace

Index PalsFacility::index_of(const std::string& member) const {
  if (!member.empty() && member[0] == in_place) {
    Index index = -1;
    std::from_chars(member.data() + 1, member.data() + member.size(), index);
    return index;
  }
  const auto found = by_name.find(member);
  return found == by_name.end() ? -1 : found->second;
}

PalsFacility read_pals_facility(const Source& source) { return Facility(source).read(); }

}  // namespace courant::io::detail
