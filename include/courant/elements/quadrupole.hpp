#pragma once
#include "courant/elements/magnet.hpp"

namespace courant::elements {

/// Straight magnet with a uniform gradient.
///
/// Strengths follow MAD-X (derivatives of the field, no factorials inside): the field has
/// b_1 = k1, a_1 = k1s. S: type of the strengths.
template <class S = double>
struct Quadrupole {
  static constexpr std::string_view type = "Quadrupole";
  double length = 0.0;                       ///< magnetic length [m]
  S k1{};                                    ///< normal strength [1/m^2], (dBy/dx)/(B rho), k1 > 0 focuses x
  S k1s{};                                   ///< skew strength [1/m^2]
  int steps = 10;                            ///< integration steps [-]
  Model model = Model::expanded;             ///< Hamiltonian
  Integrator integrator = Integrator::dkd4;  ///< scheme between the kicks
  Fringe fringe = Fringe::none;              ///< fringe of the gradient
  double fq1 = 0.0;                      ///< first moment of a soft fringe [m^2], see physics::soft_fringe
  double fq2 = 0.0;                      ///< second moment [m^3]
  S kick_x{};                            ///< steering [rad], positive raises px
  S kick_y{};                            ///< steering [rad], positive raises py
  Multipoles<S> field{};                 ///< further multipoles b_n, a_n [1/m^(n+1)]
  Radiation radiation = Radiation::off;  ///< synchrotron radiation
  double taper = 0.0;                    ///< fields are stronger by 1 + taper [-]
  Alignment<S> align{};                  ///< displacement about the centre [m, rad]

  static constexpr auto fields() {
    return std::tuple_cat(
        std::tuple{
            COURANT_FIELD("length", length, "m", "magnetic length"),
            COURANT_FIELD("k1", k1, "1/m^2", "normal strength, (dBy/dx)/(B rho), k1 > 0 focuses x"),
            COURANT_FIELD("k1s", k1s, "1/m^2", "skew strength"),
            COURANT_FIELD(
                "fringe", fringe, "1",
                "fringe of the gradient: none, hard_edge, soft_edge, full, and each with _entrance, _exit"),
            COURANT_FIELD("fq1", fq1, "m^2",
                          "moment of a soft fringe: minus the mean distance outwards of what "
                          "it adds to a hard edge, below 0 for a profile that rises"),
            COURANT_FIELD("fq2", fq2, "m^3", "second moment of a soft fringe, 0 for a symmetric one")},
        magnet_fields(), alignment_fields());
  }

  /// The whole field [1/m^(n+1)].
  constexpr Multipoles<S> total_field() const {
    Multipoles<S> total = field;
    total.add(1, k1, k1s);
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
