#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "courant/base/error.hpp"
#include "courant/elements/named.hpp"
#include "courant/lattice/field_value.hpp"

namespace courant::lattice {
namespace {

[[noreturn]] void refuse(const std::string& name, std::string_view type, std::string_view field, double value,
                         std::string_view why, std::string_view suggestion) {
  throw InvalidArgument(fmt::format("{} of {} '{}' is {}", field, type, name, value), why, suggestion);
}

template <class E>
void check_numbers(const std::string& name, const E& e) {
  const auto check = [&](std::string_view field, double x, bool may_be_infinite) {
    if (std::isnan(x) || (std::isinf(x) && !may_be_infinite))
      refuse(name, E::type, field, x, "every particle would be lost", "give a finite number");
  };
  elements::for_each_field<E>([&](auto f) {
    const auto& datum = f.access(e);
    if constexpr (requires { datum[0]; }) {
      for (const double x : datum) check(f.name, x, false);
    } else if constexpr (std::is_same_v<std::decay_t<decltype(datum)>, double>) {
      check(
          f.name, datum, requires { e.opening; } && !f.name.starts_with("centre_"));
    }
  });
}

// Only whole periods leave the beam without a kick of the ends.
void check_periods(const std::string& name, const elements::Wiggler<>& e) {
  if (std::all_of(e.vertical.begin(), e.vertical.end(), [](double b) { return b == 0.0; })) return;
  if (!(e.period > 0.0))
    refuse(name, e.type, "period", e.period, "a field that alternates needs a period", "give it in m");
  const double periods = e.length / e.period;
  if (std::abs(periods - std::round(periods)) > 1e-6 || periods < 0.5)
    refuse(name, e.type, "length", e.length, fmt::format("it holds {:.6g} periods", periods),
           fmt::format("give whole periods, {} m", std::fmax(1.0, std::round(periods)) * e.period));
}

void check_tables(const std::string& name, const elements::KickMap<>& e) {
  const auto at_least_two = [&](std::string_view field, int points) {
    if (points < 2)
      refuse(name, e.type, field, points, "there is nothing to interpolate", "give 2 or more points");
  };
  at_least_two("nx", e.nx);
  at_least_two("ny", e.ny);
  if (!(e.x_first < e.x_last))
    refuse(name, e.type, "x_last", e.x_last, "the grid rises", "give more than x_first");
  if (!(e.y_first < e.y_last))
    refuse(name, e.type, "y_last", e.y_last, "the grid rises", "give more than y_first");
  const auto points = static_cast<std::size_t>(e.nx) * static_cast<std::size_t>(e.ny);
  const auto whole = [&](std::string_view field, const std::vector<double>& table, bool may_be_empty) {
    if (table.size() != points && !(may_be_empty && table.empty()))
      refuse(name, e.type, fmt::format("size of {}", field), static_cast<double>(table.size()),
             fmt::format("the grid has {} x {} points", e.nx, e.ny), "give a kick for each, x first");
  };
  whole("kick_x", e.kick_x, false);
  whole("kick_y", e.kick_y, false);
  whole("kick_x1", e.kick_x1, true);
  whole("kick_y1", e.kick_y1, true);
}

void check_sizes(const std::string& name, const elements::BeamBeam<>& e) {
  const auto positive = [&](std::string_view field, double sigma) {
    if (!(sigma > 0.0))
      refuse(name, e.type, field, sigma, "the field of a thin line is infinite", "give it in m");
  };
  positive("sigma_x", e.sigma_x);
  positive("sigma_y", e.sigma_y);
}

void check_opening(const std::string& name, const physics::Opening& o) {
  constexpr std::string_view type = elements::Aperture<>::type, why = "nothing passes a closed opening";
  if (!(o.half_x > 0.0) || !(o.half_y > 0.0))
    refuse(name, type, "half_x or half_y", std::min(o.half_x, o.half_y), why, "give positive half widths");
  if (!(o.x_min < o.x_max)) refuse(name, type, "x_max", o.x_max, why, "give more than x_min");
  if (!(o.y_min < o.y_max)) refuse(name, type, "y_max", o.y_max, why, "give more than y_min");
  const auto numbers = o.polygon.size();
  if (o.shape == physics::Shape::polygon && (numbers < 6 || numbers % 2 != 0))
    refuse(name, type, "the size of polygon", static_cast<double>(numbers),
           "its numbers are x and y of three or more corners", "give x, y, x, y, ...");
  if (o.shape != physics::Shape::polygon && numbers != 0)
    refuse(name, type, "the size of polygon", static_cast<double>(numbers), "the shape is another one",
           "set the shape to polygon");
}

}  // namespace

void validate(const std::string& name, const physics::Opening& opening) {
  validate(name, AnyElement(elements::Aperture<>{opening}));
}

void validate(const std::string& name, const AnyElement& element) {
  std::visit(
      [&]<class E>(const E& e) {
        check_numbers(name, e);
        if constexpr (requires { e.length; } &&
                      !std::same_as<E, elements::Drift<>>)  // a step back is a drift
          if (e.length < 0.0)
            refuse(name, E::type, "length", e.length, "a length can't be negative", "check its sign");
        if constexpr (requires { e.steps; }) {
          if (e.steps < 1) refuse(name, E::type, "steps", e.steps, "a magnet needs a step", "give 1 or more");
        }
        if constexpr (requires { e.total_field(); }) {
          const auto field = e.total_field();
          const auto nonzero = [](double strength) { return strength != 0.0; };
          if (e.length == 0.0 && (std::any_of(field.b.begin(), field.b.end(), nonzero) ||
                                  std::any_of(field.a.begin(), field.a.end(), nonzero)))
            refuse(name, E::type, "length", 0.0, "its strength acts over a length",
                   "give a length or use ThinMultipole");
          if (e.length == 0.0 && (e.kick_x != 0.0 || e.kick_y != 0.0))
            refuse(name, E::type, "length", 0.0, "its kick acts over a length",
                   "give a length or use Corrector");
        }
        if constexpr (
            requires { e.fringe; } && !requires { e.fq1; })
          if (is_soft(e.fringe))
            throw InvalidArgument(
                fmt::format("fringe of {} '{}' is {}", E::type, name, elements::name_of(e.fringe)),
                "a soft fringe needs moments, which quadrupoles alone have", "use hard_edge or none");
        if constexpr (requires { e.taper; })
          if (!(e.taper > -1.0))
            refuse(name, E::type, "taper", e.taper, "the fields would turn round", "give more than -1");
        if constexpr (requires { e.period; }) check_periods(name, e);
        if constexpr (requires { e.grid(); }) check_tables(name, e);
        if constexpr (requires { e.particles; }) check_sizes(name, e);
        if constexpr (requires { e.edge1; })
          if (e.length == 0.0 && e.angle != 0.0)
            refuse(name, E::type, "length", 0.0, "a bend needs an arc", "give the arc length");
        if constexpr (requires { e.active_length; }) {
          if (e.kicks < 1) refuse(name, E::type, "kicks", e.kicks, "a field needs a kick", "give 1 or more");
          if (!(e.active_length >= 0.0 && e.active_length <= e.structure()))
            refuse(name, E::type, "active_length", e.active_length, "the field lies within the structure",
                   fmt::format("give 0 to {} m", e.structure()));
          if (!(e.offset >= 0.0 && e.offset + e.length <= e.structure() * (1.0 + 1e-12)))
            refuse(name, E::type, "offset", e.offset, "the piece lies within the structure",
                   fmt::format("give 0 to {} m", e.structure() - e.length));
        }
        if constexpr (requires { e.opening; }) check_opening(name, e.opening);
        if constexpr (requires { e.voltage; })
          if (e.voltage != 0.0 && !(e.frequency > 0.0))
            refuse(name, E::type, "frequency", e.frequency, "a voltage needs a frequency", "give it in Hz");
      },
      element);
}

}  // namespace courant::lattice
