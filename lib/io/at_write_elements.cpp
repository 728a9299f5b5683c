#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "at_chamber.hpp"
#include "at_conventions.hpp"
#include "at_kick_map.hpp"
#include "at_wiggler.hpp"
#include "at_write.hpp"
#include "courant/base/error.hpp"
#include "courant/elements/converged_steps.hpp"
#include "courant/elements/names.hpp"

namespace courant::io::detail {
namespace {

using physics::BendModel;
using physics::Edge;

constexpr double steps_accuracy = 1e-10;  // of maps whose integrator AT doesn't have [-]

MatlabValue row(std::vector<double> numbers) {
  MatlabValue v;
  v.rows = 1;
  v.columns = static_cast<Index>(numbers.size());
  v.numbers = std::move(numbers);
  return v;
}

class Writer {
 public:
  Writer(const lattice::Element& element, const Lattice& lattice, const AtLost& lost)
      : name_(element.name), lattice_(lattice), lost_(lost) {}

  MatlabValue operator()(const elements::Drift<>& e) { return drift(e, "Drift", false); }
  MatlabValue operator()(const elements::Monitor<>& e) { return drift(e, "Monitor", e.length == 0.0); }
  MatlabValue operator()(const elements::Marker<>&) {
    begin("Marker", "IdentityPass");
    return out_;
  }

  MatlabValue operator()(const elements::Quadrupole<>& e) {
    straight(e, "Quadrupole", 1);
    put("K", e.total_field().b[1]);
    return out_;
  }
  MatlabValue operator()(const elements::Sextupole<>& e) { return straight(e, "Sextupole", 2); }
  MatlabValue operator()(const elements::Octupole<>& e) { return straight(e, "Octupole", 3); }
  MatlabValue operator()(const elements::Multipole<>& e) { return straight(e, "Multipole", 0); }
  MatlabValue operator()(const elements::Dipole<>& e) { return bend(e); }

  MatlabValue operator()(const elements::ThinMultipole<>& e) {
    begin("ThinMultipole", "ThinMPolePass");
    put("Length", 0.0);
    polynomials(e.field, 0);
    kicks(e, false);
    displacement(e.align);
    if (e.angle != 0.0) lost_("the design orbit is bent in a thin multipole", "it goes straight on");
    return out_;
  }

  MatlabValue operator()(const elements::Corrector<>& e) {
    begin("Corrector", "CorrectorPass");
    put("Length", e.length);
    out_.make_field("KickAngle") = row({angle_of_kick(e.kick_x, false), angle_of_kick(e.kick_y, false)});
    if (e.length != 0.0) expanded(e.model);
    silent(e.radiation, "correctors");
    return out_;
  }

  MatlabValue operator()(const elements::Cavity<>& e) {
    const Reference& r = lattice_.reference();
    begin("RFCavity", "RFCavityPass");
    put("Length", e.length);
    put("Voltage", e.voltage);
    put("Frequency", e.frequency);
    // the ring's; AT asks for a whole number
    put("HarmNumber",
        std::round(e.frequency * lattice_.circumference() / (r.beta() * constants::speed_of_light)));
    put("Energy", r.energy());
    if (e.phase != 0.0) {
      if (e.frequency != 0.0)
        put("TimeLag", lag_of_phase(e.phase, e.frequency));
      else
        put("Phi0", -e.phase);
    }
    if (e.length != 0.0) expanded(e.model);
    return out_;
  }

  MatlabValue operator()(const elements::Solenoid<>& e) {
    if (e.length == 0.0) return other(e);
    begin("Drift", "SolenoidLinearPass");  // pyAT has no class for it
    put("Length", e.length);
    put("K", e.ks);
    displacement(e.align);
    expanded(e.model);
    silent(e.radiation, "solenoids");
    return out_;
  }

