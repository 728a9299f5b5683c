#pragma once
// Private to the module: an element as a text format defines it.
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "report.hpp"

namespace courant::io::detail {

// What stands behind the equals sign.
struct Attribute {
  std::string text{};                         // as written, without quotes
  std::optional<double> number{};             // its value, if it has one
  std::optional<std::vector<double>> list{};  // its values, if it is a list
  std::string why{};                          // why it has none
  Index line = 0;
};

// Name, type and attributes of an element. What was asked for is noted, so that the rest can be reported.
class Definition {
 public:
  std::string name, type;  // as written; the type as the format's table spells it
  Where where;

  void set(std::string_view attribute, Attribute value);  // replaces an earlier one
  bool has(std::string_view attribute) const;             // counts as asked for
  // The number, or `standard` if there is none. Throws ParseError if it is no number.
  double number(std::string_view attribute, double standard = 0.0) const;
  // The same, and 0 counts as not given.
  bool flag(std::string_view attribute, bool standard = false) const {
    return number(attribute, standard) != 0.0;
  }
  std::string text(std::string_view attribute) const;  // empty if not there
  // The numbers, none if it is not there. Throws ParseError if it is no list.
  std::vector<double> list(std::string_view attribute) const;
  void skip(std::span<const std::string_view> attributes) const;  // nobody needs them

  // Attributes that nobody asked for.
  std::map<std::string, Attribute> unread() const;

  std::string subject() const;  // "QUAD 'Q1'"
  [[noreturn]] void fail(std::string_view problem, std::string_view why = {},
                         std::string_view suggestion = {}) const;

 private:
  std::map<std::string, Attribute, std::less<>> attributes_;  // by upper-case name
  mutable std::set<std::string, std::less<>> read_;
};

// ASCII letters in upper case.
std::string upper(std::string_view text);

}  // namespace courant::io::detail
