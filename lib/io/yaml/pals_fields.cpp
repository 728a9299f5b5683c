#include "pals_fields.hpp"

namespace courant::io::detail {

Attribute pals_attribute(const lattice::FieldValue& value) {
  Attribute out;
  if (const auto* x = std::get_if<double>(&value)) out.number = *x;
  if (const auto* text = std::get_if<std::string>(&value)) out.text = *text;
  if (const auto* list = std::get_if<std::vector<double>>(&value)) out.list = *list;
  return out;
}

bool pals_set_fields(AnyElement& body, const Definition& d, std::string_view prefix) {
  bool any = false;
  for (const auto& name : lattice::field_names(body)) {
    const std::string key = std::string(prefix) + upper(name);
    if (!d.has(key)) continue;
    any = true;
    const auto standard = lattice::get_field(body, name);
    if (std::holds_alternative<std::string>(standard))
      lattice::set_field(body, name, d.text(key));
    else if (std::holds_alternative<double>(standard))
      lattice::set_field(body, name, d.number(key));
    else
      lattice::set_field(body, name, d.list(key));
  }
  return any;
}

}  // namespace courant::io::detail