  MatlabValue operator()(const elements::Wiggler<>& e) {
    if (!(e.length > 0.0 && e.period > 0.0)) return other(e);
    begin("Wiggler", pass("GWigSymplectic", e.radiation, false));
    for (const auto& [attribute, value] : at_of_wiggler(e, lattice_.reference().energy()))
      out_.make_field(attribute) = value;
    displacement(e.align);
    if (e.taper != 0.0) lost_("the taper of a wiggler", "it is left out");
    return out_;
  }

  MatlabValue operator()(const elements::KickMap<>& e) {
    begin("InsertionDeviceKickMap", "IdTablePass");
    for (const auto& [attribute, value] : at_of_kick_map(e, lattice_.reference().energy()))
      out_.make_field(attribute) = value;
    displacement(e.align);
    if (e.interpolation != physics::Interpolation::linear)
      lost_("AT's kick maps have no cubic interpolation", "the linear one is used");
    silent(e.radiation, "kick maps");
    return out_;
  }

  MatlabValue operator()(const elements::LinearMap<>& e) {
    begin("Matrix66", "Matrix66Pass");
    put("Length", e.length);
    MatlabValue& m = out_.make_field("M66");
    m.rows = m.columns = 6;
    m.numbers = at_of_matrix(e.matrix);
    if (std::any_of(e.kick.begin(), e.kick.end(), [](double x) { return x != 0.0; }))
      lost_("the kick of a linear map", "it is left out");
    return out_;
  }

  MatlabValue operator()(const elements::Aperture<>& e) {
    const AtLimits limits = at_limits(e.opening, lost_);
    const bool ellipse = !limits.axes.empty();
    begin("Aperture", ellipse ? "EAperturePass" : "AperturePass");
    if (ellipse && !limits.rectangle.empty())
      lost_("an ellipse with limits by side", "the limits are left out");
    if (ellipse) {
      const double a = limits.axes[0], b = limits.axes[1];
      out_.make_field("Limits") = row({-a, a, -b, b});
      out_.make_field("Axes") = row(limits.axes);
    } else {
      out_.make_field("Limits") = row(limits.rectangle);
    }
    return out_;
  }

  MatlabValue operator()(const elements::AcceleratingCavity<>&) {
    throw InvalidArgument(fmt::format("accelerating cavity '{}' can't be written", name_),
                          "AT has one reference energy in a lattice", "write the part before it");
  }

  // A type that AT doesn't have.
  template <class E>
  MatlabValue operator()(const E& e) {
    return other(e);
  }

 private:
  template <class E>
  MatlabValue other(const E& e) {
    const double length = elements::length_of(AnyElement(e));
    lost_(fmt::format("AT has no {}", E::type),
          length != 0.0 ? "it is a drift of its length" : "it is a marker");
    if (length == 0.0) return (*this)(elements::Marker<>{});
    return (*this)(elements::Drift<>{.length = length});
  }

  void begin(std::string_view type, std::string_view pass) {
    out_ = {};
    out_.make_field("FamName") = MatlabValue::of_text(name_);
    out_.make_field("Class") = MatlabValue::of_text(std::string(type));
    out_.make_field("PassMethod") = MatlabValue::of_text(std::string(pass));
  }
  void put(std::string_view attribute, double x) { out_.make_field(attribute) = MatlabValue::number(x); }
  void put_if(std::string_view attribute, double x) {
    if (x != 0.0) put(attribute, x);
  }

  // Pass method of this motion with or without radiation.
  std::string pass(std::string_view motion, physics::Radiation radiation, bool has_photons) {
    if (radiation == physics::Radiation::off) return fmt::format("{}Pass", motion);
    if (radiation == physics::Radiation::quantum && has_photons) return fmt::format("{}QuantPass", motion);
    if (radiation == physics::Radiation::quantum)
      lost_(fmt::format("AT's {} emits no photons", motion), "the mean loss is used");
    return fmt::format("{}RadPass", motion);
  }

  void silent(physics::Radiation radiation, std::string_view what) {
    if (radiation != physics::Radiation::off)
      lost_(fmt::format("AT's {} don't radiate", what), "the loss is left out");
  }

  template <class M>
  void expanded(M model) {
    if (model != M::expanded)
      lost_(fmt::format("AT has no {} Hamiltonian for this type", elements::name_of(model)),
            "the expanded one is used");
  }

