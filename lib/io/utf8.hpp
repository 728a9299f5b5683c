#pragma once
// Private to the module: texts of files as UTF-8.
#include <string>
#include <string_view>

namespace courant::io::detail {

// The text if it is UTF-8, else each byte taken as a Latin-1 character: older files are written so.
std::string as_utf8(std::string_view text);

// The first characters of a text for a message, at most `bytes`, none cut in two.
std::string_view utf8_front(std::string_view text, std::size_t bytes);

}  // namespace courant::io::detail
