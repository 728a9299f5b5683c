#pragma once
// AT's text of one element as a lattice.
#include <string>

#include "courant/io/read.hpp"
#include "courant/lattice/field_value.hpp"

namespace at_text {

using namespace courant;
using lattice::FieldValue;

// The lattice of one element, 3 GeV.
inline Lattice one(const std::string& element) {
  return io::parse_lattice("ring={atringparam('r',3e9,1);...\n" + element + "};", "one.m");
}

inline FieldValue field(const Lattice& lattice, std::string_view name) {
  return lattice::get_field(lattice[0].body, name);
}
inline double number(const Lattice& lattice, std::string_view name) {
  return lattice::get_number(lattice[0].body, name);
}
inline std::string_view type(const Lattice& lattice) { return elements::type_of(lattice[0].body); }

}  // namespace at_text
