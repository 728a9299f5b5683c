#pragma once
// Private to the module: AT's insertion devices as kick tables.
#include <string_view>
#include <utility>
#include <vector>

#include "at_element.hpp"
#include "courant/elements/all.hpp"

namespace courant::io::detail {

// A KickMap with AT's linear interpolation; of a grid that isn't uniform a drift with a remark.
AnyElement at_kick_map(const AtElement& element, AtReport& report);

// The attributes of one for AT; `energy` [eV] is the one that the kicks belong to.
std::vector<std::pair<std::string_view, MatlabValue>> at_of_kick_map(const elements::KickMap<>& map,
                                                                     double energy);

}  // namespace courant::io::detail
