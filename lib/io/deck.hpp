#pragma once
// Private to the module: files of OPA and Tracy: "NAME = EXPRESSION; NAME: TYPE, ATTRIBUTE = EXPRESSION; NAME: MEMBER,
// MEMBER;".
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "beam_line.hpp"
#include "courant/io/format.hpp"
#include "courant/lattice/builder.hpp"
#include "definition.hpp"
#include "statement.hpp"

namespace courant::io::detail {

struct Deck {
  std::map<std::string, Attribute> variables;               // by name in capitals
  std::map<std::string, Definition, std::less<>> elements;  // likewise
  BeamLines lines;
  std::map<std::string, Definition> line_attributes;  // such as SYMMETRY, by the line's name in capitals
  std::vector<std::string> order;                     // of the lines
  Report report;
};

// How a format differs from others.
struct DeckStyle {
  Comments comments;
  // Type that a word in capitals means; nothing: it is a member of a line.
  std::function<std::optional<std::string>(const std::string&)> type_of;
  std::vector<std::string> types;            // in capitals, for suggestions
  std::vector<std::string> line_attributes;  // those of a line, in capitals: what has others is an element
  // Variables that a file needs not define, e.g. pi.
  std::map<std::string, double> known{};
};

// Cuts the file and evaluates its expressions in their order. Throws ParseError for a statement that is none, for a
// name that is defined twice, and for an unknown name in an expression that something needs.
Deck cut_deck(const Source& source, const DeckStyle& style);

// Key of the line to read: the one `wanted`, else `standard`, else the last one, with a remark if others are not part
// of it. Throws ParseError if there is none, UnknownName for an unknown one.
std::string deck_line(const Source& source, const std::string& wanted, const std::string& standard,
                      Deck& deck);

// The lattice of a line: its elements, each made once by `make` (where the line passes one backwards its faces change
// places), its name and the report. `builder` has particle and superperiods.
Lattice deck_lattice(lattice::Builder& builder, Deck& deck, const std::string& line,
                     const std::function<AnyElement(const Definition&, Report&)>& make);

}  // namespace courant::io::detail
