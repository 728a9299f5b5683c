#include <fmt/format.h>

#include <algorithm>

#include "m_constructors.hpp"
#include "m_functions.hpp"

namespace courant::io::detail {
namespace {

using Kind = MatlabValue::Kind;

bool is_pass(const MatlabValue& v) { return v.kind == Kind::text && v.text.ends_with("Pass"); }

/// Sets entry `index` of a polynomial to the strength in attribute `from`, as AT does.
void put_strength(MatlabValue& e, std::string_view from, std::string_view polynomial, std::size_t index) {
  const MatlabValue* strength = e.field(from);
  if (!strength || !strength->is_number()) return;
  const double value = strength->numbers[0];
  MatlabValue& p = e.make_field(polynomial);
  if (p.kind != Kind::numbers) throw MFailure{fmt::format("{} must hold numbers", polynomial), {}, {}};
  if (p.numbers.size() <= index) p.numbers.resize(index + 1);
  p.numbers[index] = value;
  p.rows = 1;
  p.columns = static_cast<Index>(p.numbers.size());
}

void complete(const Constructor& c, MatlabValue& e) {
  for (const Strength& s : strengths)
    if (s.type == c.type &&
        std::find(c.attributes.begin(), c.attributes.end(), s.attribute) != c.attributes.end())
      put_strength(e, s.attribute, s.polynomial, s.index);
  if (c.name == "atrbend")
    if (const MatlabValue* angle = e.field("BendingAngle"); angle && angle->is_number()) {
      const double half = 0.5 * angle->numbers[0];
      for (const char* face : {"EntranceAngle", "ExitAngle"})
        if (!e.field(face)) e.make_field(face) = MatlabValue::number(half);
    }
}

MatlabValue element(const Constructor& c, std::vector<MatlabValue>& arguments) {
  if (arguments.empty() || arguments[0].kind != Kind::text)
    throw MFailure{fmt::format("{} has no name", c.name), "its first argument must be a text", {}};
  MatlabValue e;
  e.kind = Kind::structure;
  e.make_field("FamName") = std::move(arguments[0]);
  if (!c.type.empty()) e.make_field("Class") = MatlabValue::of_text(std::string(c.type));
  std::size_t next = 1, attribute = 0;
  const auto wants_text = [&] {
    return attribute < c.attributes.size() && is_text_attribute(c.attributes[attribute]);
  };
  for (; next < arguments.size() && (arguments[next].kind != Kind::text || wants_text()); ++next) {
    if (attribute == c.attributes.size() || c.attributes[attribute].empty())
      throw MFailure{fmt::format("{} has too many arguments before its options", c.name),
                     fmt::format("argument {} is a value without a name", next + 1),
                     {}};
    e.make_field(c.attributes[attribute++]) = std::move(arguments[next]);
  }
  std::string pass(c.pass);
  if (next < arguments.size() && is_pass(arguments[next])) pass = arguments[next++].text;
  for (; next < arguments.size(); next += 2) {
    if (arguments[next].kind != Kind::text || next + 1 == arguments.size())
      throw MFailure{fmt::format("the options of {} are no pairs of name and value", c.name),
                     fmt::format("see argument {}", next + 1),
                     {}};
    e.make_field(arguments[next].text) = std::move(arguments[next + 1]);
  }
  if (!e.field("PassMethod")) e.make_field("PassMethod") = MatlabValue::of_text(std::move(pass));
  complete(c, e);
  return e;
}

}  // namespace

std::optional<MatlabValue> call_element(std::string_view name, std::vector<MatlabValue>& arguments) {
  for (const auto& c : constructors)
    if (c.name == name) return element(c, arguments);
  return {};
}

std::vector<std::string> element_function_names() {
  std::vector<std::string> names;
  for (const auto& c : constructors) names.emplace_back(c.name);
  return names;
}

}  // namespace courant::io::detail
