#include "courant/tracking/track_element.ipp"

namespace courant::tracking {

template void track_element(const AnyElement&, Vec6<CourantTps2>&, const Reference&, Rf);

}  // namespace courant::tracking
