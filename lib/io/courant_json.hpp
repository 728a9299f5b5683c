#pragma once
// Private to the module: the two halves of Courant JSON.
#include <string>

#include "courant/io/format.hpp"

namespace courant::io::detail {

inline constexpr std::string_view courant_schema = "courant-lattice/1";

Lattice read_courant_json(const Source& source, const ReadOptions& options);
// All that is wrong; ends at a broken syntax.
std::vector<ParseError> courant_json_problems(const Source& source, const ReadOptions& options);
std::string write_courant_json(const Lattice& lattice);

}  // namespace courant::io::detail
