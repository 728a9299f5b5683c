#pragma once
#include "courant/elements/magnet.hpp"

namespace courant::elements {

/// Straight octupole.
///
/// Strengths follow MAD-X (derivatives of the field, no factorials inside): the field has
/// b_3 = k3 / 6.0, a_3 = k3s / 6.0. S: type of the strengths.
template <class S = double>
struct Octupole {
  static constexpr std::string_view type = "Octupole";
  double length = 0.0;                       ///< magnetic length [m]
  S k3{};                                    ///< normal strength [1/m^4], (d3By/dx3)/(B rho)
  S k3s{};                                   ///< skew strength [1/m^4]
  int steps = 10;                            ///< integration steps [-]
  Model model = Model::expanded;             ///< Hamiltonian
  Integrator integrator = Integrator::dkd4;  ///< scheme between the kicks
  Fringe fringe = Fringe::none;              ///< fringe of the gradient
  S kick_x{};                                ///< steering [rad], positive raises px
  S kick_y{};                                ///< steering [rad], positive raises py
  Multipoles<S> field{};                     ///< further multipoles b_n, a_n [1/m^(n+1)]
  Radiation radiation = Radiation::off;      ///< synchrotron radiation
  double taper = 0.0;                        ///< fields are stronger by 1 + taper [-]
  Alignment<S> align{};                      ///< displacement about the centre [m, rad]

  static constexpr auto fields() {
    return std::tuple_cat(
        std::tuple{
            COURANT_FIELD("length", length, "m", "magnetic length"),
            COURANT_FIELD("k3", k3, "1/m^4", "normal strength, (d3By/dx3)/(B rho)"),
            COURANT_FIELD("k3s", k3s, "1/m^4", "skew strength"),
            COURANT_FIELD("fringe", fringe, "1",
                          "fringe of the gradient: none, hard_edge, hard_edge_entrance, hard_edge_exit")},
        magnet_fields(), alignment_fields());
  }

  /// The whole field [1/m^(n+1)].
  constexpr Multipoles<S> total_field() const {
    Multipoles<S> total = field;
    total.add(3, k3 / 6.0, k3s / 6.0);
    add_steering(total, kick_x, kick_y, length);
    return total;
  }

  /// The motion, prepared once, for any number of states.
  auto prepare(const Reference& reference) const { return straight_magnet(*this, total_field(), reference); }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }
};

}  // namespace courant::elements
