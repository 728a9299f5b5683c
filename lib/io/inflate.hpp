#pragma once
// Private to the module: the only place that names zlib.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace courant::io::detail {

// Unpacks a whole zlib stream; nothing if it is broken, cut, followed by more bytes, or unpacks to more than
// `limit` bytes. Memory grows with what is really unpacked.
std::optional<std::string> inflate_all(std::string_view packed, std::size_t limit);

}  // namespace courant::io::detail
