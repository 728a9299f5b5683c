#pragma once
#include "courant/elements/field.hpp"
#include "courant/physics/drift.hpp"
#include "courant/physics/fringe.hpp"
#include "courant/physics/integrate.hpp"
#include "courant/physics/linear_flow.hpp"
#include "courant/physics/misalignment.hpp"
#include "courant/physics/multipoles.hpp"
#include "courant/physics/radiation.hpp"
#include "courant/physics/taper.hpp"

namespace courant::elements {

using physics::Alignment;
using physics::Fringe;
using physics::Integrator;
using physics::Model;
using physics::Multipoles;
using physics::Radiation;

/// Fields that every thick magnet has, in the order of the members.
constexpr auto magnet_fields() {
  return std::tuple{
      COURANT_FIELD("kick_x", kick_x, "rad", "steering, positive raises px"),
      COURANT_FIELD("kick_y", kick_y, "rad", "steering, positive raises py"),
      COURANT_FIELD("normal", field.b, "1/m^(n+1)", "further normal multipoles b_n, n from 0, no factorials"),
      COURANT_FIELD("skew", field.a, "1/m^(n+1)", "further skew multipoles a_n, n from 0, no factorials"),
      COURANT_FIELD("model", model, "1", "Hamiltonian: expanded, exact, for a dipole also at_curvilinear"),
      COURANT_FIELD("integrator", integrator, "1",
                    "dkd2, dkd4 (Forest-Ruth), dkd6 (Yoshida) with drifts, mkm2, mkm4, mkm6 with matrices"),
      COURANT_FIELD("steps", steps, "1", "integration steps"),
      COURANT_FIELD("radiation", radiation, "1", "synchrotron radiation: off, mean, quantum"),
      COURANT_FIELD("taper", taper, "1", "all fields are stronger by the factor 1 + taper")};
}

/// Fields of the displacement of an element.
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

/// Motion through the body of a straight magnet by model and integrator; `field` is its whole field.
template <Scalar T, class S, class Photons>
void straight_body(Vec6<T>& r, Model model, Integrator integrator, double length, int steps,
                   const Multipoles<S>& field, const physics::Radiator& radiator, Photons& photons) {
  T inverse = 1.0 / (1.0 + r[DELTA]);
  const bool exact = model == Model::exact;
  const auto kick_by = [&](const Multipoles<S>& part, double ds, double step) {
    radiator.around(r, field, 0.0, ds, step, photons, [&] { physics::multipole_kick(r, part, ds); });
    if (radiator.on()) inverse = 1.0 / (1.0 + r[DELTA]);
  };
  if (is_matrix(integrator)) {
    const physics::LinearForce<S> gradient{0.0, field.b[1]};
    Multipoles<S> rest = field;
    rest.b[1] = S{};
    return physics::integrate(
        integrator, length, steps, [&](double ds) { physics::linear_flow(r, gradient, ds, inverse); },
        [&](double ds, double step) {
          if (exact) physics::kinetic_rest(r, 0.5 * ds, inverse);
          kick_by(rest, ds, step);
          if (exact) physics::kinetic_rest(r, 0.5 * ds, inverse);
        });
  }
  const auto kick = [&](double ds, double step) { kick_by(field, ds, step); };
  if (exact)
    physics::integrate(
        integrator, length, steps, [&](double ds) { physics::drift_exact(r, ds); }, kick);
  else
    physics::integrate(
        integrator, length, steps, [&](double ds) { physics::drift_expanded(r, ds, inverse); }, kick);
}

/// Fringe of the gradient at an end of a magnet; `sign` +1 at the entrance, -1 at the exit. The hard edge is outside.
template <class E, Scalar T, Scalar S>
void gradient_fringe(const E& e, Vec6<T>& r, const S& k1, double sign) {
  const bool hard = is_hard(e.fringe);
  if (hard && sign > 0.0) physics::quadrupole_fringe(r, k1, sign);
  if constexpr (requires { e.fq1; })
    if (is_soft(e.fringe)) physics::soft_fringe(r, k1, e.fq1, e.fq2, sign);
  if (hard && sign < 0.0) physics::quadrupole_fringe(r, k1, sign);
}

/// Straight magnet: body, fringes of the gradient, radiation, taper, displacement.
///
/// `E` has length, model, integrator, steps, fringe, radiation, taper, align; `field` is its whole field. Returns the
/// motion, to be applied to any number of states of any scalar that can be made from S, with what draws photons.
template <class E, Scalar S>
auto straight_magnet(const E& e, const Multipoles<S>& field, const Reference& reference) {
  const physics::Taper taper(e.taper);
  return [
    &e, field, &reference, displacement = physics::Displacement(e.align, e.length), taper,
    radiator = physics::Radiator(e.radiation, taper.of(reference))
  ]<Scalar T, class Photons = physics::NoPhotons>(Vec6<T> & r, Photons photons = {}) {
    displacement.enter(r);
    taper.enter(r);
    if (has_entrance(e.fringe)) gradient_fringe(e, r, field.b[1], +1.0);
    straight_body(r, e.model, e.integrator, e.length, e.steps, field, radiator, photons);
    if (has_exit(e.fringe)) gradient_fringe(e, r, field.b[1], -1.0);
    taper.leave(r);
    physics::slip(r, e.length, reference);
    displacement.leave(r);
  };
}

}  // namespace courant::elements
