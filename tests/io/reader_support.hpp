#pragma once
#include <string>
#include <string_view>

#include "courant/base/error.hpp"
#include "courant/lattice/lattice.hpp"

/// \file
/// What tests of readers ask: the report, and the error of a broken file with its line.

namespace courant::test {

/// The remarks of the reader, "LINE: PROBLEM -> ACTION" each.
inline std::string report(const Lattice& lattice) {
  std::string out;
  for (const auto& r : lattice.description().report)
    out += std::to_string(r.line) + ": " + r.problem + " -> " + r.action + "\n";
  return out;
}

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

struct Message {
  std::string text = "no error";
  Index line = -1;
};

/// The ParseError of `read()`.
template <class Read>
Message message_of(Read read) {
  try {
    static_cast<void>(read());
  } catch (const ParseError& e) {
    return {e.what(), e.line()};
  }
  return {};
}

}  // namespace courant::test
