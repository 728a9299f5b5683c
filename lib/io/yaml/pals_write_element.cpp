#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "../definition_text.hpp"
#include "courant/base/error.hpp"
#include "courant/lattice/field_value.hpp"
#include "pals_chamber.hpp"
#include "pals_fields.hpp"
#include "pals_conventions.hpp"
#include "pals_element.hpp"

namespace courant::io::detail {
namespace {

class Writer {
 public:
  explicit Writer(const AnyElement& element) {
    std::visit([this](const auto& e) { write(e); }, element);
  }
  PalsText take() { return std::move(out_); }

 private:
  void begin(std::string_view kind, double length = 0.0) {
    out_.kind = kind;
    put("length", length);
  }
  void put(const std::string& key, double value) {
    if (value == 0.0 || !std::isfinite(value)) return;
    Attribute a;
    a.number = value;
    out_.attributes.emplace_back(key, std::move(a));
  }
  void word(const std::string& key, const std::string& text) {
    Attribute a;
    a.text = text;
    out_.attributes.emplace_back(key, std::move(a));
  }

  template <class S>
  void strengths(const physics::Multipoles<S>& field, std::string_view integrated = "") {
    for (std::size_t n = 0; n < field.b.size(); ++n) {
      put(fmt::format("MagneticMultipoleP.Kn{}{}", n, integrated), field.b[n] * factorial(n));
      put(fmt::format("MagneticMultipoleP.Ks{}{}", n, integrated), field.a[n] * factorial(n));
    }
  }
  void shift(const std::string& group, const physics::Alignment<>& a) {
    put(group + ".x_offset", a.dx);
    put(group + ".y_offset", a.dy);
    put(group + ".z_offset", a.ds);
    put(group + ".x_rot", 0.0 - a.pitch);
    put(group + ".y_rot", a.yaw);
    put(group + ".z_rot", a.roll);
  }
  template <class C>
  void rf(const C& c) {
    put("RFP.voltage", c.voltage);
    put("RFP.frequency", c.frequency);
    put("RFP.phase", turns_of_phase(c.phase));
  }

  // Magnets with a field, steering, a place.
  template <class E>
  requires requires(const E& e) { e.total_field(); }
  void write(const E& e) {
    begin(E::type, e.length);
    strengths(e.total_field());
    shift("BodyShiftP", e.align);
  }
  void write(const elements::Dipole<>& e) {
    begin("Bend", e.length);
    put("BendP.angle_ref", e.angle);
    put("BendP.e1", e.e1);
    put("BendP.e2", e.e2);
    put("BendP.edge1_int", integral_of_fint(e.fint1, e.gap));
    put("BendP.edge2_int", integral_of_fint(e.fint2, e.gap));
    put("BendP.tilt_ref", e.tilt);
    strengths(e.total_field());
    shift("BodyShiftP", about_chord(e.align, e.length, e.angle, e.tilt, +1.0));
  }
  void write(const elements::ThinMultipole<>& e) {
    begin("Multipole");
    auto field = e.field;
    field.add(0, 0.0 - e.kick_x, e.kick_y);
    strengths(field, "L");
    shift("BodyShiftP", e.align);
  }
  void write(const elements::Corrector<>& e) {
    begin("Kicker", e.length);
    put("MagneticMultipoleP.Kn0L", 0.0 - e.kick_x);
    put("MagneticMultipoleP.Ks0L", e.kick_y);
  }
  void write(const elements::Cavity<>& e) {
    begin("RFCavity", e.length);
    rf(e);
  }
  void write(const elements::CrabCavity<>& e) {
    begin("CrabCavity", e.length);
    rf(e);
    shift("BodyShiftP", e.align);
  }
  void write(const elements::AcceleratingCavity<>& e) {
    begin("RFCavity", e.length);
    rf(e);
    word("RFP.cavity_type", e.standing_wave != 0.0 ? "STANDING_WAVE" : "TRAVELING_WAVE");
    shift("BodyShiftP", e.align);
  }
  void write(const elements::Solenoid<>& e) {
    begin("Solenoid", e.length);
    put("SolenoidP.Ksol", e.ks);
    shift("BodyShiftP", e.align);
  }
  void write(const elements::Patch<>& e) {
    begin("Patch");
    shift("PatchP", e.align);
  }
  void write(const elements::Drift<>& e) { begin("Drift", e.length); }
  void write(const elements::Monitor<>& e) { begin("Instrument", e.length); }
  void write(const elements::Marker<>&) { begin("Marker"); }
  void write(const elements::Aperture<>& e) {
    begin("Mask");
    for (auto& part : pals_of_chamber(e.opening)) out_.attributes.push_back(std::move(part));
  }
  // A type that PALS doesn't have.
  template <class E>
  void write(const E& e) {
    const double length = elements::length_of(AnyElement(e));
    begin(length != 0.0 ? "Drift" : "Marker", length);
  }

  PalsText out_;
};

bool same(const lattice::FieldValue& a, const lattice::FieldValue& b) {
  const auto bits = [](double x) { return std::bit_cast<std::uint64_t>(x); };
  if (a.index() != b.index()) return false;
  if (const auto* x = std::get_if<double>(&a)) return bits(*x) == bits(std::get<double>(b));
  return a == b;
}

}  // namespace

PalsText to_pals(const lattice::Element& whole, const Reference& reference) {
  const AnyElement& element = whole.body;
  PalsText out = Writer(element).take();
  Definition d;
  d.type = out.kind;
  for (const auto& [key, value] : out.attributes) d.set(key, value);
  Report ignored;
  AnyElement read = elements::Marker<>{};
  try {
    read = from_pals(d, reference, ignored);
  } catch (const Error&) {  // the type below says it all
  }
  if (read.index() != element.index()) {
    Attribute type;
    type.text = elements::type_of(element);
    out.attributes.emplace_back("Courant.type", std::move(type));
    read = lattice::make_element(elements::type_of(element));
  }
  for (const auto& name : lattice::field_names(element)) {
    const auto value = lattice::get_field(element, name);
    if (!same(value, lattice::get_field(read, name)))
      out.attributes.emplace_back("Courant." + name, pals_attribute(value));
  }
  if (whole.aperture)
    for (auto& part : pals_of_chamber(*whole.aperture)) out.attributes.push_back(std::move(part));
  if (!whole.alias.empty()) {
    Attribute alias;
    alias.text = whole.alias;
    out.attributes.emplace_back("MetaP.alias", std::move(alias));
  }
  std::stable_partition(out.attributes.begin(), out.attributes.end(),
                        [](const auto& entry) { return !entry.first.starts_with("Courant."); });
  return out;
}

}  // namespace courant::io::detail
