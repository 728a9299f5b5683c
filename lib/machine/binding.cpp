#include "courant/machine/binding.hpp"

#include <fmt/format.h>

#include <vector>

#include "courant/base/error.hpp"
#include "courant/lattice/field_value.hpp"

namespace courant::machine {
namespace {

/// Unit of a strength of an element, empty if it has no such number.
std::string_view unit_text(const AnyElement& element, std::string_view name) {
  std::string_view unit;
  std::visit(
      [&]<class E>(const E& e) {
        elements::for_each_field<E>([&](auto field) {
          if constexpr (requires { double{field.access(e)}; })
            if (field.name == name && name != "length") unit = field.unit;
        });
      },
      element);
  return unit;
}

std::string_view element_name(std::string_view field) {
  if (field == "kick") return "kick_x";
  if (field == "vkick") return "kick_y";
  return field;
}

}  // namespace

ElementField element_field(const Lattice& lattice, Index place, std::string_view field) {
  if (place < 0 || place >= lattice.size())
    throw InvalidArgument(fmt::format("place {} does not exist", place),
                          fmt::format("the lattice has {} elements", lattice.size()));
  const AnyElement& body = lattice[place].body;
  const std::string_view own = element_name(field);
  if (const auto unit = unit_text(body, own); !unit.empty())
    return {place, std::string(own), 1.0, control::si_unit(Unit::parse(unit))};
  if (field.starts_with('k') && field.ends_with('l')) {
    const std::string strength(field.substr(0, field.size() - 1));
    if (const auto unit = unit_text(body, strength); !unit.empty()) {
      const double length = elements::length_of(body);
      if (!(length > 0.0))
        throw InvalidArgument(
            fmt::format("field '{}' of '{}' can't be used", field, lattice.unique_name(place)),
            "the element has no length", fmt::format("use '{}'", strength));
      const Unit integrated = Unit::parse(unit) * Unit::parse("m");
      return {place, strength, 1.0 / length, Unit::parse(to_string(integrated.dimension()))};
    }
  }
  auto known = lattice::field_names(body);
  for (const char* n : {"k1", "k2", "k3"})
    if (!unit_text(body, n).empty()) known.push_back(fmt::format("{}l", n));
  throw UnknownName(
      fmt::format("{} '{}' has no strength '{}'", elements::type_of(body), lattice.unique_name(place), field),
      "", nearest(field, known));
}

double value_of(const Lattice& lattice, const ElementField& field) {
  return lattice::get_number(lattice[field.place].body, field.field) / field.per_unit;
}

}  // namespace courant::machine
