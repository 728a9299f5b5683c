#include "courant/tracking/track_element.ipp"

namespace courant::tracking {

template void track_element(const AnyElement&, Vec6<CourantDual1>&, const Reference&, Rf);
template void track_element_with(const AnyElement&, std::string_view, const CourantDual1&,
                                 Vec6<CourantDual1>&, const Reference&, Rf);

}  // namespace courant::tracking