  template <class E>
  MatlabValue drift(const E& e, std::string_view type, bool identity) {
    const bool exact = e.model == physics::Model::exact;
    begin(type, identity ? "IdentityPass" : exact ? "ExactDriftPass" : "DriftPass");
    if (!identity) put("Length", e.length);
    return out_;
  }

  // PolynomA and PolynomB of the same length, at least to order `least`.
  template <class S>
  void polynomials(const physics::Multipoles<S>& field, int least) {
    int order = std::max(field.order, least);
    const auto at = [](int n) { return static_cast<std::size_t>(n); };
    while (order > least && field.b[at(order)] == 0.0 && field.a[at(order)] == 0.0) --order;
    out_.make_field("PolynomA") = row({field.a.begin(), field.a.begin() + order + 1});
    out_.make_field("PolynomB") = row({field.b.begin(), field.b.begin() + order + 1});
    put("MaxOrder", order);
  }

  template <class E>
  void kicks(const E& e, bool by_sine) {
    if (e.kick_x == 0.0 && e.kick_y == 0.0) return;
    if (by_sine && std::max(std::abs(e.kick_x), std::abs(e.kick_y)) > 1.0)
      throw InvalidArgument(fmt::format("the steering of '{}' can't be written", name_),
                            "AT takes the sine of an angle, so it must be at most 1");
    out_.make_field("KickAngle") = row({angle_of_kick(e.kick_x, by_sine), angle_of_kick(e.kick_y, by_sine)});
  }

  template <class E>
  void steps(const E& e) {
    int n = e.steps;
    if (e.integrator != physics::Integrator::dkd4) {
      E fourth = e;
      fourth.integrator = physics::Integrator::dkd4;
      n = elements::converged_steps(AnyElement(fourth), steps_accuracy, lattice_.reference());
      lost_(
          fmt::format("AT has no integrator {}", elements::name_of(e.integrator)),
          fmt::format("its steps are of fourth order, so many that the map converges to {}", steps_accuracy));
    }
    put("NumIntSteps", n);
  }

  template <class E>
  void fringe(const E& e) {
    double method = is_hard(e.fringe) ? 1.0 : 0.0;
    if constexpr (requires { e.fq1; })
      if (is_soft(e.fringe) && (e.fq1 != 0.0 || e.fq2 != 0.0)) {
        method = 2.0;
        for (const auto* side : {"fringeIntM0", "fringeIntP0"})  // half of each on either side of the edge
          out_.make_field(side) = row({0.0, -0.5 * e.fq1, 0.5 * e.fq2, 0.0, 0.0});
        if (!is_hard(e.fringe)) lost_("AT has no soft fringe alone", "it has the hard edge too");
        if (e.fq2 != 0.0) lost_("AT takes fq2 with the other sign at the entrance", "it is written as it is");
      }
    put_if("FringeQuadEntrance", has_entrance(e.fringe) ? method : 0.0);
    put_if("FringeQuadExit", has_exit(e.fringe) ? method : 0.0);
  }

  void place(const AtPlace& p) {
    const AtDisplacement d = displacement_of_place(p);
    for (const auto& [attribute, shift] : {std::pair{"T1", &d.t1}, std::pair{"T2", &d.t2}})
      if (!shift->empty()) out_.make_field(attribute) = row(*shift);
    for (const auto& [attribute, turn] : {std::pair{"R1", &d.r1}, std::pair{"R2", &d.r2}})
      if (!turn->empty()) {
        MatlabValue& m = out_.make_field(attribute);
        m.rows = m.columns = 6;
        m.numbers = *turn;
      }
  }

  template <class S>
  void displacement(const physics::Alignment<S>& a) {
    place({a.dx, a.dy, a.roll});
    if (a.ds != 0.0 || a.pitch != 0.0 || a.yaw != 0.0)
      lost_("a displacement by ds, pitch or yaw", "it is left out");
  }

