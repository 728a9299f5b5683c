#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>

#include "beam.hpp"
#include "courant/base/constants.hpp"
#include "courant/base/error.hpp"
#include "courant/lattice/builder.hpp"
#include "courant/lattice/field_value.hpp"
#include "deck.hpp"
#include "format_list.hpp"

namespace courant::io::detail {
namespace {

constexpr double degree = constants::pi / 180.0;  // [rad]
// OPA's quadrupoles and bends are matrices: enough steps of sixth order to have them to 1e-9 in usual magnets
constexpr int matrix_steps = 32;

// A type of OPA begins with one of these words; a word that begins with no other is a member of a segment.
constexpr std::array<std::string_view, 20> types{
    "DRIFT",   "MARKER",      "QUADRUPOLE",   "BENDING",  "SEXTUPOLE",  "SOLENOID", "UNDULATOR",
    "SEPTUM",  "KICKER",      "OPTICSMARKER", "COMBINED", "PHOTONBEAM", "GIRDER",   "MULTIPOLE",
    "MONITOR", "H-CORRECTOR", "V-CORRECTOR",  "ROTATION", "OCTUPOLE",   "DECAPOLE"};

std::optional<std::string> type_of(const std::string& word) {
  for (const auto t : types)
    if (word.starts_with(t)) return std::string(t);
  return std::nullopt;
}

DeckStyle style() {
  DeckStyle out;
  out.comments = {.braces = true, .hash = false};
  out.type_of = type_of;
  out.types = {types.begin(), types.end()};
  out.line_attributes = {"NPER"};
  out.known = {{"PI", constants::pi}};
  return out;
}

void report_rest(const Definition& d, Report& report) {
  for (const auto& [name, value] : d.unread()) {
    const Where where{d.where.file, value.line};
    if (name == "AX" || name == "AY")
      report.add_for_all(where, d.subject(), "the chamber (ax, ay) is not supported", "it is left out");
    else
      report.add_for_all(where, d.subject(), fmt::format("attribute {} of {} is not used", name, d.type),
                         "nothing is done with it");
  }
}

template <class M>
void matrix_body(M& magnet) {
  magnet.steps = matrix_steps;
  magnet.integrator = physics::Integrator::dkd6;
}

AnyElement bend(const Definition& d, Report& report) {
  elements::Dipole<> b;
  b.length = d.number("L");
  b.angle = d.number("T") * degree;
  b.e1 = d.number("T1") * degree;
  b.e2 = d.number("T2") * degree;
  b.k1 = d.number("K");
  b.k2 = 2.0 * d.number("M");
  b.gap = d.number("GAP") * 1e-3;
  b.fint1 = d.number("K1IN", d.number("K1"));
  b.fint2 = d.number("K1EX", d.number("K1"));
  matrix_body(b);
  for (const std::string_view second : {"K2", "K2IN", "K2EX"})
    if (d.number(second) != 0.0)
      report.add(d.where, d.subject(), fmt::format("the second fringe integral {} is not supported", second),
                 "it is left out");
  if (const double roll = d.number("ROT"); roll != 0.0)
    report.add(d.where, d.subject(),
               fmt::format("a bending plane turned by {} degrees is not supported", roll),
               "it bends in the horizontal plane");
  static_cast<void>(d.has("N"));  // slices of the matrix
  return b;
}

AnyElement thin(int n, double integrated, const Definition& d) {
  elements::ThinMultipole<> t;
  t.field.add(n, integrated, 0.0);
  t.align.roll = d.number("ROT") * degree;
  return t;
}

// Kicks in the middle of N equal slices.
AnyElement sextupole(const Definition& d) {
  const double b2 = d.number("K"), slices = d.number("N", 1.0);
  if (d.number("L") == 0.0) return thin(2, b2, d);
  if (!(slices <= 1e6)) d.fail(fmt::format("N is {}", slices), "it must be a number of slices");
  elements::Sextupole<> s;
  s.length = d.number("L");
  s.k2 = 2.0 * b2;
  s.integrator = physics::Integrator::dkd2;
  s.steps = slices < 1.0 ? 1 : static_cast<int>(std::lround(slices));
  s.align.roll = d.number("ROT") * degree;
  return s;
}

// Order N from 1 (dipole), negative: skew; K is B^(N-1)/(N-1)! L/(B rho).
AnyElement multipole(const Definition& d) {
  const double standard = d.type == "OCTUPOLE" ? 4.0 : d.type == "DECAPOLE" ? 5.0 : 1.0;
  const double order = std::round(d.number("N", standard)), n = std::abs(order) - 1.0;
  if (!(n >= 0.0 && n <= physics::Multipoles<>::max_order))
    d.fail(fmt::format("N is {}", order), "it must be an order from 1 to 21, negative for a skew multipole");
  elements::ThinMultipole<> t;
  const double strength = d.number("K");
  t.field.add(static_cast<int>(n), order > 0.0 ? strength : 0.0, order > 0.0 ? 0.0 : strength);
  t.align.roll = d.number("ROT") * degree;
  static_cast<void>(d.has("LMAG"));  // of the real magnet
  return t;
}

AnyElement without_counterpart(const Definition& d, Report& report) {
  const bool thick =
      d.type == "SOLENOID" || d.type == "UNDULATOR" || d.type == "SEPTUM" || d.type == "KICKER";
  const double length = thick ? d.number("L") : 0.0;
  report.add_for_all(d.where, d.subject(), fmt::format("type {} has no counterpart", d.type),
                     length != 0.0 ? "it is a drift of its length" : "it is a marker");
  if (length != 0.0) return elements::Drift<>{.length = length};
  return elements::Marker<>{};
}

AnyElement element(const Definition& d, Report& report) {
  if (d.type == "DRIFT") {
    static_cast<void>(d.has("BLOCK"));  // protected in OPA's editor
    return elements::Drift<>{.length = d.number("L")};
  }
  if (d.type == "QUADRUPOLE") {
    elements::Quadrupole<> q;
    q.length = d.number("L");
    q.k1 = d.number("K");
    q.align.roll = d.number("ROT") * degree;
    matrix_body(q);
    return q;
  }
  if (d.type == "BENDING" || d.type == "COMBINED") return bend(d, report);
  if (d.type == "SEXTUPOLE") return sextupole(d);
  if (d.type == "MULTIPOLE" || d.type == "OCTUPOLE" || d.type == "DECAPOLE") return multipole(d);
  if (d.type == "MONITOR") return elements::Monitor<>{};
  if (d.type == "H-CORRECTOR" || d.type == "V-CORRECTOR") {
    elements::Corrector<> c;
    c.kick_x = d.number("DXP") * 1e-3;
    c.kick_y = d.number("DYP") * 1e-3;
    return c;
  }
  return elements::Marker<>{};
}

AnyElement from_opa(const Definition& d, Report& report) {
  for (const std::string_view absent :
       {"SOLENOID", "UNDULATOR", "SEPTUM", "KICKER", "PHOTONBEAM", "GIRDER", "ROTATION"})
    if (d.type == absent) return without_counterpart(d, report);
  AnyElement body = element(d, report);
  report_rest(d, report);
  try {
    lattice::validate(d.name, body);
  } catch (const InvalidArgument& error) {
    d.fail(error.what());
  }
  return body;
}

// Energy [eV] of the file; other values of its head are starting values of OPA's calculations.
std::optional<lattice::Particle> own_beam(const Source& source, Deck& deck) {
  const auto found = deck.variables.find("ENERGY");
  if (found == deck.variables.end()) return std::nullopt;
  if (!found->second.number || !(*found->second.number > 0.0))
    throw ParseError(source.file, found->second.line, "the energy can't be used",
                     "it must be a number above 0 [GeV]");
  return lattice::make_particle("electron", *found->second.number * 1e9);
}

Index superperiods(const Deck& deck, const std::string& line) {
  const Definition& attributes = deck.line_attributes.at(line);
  const double count = attributes.number("NPER", 1.0);
  if (!(count >= 1.0 && count <= 1e6))
    attributes.fail(fmt::format("NPER is {}", count), "it must be 1 or more");
  return static_cast<Index>(std::lround(count));
}

class Opa : public LatticeFormat {
 public:
  std::string_view name() const override { return "opa"; }
  std::string_view title() const override { return "OPA lattice"; }
  bool matches(std::string_view file, std::string_view) const override { return file.ends_with(".opa"); }
  Lattice read(const Source& source, const ReadOptions& options) const override {
    Deck deck = cut_deck(source, style());
    const std::string line = deck_line(source, options.line, {}, deck);
    lattice::Builder builder;
    builder.particle(beam_or_chosen(source.file, own_beam(source, deck), options));
    builder.superperiods(superperiods(deck, line));
    return deck_lattice(builder, deck, line, from_opa);
  }
};

}  // namespace

const LatticeFormat& opa() {
  static const Opa format;
  return format;
}

}  // namespace courant::io::detail
