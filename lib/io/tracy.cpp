#include <fmt/format.h>

#include <algorithm>
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

// Types of Tracy-2, Tracy-3 and thor-scsi, in capitals, and what they are called here.
constexpr std::array<std::pair<std::string_view, std::string_view>, 23> types{
    {{"DRIFT", "Drift"},
     {"QUADRUPOLE", "Quadrupole"},
     {"SEXTUPOLE", "Sextupole"},
     {"OCTUPOLE", "Octupole"},
     {"MULTIPOLE", "Multipole"},
     {"BENDING", "Bending"},
     {"CAVITY", "Cavity"},
     {"CORRECTOR", "Corrector"},
     {"HORIZONTALSTEERER", "HorizontalSteerer"},
     {"VERTICALSTEERER", "VerticalSteerer"},
     {"STEERER", "Corrector"},
     {"MONITOR", "Monitor"},
     {"BEAM POSITION MONITOR", "Monitor"},
     {"BPM", "Monitor"},
     {"MARKER", "Marker"},
     {"WIGGLER", "Wiggler"},
     {"INSERTION", "Insertion"},
     {"FIELDMAP", "FieldMap"},
     {"SPREADER", "Spreader"},
     {"RECOMBINER", "Recombiner"},
     {"SOLENOID", "Solenoid"},
     {"MAP", "Map"},
     {"KICKER", "Kicker"}}};

std::optional<std::string> type_of(const std::string& word) {
  for (const auto& [keyword, type] : types)
    if (word == keyword) return std::string(type);
  return std::nullopt;
}

DeckStyle style() {
  DeckStyle out;
  out.comments = {.braces = true, .hash = true};
  out.type_of = type_of;
  for (const auto& [keyword, type] : types) out.types.emplace_back(keyword);
  out.line_attributes = {"SYMMETRY"};
  out.known = {{"PI", constants::pi}};
  return out;
}

// Tracy's drift-kick-drift integrator with N steps.
template <class M>
void body(M& magnet, const Definition& d, Report& report) {
  const double steps = d.number("N", 1.0), method = d.number("METHOD", 4.0);
  if (!(steps >= 0.0 && steps <= 1e6)) d.fail(fmt::format("N is {}", steps), "it must be a number of steps");
  magnet.steps = std::max(1, static_cast<int>(steps));
  magnet.integrator = method == 2.0   ? physics::Integrator::dkd2
                      : method == 6.0 ? physics::Integrator::dkd6
                                      : physics::Integrator::dkd4;
  if (method != 2.0 && method != 4.0 && method != 6.0)
    report.add(d.where, d.subject(), fmt::format("method {} is not supported", method),
               "the fourth-order integrator is used");
}

double roll(const Definition& d) { return (d.number("ROLL") + d.number("TILT")) * degree; }

// Multipoles of `HOM = (n, b_n, a_n, ...)`, n from 1 (dipole) [1/m^n].
template <class M>
void higher_orders(M& magnet, const Definition& d) {
  const auto list = d.list("HOM");
  if (list.size() % 3 != 0)
    d.fail("HOM must hold groups of three numbers", {}, "write HOM = (n, b, a, n, b, a)");
  for (std::size_t i = 0; i < list.size(); i += 3) {
    const double n = list[i] - 1.0;
    if (!(n >= 0.0 && n <= physics::Multipoles<>::max_order && n == std::floor(n)))
      d.fail(fmt::format("HOM has the order {}", list[i]), "orders go from 1 to 21");
    magnet.field.add(static_cast<int>(n), list[i + 1], list[i + 2]);
  }
}

// Straight magnet with b_n = K in the field `strength`, which is K times `factorial`; K is integrated where there is no
// length.
template <class M>
AnyElement straight(M magnet, double M::*strength, int n, double factorial, const Definition& d,
                    Report& report) {
  magnet.length = d.number("L");
  const double k = d.number("K");
  if (magnet.length == 0.0) {
    elements::ThinMultipole<> thin;
    thin.field.add(n, k, 0.0);
    thin.align.roll = roll(d);
    higher_orders(thin, d);
    body(magnet, d, report);
    return thin;
  }
  magnet.*strength = factorial * k;
  magnet.align.roll = roll(d);
  higher_orders(magnet, d);
  body(magnet, d, report);
  return magnet;
}

AnyElement multipole(const Definition& d, Report& report) {
  elements::Multipole<> m;
  m.length = d.number("L");
  if (m.length == 0.0) {
    elements::ThinMultipole<> thin;
    thin.align.roll = roll(d);
    higher_orders(thin, d);
    body(m, d, report);
    return thin;
  }
  m.align.roll = roll(d);
  higher_orders(m, d);
  body(m, d, report);
  return m;
}

