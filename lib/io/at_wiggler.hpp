#pragma once
// Private to the module: AT's wigglers.
#include <string_view>
#include <utility>
#include <vector>

#include "at_element.hpp"
#include "courant/elements/all.hpp"

namespace courant::io::detail {

// A Wiggler of the planar field of GWigSymplecticPass; of other fields a drift with a remark. `energy` [eV] turns tesla
// into the strength of an electron; 0: unknown.
AnyElement at_wiggler(const AtElement& element, double energy, AtReport& report);

// The attributes of one for AT, field in tesla at `energy` [eV].
std::vector<std::pair<std::string_view, MatlabValue>> at_of_wiggler(const elements::Wiggler<>& wiggler,
                                                                    double energy);

}  // namespace courant::io::detail
