#pragma once
// Private to the module: magnets of elegant in terms of Courant's.
#include "courant/elements/all.hpp"
#include "definition.hpp"

namespace courant::io::detail {

// QUAD KQUAD KQUSE, SEXT KSEXT, OCTU KOCT, MULT, KICKER HKICK VKICK EKICKER ..., SBEN RBEN CSBEND ....
AnyElement elegant_quadrupole(const Definition& d, Report& report);
AnyElement elegant_sextupole(const Definition& d, Report& report);
AnyElement elegant_octupole(const Definition& d, Report& report);
AnyElement elegant_multipole(const Definition& d, Report& report);
AnyElement elegant_kicker(const Definition& d, Report& report);
AnyElement elegant_bend(const Definition& d, Report& report);

}  // namespace courant::io::detail
