#include "at_kick_map.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <string>

namespace courant::io::detail {
namespace {

constexpr double giga = 1e9;         // [eV/GeV]
constexpr double unevenness = 1e-6;  // of the spacing, allowed [-]
constexpr double most_slices = 1e5;

// Why the places are no uniform, rising grid of `points`; nothing if they are.
std::optional<std::string> unusable(const std::vector<double>& places, Index points, std::string_view name) {
  if (static_cast<Index>(places.size()) != points || points < 2)
    return fmt::format("{} has {} places for {} points of the tables", name, places.size(), points);
  const double spacing = (places.back() - places.front()) / static_cast<double>(points - 1);
  for (std::size_t i = 0; i < places.size(); ++i)
    if (!(std::abs(places[i] - places.front() - static_cast<double>(i) * spacing) <= unevenness * spacing))
      return fmt::format("{} is no rising list of evenly spaced places", name);
  return {};
}

// Rows of a table of AT are y, columns x, one column after the other; here x runs first.
std::vector<double> x_first(const AtElement& e, std::string_view name, Index nx, Index ny) {
  const MatlabValue* table = e.value(name);
  const auto numbers = e.list(name);
  if (numbers.empty()) return {};
  if (table->rows != ny || table->columns != nx)
    e.fail(fmt::format("{} has {} x {} numbers", name, table->rows, table->columns),
           fmt::format("xkick has {} x {}", ny, nx), "give tables of one size");
  std::vector<double> out;
  for (Index j = 0; j < ny; ++j)
    for (Index i = 0; i < nx; ++i) out.push_back(numbers[static_cast<std::size_t>(j + ny * i)]);
  return out;
}

}  // namespace

AnyElement at_kick_map(const AtElement& e, AtReport& report) {
  elements::KickMap<> map;
  map.length = e.number("Length", 0.0);
  map.interpolation = physics::Interpolation::linear;
  const double slices = e.number("Nslice", 1.0);
  if (!(slices >= 1.0) || slices > most_slices || slices != std::round(slices))
    e.fail(fmt::format("Nslice is {}", slices), {}, "give a whole number, 1 or more");
  map.steps = static_cast<int>(slices);
  if (!e.has("xkick") || !e.has("ykick")) e.fail("a kick map needs xkick and ykick", {}, "give both tables");
  const auto x = e.list("xtable"), y = e.list("ytable");
  if (e.list("xkick").empty()) e.fail("xkick must hold numbers");
  const Index nx = e.value("xkick")->columns, ny = e.value("xkick")->rows;
  for (const auto& why : {unusable(x, nx, "xtable"), unusable(y, ny, "ytable")})
    if (why) {
      report.add(e, *why, "the kick map is tracked as a drift of its length");
      return elements::Drift<>{.length = map.length};
    }
  map.nx = static_cast<int>(nx);
  map.ny = static_cast<int>(ny);
  map.x_first = x.front();
  map.x_last = x.back();
  map.y_first = y.front();
  map.y_last = y.back();
  map.kick_x = x_first(e, "xkick", nx, ny);
  map.kick_y = x_first(e, "ykick", nx, ny);
  map.kick_x1 = x_first(e, "xkick1", nx, ny);
  map.kick_y1 = x_first(e, "ykick1", nx, ny);
  return map;
}

std::vector<std::pair<std::string_view, MatlabValue>> at_of_kick_map(const elements::KickMap<>& map,
                                                                     double energy) {
  const auto number = [](double x) { return MatlabValue::number(x); };
  const auto table = [&](const std::vector<double>& kicks) {  // pyAT wants all four
    MatlabValue out;
    out.rows = map.ny;
    out.columns = map.nx;
    for (Index i = 0; i < out.columns; ++i)
      for (Index j = 0; j < out.rows; ++j)
        out.numbers.push_back(kicks.empty() ? 0.0 : kicks[static_cast<std::size_t>(i + out.columns * j)]);
    return out;
  };
  const auto places = [](double first, double last, int points) {
    MatlabValue out;
    out.rows = 1;
    out.columns = points;
    for (int i = 0; i < points; ++i)
      out.numbers.push_back(i + 1 == points ? last : first + i * ((last - first) / (points - 1)));
    return out;
  };
  return {{"Filename_in", MatlabValue::of_text("")},
          {"Normalization_energy", number(energy / giga)},
          {"Nslice", number(map.steps)},
          {"Length", number(map.length)},
          {"xkick", table(map.kick_x)},
          {"ykick", table(map.kick_y)},
          {"xkick1", table(map.kick_x1)},
          {"ykick1", table(map.kick_y1)},
          {"xtable", places(map.x_first, map.x_last, map.nx)},
          {"ytable", places(map.y_first, map.y_last, map.ny)}};
}

}  // namespace courant::io::detail