AnyElement bend(const Definition& d, Report& report) {
  elements::Dipole<> b;
  b.length = d.number("L");
  b.angle = d.number("T") * degree;
  b.e1 = d.number("T1") * degree;
  b.e2 = d.number("T2") * degree;
  b.k1 = d.number("K");
  b.gap = d.number("GAP");
  b.fint1 = b.fint2 = 0.5;  // fixed in Tracy
  higher_orders(b, d);
  body(b, d, report);
  if (roll(d) != 0.0)
    report.add(d.where, d.subject(), fmt::format("a bend rolled by {} rad is not supported", roll(d)),
               "it bends in the horizontal plane");
  return b;
}

AnyElement element(const Definition& d, Report& report) {
  if (d.type == "Drift") return elements::Drift<>{.length = d.number("L")};
  if (d.type == "Quadrupole")
    return straight(elements::Quadrupole<>{}, &elements::Quadrupole<>::k1, 1, 1.0, d, report);
  if (d.type == "Sextupole")
    return straight(elements::Sextupole<>{}, &elements::Sextupole<>::k2, 2, 2.0, d, report);
  if (d.type == "Octupole")
    return straight(elements::Octupole<>{}, &elements::Octupole<>::k3, 3, 6.0, d, report);
  if (d.type == "Multipole") return multipole(d, report);
  if (d.type == "Bending") return bend(d, report);
  if (d.type == "Cavity") {
    elements::Cavity<> c;
    c.length = d.number("L");
    c.voltage = d.number("VOLTAGE");
    c.frequency = d.number("FREQUENCY");
    for (const std::string_view harmonic : {"HARMONICNUMBER", "HARNUM"}) static_cast<void>(d.has(harmonic));
    return c;
  }
  if (d.type == "Monitor") {
    elements::Monitor<> m;
    m.length = d.number("L");
    return m;
  }
  if (d.type == "Marker") return elements::Marker<>{};
  elements::Corrector<> c;  // the steerers, without a kick of their own
  c.length = d.number("L");
  for (const std::string_view inert : {"N", "METHOD", "HORIZONTAL", "VERTICAL"})
    static_cast<void>(d.has(inert));
  return c;
}

AnyElement from_tracy(const Definition& d, Report& report) {
  for (const std::string_view absent :
       {"Wiggler", "Insertion", "FieldMap", "Spreader", "Recombiner", "Solenoid", "Map", "Kicker"})
    if (d.type == absent) {
      const double length = d.number("L");
      report.add_for_all(d.where, d.subject(), fmt::format("type {} has no counterpart", d.type),
                         length != 0.0 ? "it is a drift of its length" : "it is a marker");
      if (length != 0.0) return elements::Drift<>{.length = length};
      return elements::Marker<>{};
    }
  AnyElement made = element(d, report);
  for (const auto& [name, value] : d.unread())
    report.add_for_all({d.where.file, value.line}, d.subject(),
                       fmt::format("attribute {} of {} is not used", name, d.type),
                       "nothing is done with it");
  try {
    lattice::validate(d.name, made);
  } catch (const InvalidArgument& error) {
    d.fail(error.what());
  }
  return made;
}

// A variable of the file that must be a number above 0.
std::optional<double> positive(const Source& source, const Deck& deck, const std::string& name) {
  const auto found = deck.variables.find(name);
  if (found == deck.variables.end()) return std::nullopt;
  if (!found->second.number || !(*found->second.number > 0.0))
    throw ParseError(source.file, found->second.line, fmt::format("{} can't be used", name),
                     "it must be a number above 0");
  return found->second.number;
}

class Tracy : public LatticeFormat {
 public:
  std::string_view name() const override { return "tracy"; }
  std::string_view title() const override { return "Tracy lattice (Tracy-2, Tracy-3, thor-scsi)"; }
  bool matches(std::string_view file, std::string_view head) const override {
    const std::string text = upper(head);
    const auto has = [&](std::string_view word) { return text.find(word) != std::string::npos; };
    return file.ends_with(".lat") &&
           (has("DEFINE LATTICE") || has("RINGTYPE") || has("CODEPS") || has("SYMMETRY"));
  }
  Lattice read(const Source& source, const ReadOptions& options) const override {
    Deck deck = cut_deck(source, style());
    const std::string line = deck_line(source, options.line, "CELL", deck);
    std::optional<lattice::Particle> own;
    if (const auto energy = positive(source, deck, "ENERGY"))
      own = lattice::make_particle("electron", *energy * 1e9);
    lattice::Builder builder;
    builder.particle(beam_or_chosen(source.file, own, options));
    const Definition& attributes = deck.line_attributes.at(line);
    const double symmetry = attributes.number("SYMMETRY", 1.0);
    if (!(symmetry >= 1.0 && symmetry <= 1e6))
      attributes.fail(fmt::format("SYMMETRY is {}", symmetry), "it must be 1 or more");
    builder.superperiods(static_cast<Index>(std::lround(symmetry)));
    return deck_lattice(builder, deck, line, from_tracy);
  }
};

}  // namespace

const LatticeFormat& tracy() {
  static const Tracy format;
  return format;
}

}  // namespace courant::io::detail
