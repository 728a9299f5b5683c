#pragma once
#include "courant/elements/magnet.hpp"

namespace courant::elements {

/// Straight thick magnet with multipoles of any order up to Multipoles::max_order, normal and skew.
template <class S = double>
struct Multipole {
  static constexpr std::string_view type = "Multipole";
  double length = 0.0;                       ///< magnetic length [m]
  int steps = 10;                            ///< integration steps [-]
  Model model = Model::expanded;             ///< Hamiltonian
  Integrator integrator = Integrator::dkd4;  ///< scheme between the kicks
  Fringe fringe = Fringe::none;              ///< fringe of the gradient b_1
  S kick_x{};                                ///< steering [rad], positive raises px
  S kick_y{};                                ///< steering [rad], positive raises py
  Multipoles<S> field{};                     ///< b_n, a_n [1/m^(n+1)]
  Radiation radiation = Radiation::off;      ///< synchrotron radiation
  double taper = 0.0;                        ///< fields are stronger by 1 + taper [-]
  Alignment<S> align{};                      ///< displacement about the centre [m, rad]

  static constexpr auto fields() {
    return std::tuple_cat(
        std::tuple{
            COURANT_FIELD("length", length, "m", "magnetic length"),
            COURANT_FIELD("fringe", fringe, "1",
                          "fringe of the gradient: none, hard_edge, hard_edge_entrance, hard_edge_exit")},
        magnet_fields(), alignment_fields());
  }

  constexpr Multipoles<S> total_field() const {
    Multipoles<S> total = field;
    add_steering(total, kick_x, kick_y, length);
    return total;
  }

  auto prepare(const Reference& reference) const { return straight_magnet(*this, total_field(), reference); }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }
};

}  // namespace courant::elements
