#pragma once
#include <optional>

#include "courant/elements/magnet.hpp"
#include "courant/physics/bend.hpp"
#include "courant/physics/curved_field.hpp"
#include "courant/physics/face.hpp"

namespace courant::elements {

using physics::BendModel;
using physics::Edge;

/// Bending magnet: sector (e1 = e2 = 0) or rectangular (e1 = e2 = angle/2).
///
/// The reference orbit is the arc of curvature h = angle/length; `dk0` is field in excess of it. A positive
/// angle bends to negative x (towards the inside of a ring with the beam going clockwise seen from above). `tilt`
/// turns the plane of bending, and the design orbit with it; a displacement is about the middle of the arc.
template <class S = double>
struct Dipole {
  static constexpr std::string_view type = "Dipole";
  double length = 0.0;                       ///< arc length [m]
  double angle = 0.0;                        ///< bending angle [rad]
  double e1 = 0.0;                           ///< entrance pole-face angle [rad]
  double e2 = 0.0;                           ///< exit pole-face angle [rad]
  double fint1 = 0.0;                        ///< fringe field integral at the entrance [-]
  double fint2 = 0.0;                        ///< fringe field integral at the exit [-]
  double gap = 0.0;                          ///< full gap [m]
  S dk0{};                                   ///< field beyond angle/length [1/m]
  S k1{};                                    ///< gradient (dBy/dx)/(B rho) [1/m^2]
  S k2{};                                    ///< (d2By/dx2)/(B rho) [1/m^3]
  double tilt = 0.0;                         ///< of the plane of bending [rad], positive from x to y
  int steps = 10;                            ///< integration steps [-]
  BendModel model = BendModel::expanded;     ///< Hamiltonian of the body
  Integrator integrator = Integrator::dkd4;  ///< scheme between the kicks
  Edge edge1 = Edge::linear;                 ///< model of the entrance face
  Edge edge2 = Edge::linear;                 ///< model of the exit face
  Fringe fringe = Fringe::none;              ///< fringe of the gradient
  S kick_x{};                                ///< steering [rad], positive raises px
  S kick_y{};                                ///< steering [rad], positive raises py
  Multipoles<S> field{};                     ///< further multipoles b_n, a_n [1/m^(n+1)]
  Radiation radiation = Radiation::off;      ///< synchrotron radiation
  double taper = 0.0;                        ///< fields are stronger by 1 + taper [-]
  Alignment<S> align{};                      ///< displacement about the middle of the arc [m, rad]

  static constexpr auto fields() {
    return std::tuple_cat(
        std::tuple{
            COURANT_FIELD("length", length, "m", "arc length"),
            COURANT_FIELD("angle", angle, "rad", "bending angle"),
            COURANT_FIELD("e1", e1, "rad", "entrance pole-face angle"),
            COURANT_FIELD("e2", e2, "rad", "exit pole-face angle"),
            COURANT_FIELD("fint1", fint1, "1", "fringe field integral at the entrance"),
            COURANT_FIELD("fint2", fint2, "1", "fringe field integral at the exit"),
            COURANT_FIELD("gap", gap, "m", "full gap"),
            COURANT_FIELD("dk0", dk0, "1/m", "field beyond angle/length"),
            COURANT_FIELD("k1", k1, "1/m^2", "gradient (dBy/dx)/(B rho), k1 > 0 focuses x"),
            COURANT_FIELD("k2", k2, "1/m^3", "(d2By/dx2)/(B rho)"),
            COURANT_FIELD("tilt", tilt, "rad", "of the plane of bending, positive from x to y"),
            COURANT_FIELD("edge1", edge1, "1",
                          "entrance face: none, linear, hard_edge, at_linear, trackcpp, at_e2"),
            COURANT_FIELD("edge2", edge2, "1",
                          "exit face: none, linear, hard_edge, at_linear, trackcpp, at_e2"),
            COURANT_FIELD("fringe", fringe, "1",
                          "fringe of the gradient: none, hard_edge, hard_edge_entrance, hard_edge_exit")},
        magnet_fields(), alignment_fields());
  }

  /// Field beyond the uniform one of the reference orbit [1/m^(n+1)].
  constexpr Multipoles<S> total_field() const {
    Multipoles<S> total = field;
    total.add(2, k2 / 2.0, S{});
    total.add(1, k1, S{});
    total.add(0, dk0, S{});
    add_steering(total, kick_x, kick_y, length);
    return total;
  }

  double curvature() const { return length > 0.0 ? angle / length : 0.0; }  ///< [1/m]

  auto prepare(const Reference& reference) const {
    const double h = curvature();
    const Multipoles<S> all = total_field();
    std::optional<physics::CurvedField<S>> curved;
    if (model == BendModel::exact) curved.emplace(all, h);
    const physics::Taper stronger(taper);
    return [
      this, &reference, all, h, curved, displacement = physics::Displacement(align, length, angle, tilt),
      turned = physics::Roll(tilt), stronger, radiator = physics::Radiator(radiation, stronger.of(reference))
    ]<Scalar T, class Photons = physics::NoPhotons>(Vec6<T> & r, Photons photons = {}) {
      const S b = all.b[0] + h;
      displacement.enter(r);
      turned.enter(r);
      stronger.enter(r);
      physics::edge(r, edge1, {h, e1, fint1, gap}, b, all.b[1], false);
      if (has_entrance(fringe)) gradient_fringe(*this, r, all.b[1], +1.0);
      body(r, all, curved, b, radiator, photons);
      if (has_exit(fringe)) gradient_fringe(*this, r, all.b[1], -1.0);
      physics::edge(r, edge2, {h, e2, fint2, gap}, b, all.b[1], true);
      stronger.leave(r);
      physics::slip(r, length, reference);
      turned.leave(r);
      displacement.leave(r);
    };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }

 private:
  // Between the faces; b: the whole uniform field.
  template <Scalar T, class Photons>
  void body(Vec6<T>& r, const Multipoles<S>& all, const std::optional<physics::CurvedField<S>>& curved,
            const S& b, const physics::Radiator& radiator, Photons& photons) const {
    const double h = curvature();
    T inverse = 1.0 / (1.0 + r[DELTA]);
    const auto radiating = [&](double ds, double step, auto kick) {
      radiator.around(r, all, h, ds, step, photons, kick);
      if (radiator.on()) inverse = 1.0 / (1.0 + r[DELTA]);
    };
    if (curved)
      return physics::integrate(
          integrator, length, steps, [&](double ds) { physics::turn(r, physics::Sector::arc(h, ds), b); },
          [&](double ds, double step) { radiating(ds, step, [&] { curved->kick(r, ds); }); });
    if (model == BendModel::at_curvilinear)
      return physics::integrate(
          integrator, length, steps, [&](double ds) { physics::curvilinear_drift(r, h, ds); },
          [&](double ds, double step) {
            radiating(ds, step, [&] { physics::curvilinear_kick(r, all, h, ds); });
          },
          false);
    if (is_matrix(integrator)) {
      const physics::LinearForce<S> force{h, all.b[1]};
      Multipoles<S> rest = all;
      rest.b[1] = S{};
      return physics::integrate(
          integrator, length, steps, [&](double ds) { physics::linear_flow(r, force, ds, inverse); },
          [&](double ds, double step) {
            radiating(ds, step, [&] { physics::multipole_kick(r, rest, ds); });
          });
    }
    physics::integrate(
        integrator, length, steps, [&](double ds) { physics::drift_expanded(r, ds, inverse); },
        [&](double ds, double step) { radiating(ds, step, [&] { physics::bend_kick(r, all, h, ds); }); });
  }
};

}  // namespace courant::elements