  // The field without steering, which has attributes of its own.
  template <class E>
  static auto own_field(E e) {
    e.kick_x = e.kick_y = 0.0;
    return e.total_field();
  }

  template <class E>
  MatlabValue straight(const E& e, std::string_view type, int least) {
    begin(type, e.model == physics::Model::exact ? pass("ExactMultipole", e.radiation, false)
                                                 : pass("StrMPoleSymplectic4", e.radiation, true));
    put_if("FieldScaling", e.taper == 0.0 ? 0.0 : 1.0 + e.taper);
    put("Length", e.length);
    polynomials(own_field(e), least);
    kicks(e, true);
    steps(e);
    fringe(e);
    displacement(e.align);
    return out_;
  }

  // A face that doesn't act has no angle and no fringe in AT.
  void face(Edge edge, BendModel model, double angle, double fint, double gap, std::string_view side,
            std::string_view number) {
    const Edge own = model == BendModel::expanded         ? Edge::at_linear
                     : model == BendModel::at_curvilinear ? Edge::at_e2
                                                          : Edge::hard_edge;
    if (edge == Edge::none) {
      put(fmt::format("FringeBend{}", side), 0.0);
      if (own == Edge::at_e2)
        lost_("AT's bends of this model have no side without face",
              "it has a straight face without fringe integral");
      return;
    }
    const bool same_on_axis = edge == Edge::linear && own == Edge::at_linear && fint * gap == 0.0;
    if (edge != own && !same_on_axis)
      lost_(fmt::format("AT's bends of this model have no face {}", elements::name_of(edge)),
            fmt::format("it acts as {}", elements::name_of(own)));
    put_if(fmt::format("{}Angle", side), angle);
    put_if(fmt::format("FringeInt{}", number), fint);
    if (own == Edge::hard_edge && fint * gap != 0.0)
      lost_("AT's exact bend has another fringe integral", "its own is used");
  }

  MatlabValue bend(const elements::Dipole<>& e) {
    const auto field = own_field(e);
    begin("Bend", e.model == BendModel::exact            ? pass("ExactSectorBend", e.radiation, false)
                  : e.model == BendModel::at_curvilinear ? pass("BndMPoleSymplectic4E2", e.radiation, false)
                                                         : pass("BndMPoleSymplectic4", e.radiation, true));
    put_if("FieldScaling", e.taper == 0.0 ? 0.0 : 1.0 + e.taper);
    put("Length", e.length);
    put("BendingAngle", e.angle);
    put("K", field.b[1]);
    put_if("FullGap", e.gap);
    face(e.edge1, e.model, e.e1, e.fint1, e.gap, "Entrance", "1");
    face(e.edge2, e.model, e.e2, e.fint2, e.gap, "Exit", "2");
    polynomials(field, 1);
    kicks(e, true);
    steps(e);
    fringe(e);
    if (e.tilt != 0.0) place({0.0, 0.0, e.tilt});
    if (!physics::is_aligned(e.align)) lost_("a displaced bend", "it stands at its place");
    if (e.model == BendModel::exact && field.order >= 0 &&
        std::any_of(field.b.begin(), field.b.end(), [](double x) { return x != 0.0; }))
      lost_("multipoles in AT's exact bend don't see its curvature", "its linear motion is the same");
    return out_;
  }

  MatlabValue out_;
  const std::string& name_;
  const Lattice& lattice_;
  const AtLost& lost_;
};

}  // namespace

MatlabValue to_at(const lattice::Element& element, const Lattice& lattice, const AtLost& lost) {
  MatlabValue out = std::visit(Writer(element, lattice, lost), element.body);
  if (element.aperture) {
    const AtLimits limits = at_limits(*element.aperture, lost);
    if (!limits.rectangle.empty()) out.make_field("RApertures") = row(limits.rectangle);
    if (!limits.axes.empty()) out.make_field("EApertures") = row(limits.axes);
  }
  if (!element.alias.empty()) out.make_field("Device") = MatlabValue::of_text(element.alias);
  return out;
}

}  // namespace courant::io::detail
