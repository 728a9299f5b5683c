#pragma once
#include "courant/elements/magnet.hpp"
#include "courant/physics/acceleration.hpp"
#include "courant/physics/cavity_kick.hpp"

namespace courant::elements {

/// Accelerating structure of a linac: the reference particle gains |charge| voltage sin(phase), and what follows is
/// normalised by its new momentum.
///
/// The field fills `active_length` in the middle of the structure. There `kicks` + 1 energy kicks stand at equal
/// distances, the first and the last of half size, with drifts between them; a kick at each end of the field focuses
/// (`end_focusing`), the backward wave too (`standing_wave`). Slopes by momentum, not energy. Phases count from the
/// arrival of the reference particle at each kick; sign as Cavity. An element may be a piece of a structure: `whole` is
/// the length of all of it, `offset` where the piece starts; what stands at the border of two pieces belongs to the
/// second. Source: Rosenzweig, Serafini, Phys. Rev. E 49 (1994) 1599. Page: docs/theory/acceleration.md
template <class S = double>
struct AcceleratingCavity {
  static constexpr std::string_view type = "AcceleratingCavity";
  double length = 0.0;            ///< of this piece [m]
  double whole = 0.0;             ///< length of the structure, 0: this is all of it [m]
  double offset = 0.0;            ///< of this piece in the structure [m]
  double active_length = 0.0;     ///< of the field, in the middle of the structure [m]
  S voltage{};                    ///< peak voltage of the structure [V]
  S frequency{};                  ///< [Hz]
  S phase{};                      ///< [rad]: the reference particle gains voltage sin(phase)
  double standing_wave = 0.0;     ///< share of the backward wave: 1 standing, 0 travelling [-]
  double end_focusing = 1.0;      ///< strength of the kicks at the ends of the field [-]
  int kicks = 100;                ///< parts of the field, each with its energy kick [-]
  Model model = Model::expanded;  ///< Hamiltonian of the drifts
  Alignment<S> align{};           ///< displacement about the centre of the piece [m, rad]

  static constexpr auto fields() {
    return std::tuple_cat(
        std::tuple{
            COURANT_FIELD("length", length, "m", "length of this piece"),
            COURANT_FIELD("whole", whole, "m", "length of the structure, 0: this is all of it"),
            COURANT_FIELD("offset", offset, "m", "start of this piece in the structure"),
            COURANT_FIELD("active_length", active_length, "m", "length of the field, in the middle"),
            COURANT_FIELD("voltage", voltage, "V", "peak voltage of the structure"),
            COURANT_FIELD("frequency", frequency, "Hz", "frequency"),
            COURANT_FIELD("phase", phase, "rad", "phase: the reference particle gains voltage sin(phase)"),
            COURANT_FIELD("standing_wave", standing_wave, "1",
                          "share of the backward wave: 1 standing, 0 travelling"),
            COURANT_FIELD("end_focusing", end_focusing, "1",
                          "strength of the kicks at the ends of the field"),
            COURANT_FIELD("kicks", kicks, "1", "parts of the field, each with its energy kick"),
            COURANT_FIELD("model", model, "1", "Hamiltonian of the drifts: expanded or exact")},
        alignment_fields());
  }

  double structure() const { return whole > 0.0 ? whole : length; }  ///< length of all of it [m]

  /// Energy that the reference particle gains in this piece [eV].
  double gain(const Reference& reference) const {
    int halves = 0;  // kicks of half size
    for (int i = 0; i <= kicks; ++i)
      if (holds(place(i))) halves += i == 0 || i == kicks ? 1 : 2;
    return full_gain(reference) * halves / (2.0 * kicks);
  }

  auto prepare(const Reference& reference) const {
    return [this, &reference, displacement = physics::Displacement(align, length)]<Scalar T>(Vec6<T>& r) {
      const S gradient = active_length > 0.0 ? S(voltage / active_length) : S{};
      const double first = place(0), last = place(kicks);
      Reference now = reference;
      double at = offset;
      const auto go_to = [&](double to) {
        const bool inside = standing_wave != 0.0 && at >= first - border && to <= last + border;
        if (inside) physics::ponderomotive_kick(r, standing_wave, gradient, 0.5 * (to - at), now);
        physics::drift(r, model, to - at, now);
        if (inside) physics::ponderomotive_kick(r, standing_wave, gradient, 0.5 * (to - at), now);
        at = to;
      };
      displacement.enter(r);
      for (int i = 0; i <= kicks; ++i) {
        if (!holds(place(i))) continue;
        go_to(place(i));
        if (i == 0) physics::cavity_end(r, -end_focusing, gradient, frequency, phase, now);
        const Reference next = physics::accelerated(now, full_gain(reference) * share_of(i));
        physics::cavity_kick(r, S(voltage * share_of(i)), frequency, phase, now);
        physics::change_reference(r, now, next);
        now = next;
        if (i == kicks) physics::cavity_end(r, end_focusing, gradient, frequency, phase, now);
      }
      go_to(offset + length);
      displacement.leave(r);
    };
  }

  template <Scalar T>
  void track(Vec6<T>& r, const Reference& reference) const {
    prepare(reference)(r);
  }

 private:
  static constexpr double border = 1e-9;  // [m]: places nearer than this are one

  double place(int i) const {
    return 0.5 * (structure() - active_length) + active_length * i / kicks;
  }  // [m]
  double share_of(int i) const { return (i == 0 || i == kicks ? 0.5 : 1.0) / kicks; }
  bool holds(double s) const {
    const double end = offset + length;
    return s >= offset - border && (s < end - border || end >= structure() - border);
  }
  double full_gain(const Reference& reference) const {
    const double charge = reference.charge_magnitude();
    return charge * value_of(voltage) * math::sin(value_of(phase));
  }
  static double value_of(const S& strength) {
    COURANT_USING_MATH;
    return nominal(strength);
  }
};

}  // namespace courant::elements
