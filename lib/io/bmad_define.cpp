#include <fmt/format.h>

#include "bmad_runner.hpp"
#include "bmad_words.hpp"
#include "courant/base/error.hpp"

namespace courant::io::detail {
// Class of elements by its name or an abbreviation that means one alone; empty: none.
std::string_view bmad_class(std::string_view written) {
  const std::string name = upper(written);
  if (name == "UNDULATOR") return "WIGGLER";
  std::string_view found;
  for (const std::string_view known : bmad_classes) {
    if (known == name) return known;
    if (name.size() < 3 || !known.starts_with(name)) continue;
    if (!found.empty()) return {};
    found = known;
  }
  return found;
}

void BmadRunner::define(std::string_view name, std::string_view rest, const Where& where) {
  const std::size_t comma = bmad_find(rest, ",=");
  const std::string_view kind = bmad_trimmed(rest.substr(0, comma));
  const std::string word = upper(kind), key = upper(bmad_unquoted(name));
  if (word == "LINE") return line(key, rest.substr(comma + 1), where);
  if (word == "LIST") return list(key, rest.substr(comma + 1), where);
  if (word.starts_with("LINE[")) {  // LINE[MULTIPASS]
    note_multipass(name, where);
    return line(key, rest.substr(comma + 1), where);
  }
  if (key.empty()) throw ParseError(where.file, where.line, "a definition without a name");
  if (out_.index.contains(key) || out_.lines.contains(key) || out_.lists.contains(key))
    throw ParseError(where.file, where.line, fmt::format("'{}' is defined twice", name), {},
                     "assign attributes by NAME[ATTRIBUTE] = VALUE");
  Definition d;
  if (const Index parent = out_.find(word); parent >= 0)
    d = out_.elements[static_cast<std::size_t>(parent)];
  else
    d.type = bmad_class(word);
  if (d.type.empty()) {
    std::vector<std::string> known(bmad_classes.begin(), bmad_classes.end());
    for (const auto& [element, i] : out_.index) known.push_back(element);
    throw ParseError(where.file, where.line, fmt::format("'{}' is no class of elements and no element", kind),
                     "or the abbreviation means several", nearest(word, known));
  }
  d.name = key;
  d.where = where;
  if (contains(bmad_controllers, d.type)) {
    out_.report.add(where, d.subject(), fmt::format("{} is not supported", d.type),
                    "the elements are tracked as they are without it");
    return;
  }
  if (comma != std::string_view::npos && rest[comma] == ',')
    for (const auto part : bmad_split(rest.substr(comma + 1))) {
      if (part.empty()) continue;
      const std::size_t equals = bmad_find(part, "=");
      const std::string_view attribute = bmad_trimmed(part.substr(0, equals));
      const std::string upper_name = upper(attribute);
      if (is_bmad_wake(upper_name))
        note_wake(equals == std::string_view::npos ? part : bmad_trimmed(part.substr(equals + 1)), where,
                  d.subject());
      else if (equals == std::string_view::npos)
        d.set(attribute,
              {.why = "it stands without a value", .line = where.line});  // a flag or its standard value
      else
        assign(d, attribute, bmad_trimmed(part.substr(equals + 1)), where);
    }
  out_.index.emplace(key, static_cast<Index>(out_.elements.size()));
  out_.elements.push_back(std::move(d));
}

}  // namespace courant::io::detail
