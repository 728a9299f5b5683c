#pragma once
// MAD-X text of a test as a lattice, and what is wrong with it.
#include <string>

#include "courant/base/error.hpp"
#include "courant/io/read.hpp"

namespace madx {

inline courant::Lattice read(const std::string& text, const std::string& line = "") {
  courant::io::ReadOptions options;
  options.format = "madx";
  options.line = line;
  return courant::io::parse_lattice(text, "job.madx", options);
}

struct Message {
  std::string text = "no error";
  courant::Index line = -1;
};
inline Message error_of(const std::string& text) {
  try {
    read(text);
  } catch (const courant::ParseError& e) {
    return {e.what(), e.line()};
  }
  return {};
}

// Remarks joined by newlines, as "line: problem (action)".
inline std::string report_of(const courant::Lattice& lattice) {
  std::string out;
  for (const auto& r : lattice.description().report)
    out += std::to_string(r.line) + ": " + r.problem + " (" + r.action + ")\n";
  return out;
}

inline const std::string beam = "beam, particle=electron, energy=3;\n";

// One element alone.
template <class E>
E one(const std::string& definition) {
  return std::get<E>(read(beam + "e: " + definition + "; l: line=(e);")[0].body);
}

}  // namespace madx
