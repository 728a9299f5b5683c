#include <fmt/format.h>

#include "courant/base/error.hpp"
#include "deck.hpp"
#include "faces.hpp"

namespace courant::io::detail {
namespace {

std::vector<std::string> all_names(const Deck& deck) {
  std::vector<std::string> names;
  for (const auto& [key, line] : deck.lines) names.push_back(line.name);
  for (const auto& [key, definition] : deck.elements) names.push_back(definition.name);
  return names;
}

}  // namespace

std::string deck_line(const Source& source, const std::string& wanted, const std::string& standard,
                      Deck& deck) {
  if (deck.lines.empty())
    throw ParseError(source.file, 0, "the file has no line", "it defines elements alone",
                     "add a line that names them in their order");
  if (!wanted.empty()) {
    if (deck.lines.contains(upper(wanted))) return upper(wanted);
    std::vector<std::string> names;
    for (const auto& [key, line] : deck.lines) names.push_back(line.name);
    throw UnknownName(fmt::format("line '{}' is unknown", wanted),
                      fmt::format("'{}' has {} lines", source.file, names.size()), nearest(wanted, names));
  }
  if (deck.lines.contains(standard)) return standard;
  std::string last = deck.order.back();
  if (const auto outer = outer_lines(deck.lines).size(); outer > 1)
    deck.report.add(deck.lines.at(last).where, {},
                    fmt::format("nothing chooses among {} lines that no other contains", outer),
                    fmt::format("the last one, '{}', is read", deck.lines.at(last).name));
  return last;
}

Lattice deck_lattice(lattice::Builder& builder, Deck& deck, const std::string& line,
                     const std::function<AnyElement(const Definition&, Report&)>& make) {
  std::map<std::string, Index> index;
  std::vector<const Definition*> definitions;
  for (const auto& [key, definition] : deck.elements) {
    index.emplace(key, static_cast<Index>(definitions.size()));
    definitions.push_back(&definition);
  }
  const auto places = expand_line(
      deck.lines, line,
      [&](const std::string& key) {
        const auto found = index.find(key);
        return found == index.end() ? Index{-1} : found->second;
      },
      [&] { return all_names(deck); });
  const BeamLine& chosen = deck.lines.at(line);
  if (places.empty())
    throw ParseError(chosen.where.file, chosen.where.line,
                     fmt::format("line '{}' has no element", chosen.name));
  std::map<std::pair<Index, bool>, lattice::ElementPtr> made;
  for (const auto& p : places) {
    lattice::ElementPtr& element = made[{p.element, p.reversed}];
    if (!element) {
      const auto other = made.find({p.element, !p.reversed});
      const Definition& definition = *definitions[static_cast<std::size_t>(p.element)];
      AnyElement body = other != made.end() && other->second ? turned(other->second->body)
                        : p.reversed                         ? turned(make(definition, deck.report))
                                                             : make(definition, deck.report);
      element = std::make_shared<const lattice::Element>(lattice::Element{definition.name, std::move(body)});
    }
    builder.append(element);
  }
  lattice::Description about;
  about.name = chosen.name;
  about.report = deck.report.remarks();
  builder.describe(std::move(about));
  return builder.freeze();
}

}  // namespace courant::io::detail
