#pragma once
#include <string_view>

#include "courant/elements/all.hpp"
#include "courant/math/dual.hpp"
#include "courant/math/power_series.hpp"
#include "courant/math/tps.hpp"

namespace courant::tracking {

/// What cavities and radiation do in a pass.
enum class Rf {
  on,   ///< they change delta (6D)
  off,  ///< cavities are drifts and nothing radiates: delta stays (4D)
};

/// True for an element that Rf switches off; an accelerating cavity is part of the reference's way and stays on.
template <class E>
concept Switchable = requires(const E& e) {
  e.voltage;
}
&&!requires(const E& e) { e.active_length; };

/// True for an element that may radiate.
template <class E>
concept Radiating = requires(const E& e) {
  e.radiation;
};

/// `element` as Rf has it: what changes delta is gone where rf is off. `then` gets it.
template <class E, class Then>
void with_rf(const E& element, Rf rf, Then then) {
  if constexpr (Switchable<E>) {
    if (rf == Rf::off) return then(elements::Drift<>{.length = element.length, .model = element.model});
  }
  if constexpr (Radiating<E>) {
    if (rf == Rf::off && element.radiation != elements::Radiation::off) {
      E quiet = element;
      quiet.radiation = elements::Radiation::off;
      return then(quiet);
    }
  }
  then(element);
}

/// Advances one state through one element. T: the scalars of tracking/scalars.def are compiled in the
/// library; for any other include tracking/track_element.ipp.
template <Scalar T>
void track_element(const AnyElement& element, Vec6<T>& r, const Reference& reference, Rf rf);

/// The same with one field (of strength type, e.g. "k1", "kick_x", "frequency") taken as `value`, which
/// carries derivatives: the element is built with strengths of type S as it goes by. \throws UnknownName if
/// the element has no such strength
template <Scalar T, Scalar S>
void track_element_with(const AnyElement& element, std::string_view field, const S& value, Vec6<T>& r,
                        const Reference& reference, Rf rf);

#define COURANT_SCALAR(...) \
  extern template void track_element(const AnyElement&, Vec6<__VA_ARGS__>&, const Reference&, Rf);
#define COURANT_SCALAR_AND_STRENGTH(T, S)                                                          \
  extern template void track_element_with(const AnyElement&, std::string_view, const S&, Vec6<T>&, \
                                          const Reference&, Rf);
#include "courant/tracking/scalars.def"
#undef COURANT_SCALAR
#undef COURANT_SCALAR_AND_STRENGTH

}  // namespace courant::tracking
