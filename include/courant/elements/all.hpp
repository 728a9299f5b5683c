#pragma once
#include <type_traits>
#include <variant>

#include "courant/elements/accelerating_cavity.hpp"
#include "courant/elements/aperture.hpp"
#include "courant/elements/beam_beam.hpp"
#include "courant/elements/cavity.hpp"
#include "courant/elements/corrector.hpp"
#include "courant/elements/crab_cavity.hpp"
#include "courant/elements/dipole.hpp"
#include "courant/elements/dipole_edge.hpp"
#include "courant/elements/drift.hpp"
#include "courant/elements/kick_map.hpp"
#include "courant/elements/linear_map.hpp"
#include "courant/elements/marker.hpp"
#include "courant/elements/monitor.hpp"
#include "courant/elements/multipole.hpp"
#include "courant/elements/octupole.hpp"
#include "courant/elements/patch.hpp"
#include "courant/elements/quadrupole.hpp"
#include "courant/elements/separator.hpp"
#include "courant/elements/sextupole.hpp"
#include "courant/elements/solenoid.hpp"
#include "courant/elements/thin_multipole.hpp"
#include "courant/elements/wiggler.hpp"

namespace courant::elements {

/// The list of element types; a new element is one header and one word here.
// clang-format off
#define COURANT_ELEMENTS(DO) \
  DO(Drift) DO(Quadrupole) DO(Dipole) DO(Sextupole) DO(Octupole) DO(Multipole) DO(ThinMultipole) \
  DO(Wiggler) DO(KickMap) DO(Corrector) DO(Cavity) DO(AcceleratingCavity) DO(CrabCavity) DO(Solenoid) \
  DO(Separator) DO(DipoleEdge) DO(BeamBeam) DO(LinearMap) DO(Patch) DO(Monitor) DO(Marker) DO(Aperture)
// clang-format on

namespace detail {
struct End {};
template <class... E>
struct MakeVariant;
template <class... E>
struct MakeVariant<End, E...> {
  using type = std::variant<E...>;
};
}  // namespace detail

#define COURANT_ELEMENT_TYPE(Name) , Name<double>
/// Any element, strengths of double.
using AnyElement = typename detail::MakeVariant<detail::End COURANT_ELEMENTS(COURANT_ELEMENT_TYPE)>::type;
#undef COURANT_ELEMENT_TYPE

/// Name of the type of an element, e.g. "Quadrupole".
inline std::string_view type_of(const AnyElement& element) {
  return std::visit([](const auto& e) { return std::decay_t<decltype(e)>::type; }, element);
}

/// Length along the reference orbit [m].
inline double length_of(const AnyElement& element) {
  return std::visit(
      [](const auto& e) {
        if constexpr (requires { e.length; })
          return e.length;
        else
          return 0.0;
      },
      element);
}

/// The reference particle behind an element: of a higher energy behind an AcceleratingCavity.
inline Reference reference_after(const AnyElement& element, const Reference& before) {
  return std::visit(
      [&](const auto& e) {
        if constexpr (requires { e.gain(before); })
          return physics::accelerated(before, e.gain(before));
        else
          return before;
      },
      element);
}

}  // namespace courant::elements

namespace courant {
using elements::AnyElement;
}
