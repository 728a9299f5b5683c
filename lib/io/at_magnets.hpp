#pragma once
// Private to the module: AT's magnets, by what their pass methods do.
#include "at_element.hpp"
#include "courant/elements/all.hpp"

namespace courant::io::detail {

AnyElement at_straight(const AtElement& element, physics::Model model,
                       AtReport& report);  // by class, else by its field
AnyElement at_bend(const AtElement& element, physics::BendModel model, AtReport& report);
AnyElement at_thin(const AtElement& element, AtReport& report);
AnyElement at_corrector(const AtElement& element, bool on,
                        AtReport& report);  // off: it stands there without its kick

}  // namespace courant::io::detail
