#pragma once
// PALS text of a test as a lattice, and what is wrong with it.
#include <string>
#include <vector>

#include "courant/io/read.hpp"
#include "courant/lattice/field_value.hpp"
#include "reader_support.hpp"

namespace pals_text {

using namespace courant;
using test::Message;

inline Lattice read(const std::string& content, const io::ReadOptions& options = {.energy = 1e9}) {
  return io::parse_lattice(content, "ring.pals.yaml", options);
}
inline std::string facility(const std::string& items) { return "PALS:\n  facility:\n" + items; }
// The lattice of one element E, given as a flow map.
inline Lattice one(const std::string& body) {
  return read(facility("    - E: " + body + "\n    - row: {kind: BeamLine, line: [E]}\n"));
}
inline double number(const Lattice& lattice, std::string_view field, Index i = 0) {
  return lattice::get_number(lattice[i].body, field);
}
inline std::vector<double> list(const Lattice& lattice, std::string_view field) {
  return std::get<std::vector<double>>(lattice::get_field(lattice[0].body, field));
}
inline std::string_view type(const Lattice& lattice) { return elements::type_of(lattice[0].body); }
inline Message error_of(const std::string& content) {
  return test::message_of([&] { return read(content); });
}

}  // namespace pals_text
