#include <algorithm>
#include <cmath>

#include "elegant_conventions.hpp"
#include "elegant_write.hpp"

namespace courant::io::detail {
namespace {

using Lost = DefinitionText::Lost;
using elements::Edge;

template <class E>
DefinitionText& placed(DefinitionText& out, const E& e, double turn = 0.0) {
  return out.number("TILT", e.align.roll + turn, "roll")
      .number("DX", e.align.dx, "dx")
      .number("DY", e.align.dy, "dy")
      .number("DZ", e.align.ds, "ds");
}

// Orders above `last` and those in between that aren't `n`: elegant has no attribute for them.
template <class S>
void lose_others(const DefinitionText& out, const physics::Multipoles<S>& field, std::size_t n) {
  for (std::size_t i = 0; i < field.b.size(); ++i)
    if (i != n && (field.b[i] != 0.0 || field.a[i] != 0.0))
      out.lose(fmt::format("its multipole of order {} is left out", i));
}

// The field without steering, which has attributes of its own.
template <class E>
auto own_field(E e) {
  e.kick_x = e.kick_y = 0.0;
  return e.total_field();
}

// Skew strength of a magnet of order n: as a turn about the beam where nothing else would be turned with it.
template <class E, class S>
TurnedMultipole main_strength(const DefinitionText& out, const E& e, const physics::Multipoles<S>& field,
                              std::size_t n) {
  bool alone = e.kick_x == 0.0 && e.kick_y == 0.0;
  for (std::size_t i = 0; i < field.b.size(); ++i)
    alone = alone && (i == n || (field.b[i] == 0.0 && field.a[i] == 0.0));
  if (alone) return turned_multipole(field.b[n], field.a[n], static_cast<double>(n));
  if (field.a[n] != 0.0)
    out.lose("its skew strength is left out: steering and other multipoles would be turned");
  return {field.b[n], 0.0};
}

template <class E>
void hold_field(DefinitionText& out) {
  for (const auto* name : {"k1", "k1s", "k2", "k2s", "k3", "k3s", "dk0", "normal", "skew"}) out.hold(name);
}

std::string define(const elements::Drift<>& e, const Lost& lost) {
  return DefinitionText("DRIF", lost).number("L", e.length, "length").end(e);
}
std::string define(const elements::Marker<>& e, const Lost& lost) {
  return DefinitionText("MARK", lost).end(e);
}
std::string define(const elements::Monitor<>& e, const Lost& lost) {
  return DefinitionText("MONI", lost).number("L", e.length, "length").end(e);
}

std::string define(const elements::Quadrupole<>& e, const Lost& lost) {
  const auto field = own_field(e);
  DefinitionText out("QUAD", lost);
  const auto k = main_strength(out, e, field, 1);
  out.number("L", e.length, "length").number("K1", k.strength).number("K2", 2.0 * field.b[2]);
  auto others = field;
  others.b[2] = 0.0;
  lose_others(out, others, 1);
  hold_field<elements::Quadrupole<>>(out);
  out.number("HKICK", e.kick_x, "kick_x").number("VKICK", e.kick_y, "kick_y");
  return placed(out, e, k.turn).end(e);
}

// The sextupole with kicks between drifts is the one that has steering and a gradient.
std::string define(const elements::Sextupole<>& e, const Lost& lost) {
  const auto field = own_field(e);
  const bool plain = e.kick_x == 0.0 && e.kick_y == 0.0 && field.b[1] == 0.0 && field.a[1] == 0.0;
  DefinitionText out(plain ? "SEXT" : "KSEXT", lost);
  const auto k = main_strength(out, e, field, 2);
  out.number("L", e.length, "length").number("K2", 2.0 * k.strength);
  out.number("K1", field.b[1]).number("J1", field.a[1]);
  auto others = field;
  others.b[1] = others.a[1] = 0.0;
  lose_others(out, others, 2);
  hold_field<elements::Sextupole<>>(out);
  out.number("HKICK", e.kick_x, "kick_x").number("VKICK", e.kick_y, "kick_y");
  return placed(out, e, k.turn).end(e);
}

std::string define(const elements::Octupole<>& e, const Lost& lost) {
  const auto field = own_field(e);
  DefinitionText out("OCTU", lost);
  const auto k = main_strength(out, e, field, 3);
  out.number("L", e.length, "length").number("K3", 6.0 * k.strength);
  lose_others(out, field, 3);
  hold_field<elements::Octupole<>>(out);
  return placed(out, e, k.turn).end(e);
}

// One order of a multipole of length `length`, 0: thin.
template <class E, class S>
std::string multipole(const E& e, const physics::Multipoles<S>& field, double length, const Lost& lost) {
  DefinitionText out("MULT", lost);
  std::size_t n = 0;
  while (n + 1 < field.b.size() && field.b[n] == 0.0 && field.a[n] == 0.0) ++n;
  if (field.b[n] == 0.0 && field.a[n] == 0.0) n = 1;
  const auto k = main_strength(out, e, field, n);
  out.number("L", length);
  out.word(fmt::format(", ORDER={}", n));
  out.number("KNL", k.strength * factorial(n) * (length > 0.0 ? length : 1.0));
  lose_others(out, field, n);
  out.hold("length");
  hold_field<E>(out);
  return placed(out, e, k.turn).end(e);
}

std::string define(const elements::Multipole<>& e, const Lost& lost) {
  return multipole(e, own_field(e), e.length, lost);
}
std::string define(const elements::ThinMultipole<>& e, const Lost& lost) {
  return multipole(e, e.field, 0.0, lost);
}

std::string define(const elements::Corrector<>& e, const Lost& lost) {
  return DefinitionText("KICKER", lost)
      .number("L", e.length, "length")
      .number("HKICK", e.kick_x, "kick_x")
      .number("VKICK", e.kick_y, "kick_y")
      .end(e);
}

std::string define(const elements::Cavity<>& e, const Lost& lost) {
  DefinitionText out("RFCA", lost);
  out.number("L", e.length, "length").number("VOLT", e.voltage, "voltage");
  return out.word(fmt::format(", FREQ={}", e.frequency))
      .hold("frequency")
      .number("PHASE", elegant_of_phase(e.phase), "phase")
      .end(e);
}

std::string define(const elements::Aperture<>& e, const Lost& lost) {
  const auto& o = e.opening;
  const auto side = [](double half) { return std::isinf(half) ? 0.0 : half; };  // 0 is open in elegant
  return DefinitionText(o.shape == physics::Shape::elliptic ? "ECOL" : "RCOL", lost)
      .number("X_MAX", side(o.half_x), "half_x")
      .number("Y_MAX", side(o.half_y), "half_y")
      .number("DX", o.centre_x, "centre_x")
      .number("DY", o.centre_y, "centre_y")
      .hold("shape")
      .end(e);
}

std::string define(const elements::Dipole<>& e, const Lost& lost) {
  const auto field = own_field(e);
  const double h = e.curvature();
  bool plain = e.kick_x == 0.0 && e.kick_y == 0.0;  // SBEN ends at the sextupole and has no steering
  for (std::size_t n = 3; n <= 8; ++n) plain = plain && field.b[n] == 0.0;
  DefinitionText out(plain ? "SBEN" : "CSBEND", lost);
  out.number("L", e.length, "length")
      .number("ANGLE", e.angle, "angle")
      .number("E1", e.e1, "e1")
      .number("E2", e.e2, "e2");
  double factor = 1.0;
  if (field.b[0] != 0.0) {
    const double fse = h != 0.0 ? fse_of_dk0(field.b[0], h) : -1.0;
    if (fse == -1.0) {
      out.lose("its field beyond angle/length is left out: elegant has it as a share of the field");
    } else {
      out.number("FSE", fse);
      factor = 1.0 + fse;
    }
  }
  for (std::size_t n = 1; n <= 8; ++n) out.number(fmt::format("K{}", n), field.b[n] * factorial(n) / factor);
  for (std::size_t n = 0; n < field.b.size(); ++n)
    if (field.a[n] != 0.0 || (n > 8 && field.b[n] != 0.0))
      out.lose(fmt::format("its {}multipole of order {} is left out", n > 8 ? "" : "skew ", n));
  hold_field<elements::Dipole<>>(out);
  out.number("HGAP", 0.5 * e.gap, "gap").hold("fint1").hold("fint2");
  out.word(fmt::format(", FINT={}", e.fint1));  // elegant's is 0.5 unless given
  if (e.fint1 != e.fint2) out.word(fmt::format(", FINT1={}, FINT2={}", e.fint1, e.fint2));
  if (e.edge1 == Edge::none) out.word(", EDGE1_EFFECTS=0");
  if (e.edge2 == Edge::none) out.word(", EDGE2_EFFECTS=0");
  out.number("TILT", e.tilt, "tilt").number("XKICK", e.kick_x, "kick_x").number("YKICK", e.kick_y, "kick_y");
  return out.end(e);
}

// A type that elegant doesn't have.
template <class E>
std::string define(const E& e, const Lost& lost) {
  const double length = elements::length_of(AnyElement(e));
  lost(fmt::format("a {} is not written: it is a {}", E::type, length != 0.0 ? "drift" : "marker"));
  return length != 0.0 ? fmt::format("DRIF, L={}", length) : "MARK";
}

}  // namespace

std::vector<AnyElement> elegant_parts(const AnyElement& element) {
  const auto* thin = std::get_if<elements::ThinMultipole<>>(&element);
  if (!thin) return {element};
  std::vector<AnyElement> parts;  // kicks at one place: their order doesn't matter
  for (std::size_t n = 0; n < thin->field.b.size(); ++n) {
    if (thin->field.b[n] == 0.0 && thin->field.a[n] == 0.0) continue;
    elements::ThinMultipole<> one = *thin;
    one.field = {};
    one.field.add(static_cast<int>(n), thin->field.b[n], thin->field.a[n]);
    one.kick_x = one.kick_y = 0.0;
    parts.emplace_back(one);
  }
  if (thin->kick_x != 0.0 || thin->kick_y != 0.0) {  // a corrector has no roll: its kick in the design frame
    const double c = std::cos(thin->align.roll), sine = std::sin(thin->align.roll);
    elements::Corrector<> kick;
    kick.kick_x = c * thin->kick_x - sine * thin->kick_y;
    kick.kick_y = sine * thin->kick_x + c * thin->kick_y;
    parts.emplace_back(kick);
  }
  if (parts.empty()) return {element};
  return parts;
}

std::string to_elegant(const AnyElement& element, const Lost& lost) {
  return std::visit([&](const auto& e) { return define(e, lost); }, element);
}

}  // namespace courant::io::detail
