#pragma once
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "courant/elements/all.hpp"

namespace courant::lattice {

/// Datum of an element as it stands in files and in Python: number, name of a model, multipole list.
using FieldValue = std::variant<double, std::string, std::vector<double>>;

/// Value of `field` ("k1", "edge1", "normal", "normal[2]"). \throws UnknownName with the nearest field.
FieldValue get_field(const AnyElement& element, std::string_view field);

/// Value of a field that is a number. \throws UnknownName; InvalidArgument if it isn't a number.
double get_number(const AnyElement& element, std::string_view field);

/// True if the field is a count, such as the steps of a magnet. \throws UnknownName.
bool is_whole(const AnyElement& element, std::string_view field);

/// Changes a field. \throws UnknownName; InvalidArgument for a wrong kind of value, NaN, an unknown model
/// name or a multipole list longer than Multipoles::max_order + 1.
void set_field(AnyElement& element, std::string_view field, const FieldValue& value);

/// Names of the fields of a type, in the order of its declaration.
std::vector<std::string> field_names(const AnyElement& element);

/// Element of a type by name with default data. \throws UnknownName with the nearest type.
AnyElement make_element(std::string_view type);

/// Names of all types.
std::vector<std::string> element_types();

/// \throws InvalidArgument naming `name` and the field when a length is negative, a number is not finite,
/// steps are below 1, a dipole bends without length, or a strength stands on a magnet without length.
void validate(const std::string& name, const AnyElement& element);

/// \throws InvalidArgument naming `name` when nothing passes the opening or a number is NaN.
void validate(const std::string& name, const physics::Opening& opening);

}  // namespace courant::lattice
