#pragma once
// Private to the module: the parts of a MAD-X statement.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "madx_text.hpp"

namespace courant::io::detail {

struct MadxAttribute {
  std::string name;                         // lower case; empty for a value alone
  bool deferred = false;                    // := rather than =
  bool on = true;                           // false: -name
  std::optional<std::string_view> value{};  // as written; none: a flag
  MadxPlace place{};
};

struct MadxCommand {
  enum class Kind { assignment, attribute, command };
  Kind kind = Kind::command;
  std::string label{};                      // of "label: class"; as written
  std::string_view formals{};               // of "label(a, b): line = ..."
  std::string name{};                       // class, command or variable; lower case
  std::string spelled{};                    // the same as written
  std::string type{};                       // of an assignment: "", "const", "string", "int", ...
  std::string attribute{};                  // of "name->attribute = ...", lower case
  std::vector<MadxAttribute> attributes{};  // an assignment has one without name
  MadxPlace place{};

  const MadxAttribute* find(std::string_view wanted) const;
};

// Takes a plain statement apart. Throws ParseError if it isn't one of MAD-X's forms.
MadxCommand madx_command(const MadxStatement& statement);

// Entries between commas that stand in no bracket and no text.
std::vector<std::string_view> madx_split(std::string_view text, char separator = ',');
// A text without its quotes and blanks around.
std::string madx_unquoted(std::string_view value);
// Value of an attribute as a text, empty without one.
std::string madx_text_of(const MadxAttribute& attribute);

}  // namespace courant::io::detail
