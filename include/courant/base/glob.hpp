#pragma once
#include <string_view>

namespace courant {

/// True when all of `text` matches the shell pattern: `*` any run, `?` one character, `[abc]`, `[a-z]`,
/// `[!x]` one of or none of a set. Case matters. Cost: linear in text for each `*`.
bool glob_match(std::string_view pattern, std::string_view text);

}  // namespace courant
