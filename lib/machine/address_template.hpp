#pragma once
// Private to the module: addresses from templates such as "SR:ORB[{2*i+1}] nm".
#include <string>
#include <string_view>
#include <utility>

#include "courant/base/index.hpp"
#include "courant/base/units.hpp"

namespace courant::machine::detail {

struct Place {
  std::string name;  ///< unique name of the element
  Index i = 0;       ///< place in the family, from 0
};

/// Text with `{name}` `{element}` `{i}` `{n}`, integer expressions (+ - * // %, brackets) and formats `{i:03d}`
/// filled in. \throws ConfigError  for an open bracket, an unknown word, a division by 0
std::string expand(std::string_view text, const Place& place);

/// "ADDRESS UNIT" taken apart. \throws ConfigError without a unit; UnitError for one that is unknown
std::pair<std::string, Unit> split_unit(std::string_view text);

}  // namespace courant::machine::detail
