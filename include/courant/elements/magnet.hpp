#pragma once
#include "courant/elements/field.hpp"
#include "courant/physics/drift.hpp"
#include "courant/physics/fringe.hpp"
#include "courant/physics/integrate.hpp"
#include "courant/physics/misalignment.hpp"
#include "courant/physics/multipoles.hpp"

namespace courant::elements {

using physics::Alignment;
using physics::Fringe;
using physics::Integrator;
using physics::Multipoles;

/// Fields that every thick magnet has, in the order of the members.
constexpr auto magnet_fields() {
  return std::tuple{
      COURANT_FIELD("kick_x", kick_x, "rad", "steering, positive raises px"),
      COURANT_FIELD("kick_y", kick_y, "rad", "steering, positive raises py"),
      COURANT_FIELD("normal", field.b, "1/m^(n+1)", "further normal multipoles b_n, n from 0, no factorials"),
      COURANT_FIELD("skew", field.a, "1/m^(n+1)", "further skew multipoles a_n, n from 0, no factorials"),
      COURANT_FIELD("integrator", integrator, "1", "dkd2, dkd4 (Forest-Ruth) or dkd6 (Yoshida)"),
      COURANT_FIELD("steps", steps, "1", "integration steps")};
}

/// Fields of the displacement of a straight magnet.
constexpr auto alignment_fields() {
  return std::tuple{COURANT_FIELD("dx", align.dx, "m", "shift of the centre along x"),
                    COURANT_FIELD("dy", align.dy, "m", "shift of the centre along y"),
                    COURANT_FIELD("ds", align.ds, "m", "shift of the centre along the beam"),
                    COURANT_FIELD("roll", align.roll, "rad", "about the beam, positive from x to y"),
                    COURANT_FIELD("pitch", align.pitch, "rad", "about x, positive moves the exit to +y"),
                    COURANT_FIELD("yaw", align.yaw, "rad", "about y, positive moves the exit to +x")};
}

/// Steering as a uniform field over `length` [m]: b_0 = -kick_x/length, a_0 = kick_y/length.
template <class S>
constexpr void add_steering(Multipoles<S>& field, const S& kick_x, const S& kick_y, double length) {
  if (length > 0.0) field.add(0, -kick_x / length, kick_y / length);
}

/// Straight magnet: drift-kick-drift through `field`, fringes of the gradient, displacement.
///
/// `E` has length, integrator, steps, fringe, align; `field` is its whole field. Returns the motion, to be
/// applied to any number of states of any scalar that can be made from S.
template <class E, Scalar S>
auto straight_magnet(const E& e, const Multipoles<S>& field, const Reference& reference) {
  return [&e, field, &reference]<Scalar T>(Vec6<T>& state) {
    physics::aligned(state, e.align, e.length, [&](Vec6<T>& r) {
      if (has_entrance(e.fringe)) physics::quadrupole_fringe(r, field.b[1], +1.0);
      const T inverse = 1.0 / (1.0 + r[DELTA]);
      physics::integrate(
          e.integrator, e.length, e.steps, [&](double ds) { physics::drift_expanded(r, ds, inverse); },
          [&](double ds) { physics::multipole_kick(r, field, ds); });
      physics::slip(r, e.length, reference);
      if (has_exit(e.fringe)) physics::quadrupole_fringe(r, field.b[1], -1.0);
    });
  };
}

}  // namespace courant::elements
