#include "courant/response/tune_response.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "courant/base/error.hpp"
#include "courant/lattice/field_value.hpp"
#include "courant/math/normal_modes.hpp"
#include "courant/optics/periodic.hpp"

namespace courant::response {
namespace {

using Strength = Dual<1>;
using StrengthAndDelta = Dual<1, Dual<1>>;  // inner: delta, outer: knob

Strength strength_of_knob(double value, double weight) {
  Strength s(value);
  s.d[0] = weight;
  return s;
}

StrengthAndDelta strength_of_knob_with_delta(double value, double weight) {
  StrengthAndDelta s(value);
  s.d[0] = Dual<1>(weight);
  return s;
}

template <class V, class Make>
std::vector<tracking::Overlay<V>> overlays_of(const Lattice& ring, const StrengthKnob& knob, Make make) {
  if (knob.terms.empty())
    throw InvalidArgument(fmt::format("knob '{}' has no terms", knob.label), "it moves nothing");
  std::vector<tracking::Overlay<V>> overlays;
  for (const Term& term : knob.terms) {
    if (term.place < 0 || term.place >= ring.size())
      throw InvalidArgument(fmt::format("place {} of knob '{}' does not exist", term.place, knob.label));
    overlays.push_back(
        {term.place, term.field, make(lattice::get_number(ring[term.place].body, term.field), term.weight)});
  }
  std::sort(overlays.begin(), overlays.end(), [](const auto& a, const auto& b) { return a.place < b.place; });
  const auto twice = std::adjacent_find(overlays.begin(), overlays.end(),
                                        [](const auto& a, const auto& b) { return a.place == b.place; });
  if (twice != overlays.end())
    throw InvalidArgument(fmt::format("knob '{}' names place {} twice", knob.label, twice->place),
                          "one term per element is followed", "add the weights up");
  return overlays;
}

struct Start {
  optics::ClosedOrbit orbit;
  std::array<double, 2> tune;
};

Result<Start> start_of(const Lattice& ring, double delta) {
  auto orbit = optics::closed_orbit(ring, {.delta = delta});
  if (!orbit) return orbit.error();
  const auto modes = math::normal_modes(orbit->one_turn.topLeftCorner<4, 4>());
  if (!modes) return modes.error();
  return Start{std::move(*orbit), {modes->tunes[0], modes->tunes[1]}};
}

ResponseMatrix empty_matrix(std::string_view quantity, std::span<const StrengthKnob> knobs) {
  if (knobs.empty()) throw InvalidArgument("no knobs given", "the matrix would have no column");
  ResponseMatrix out;
  for (const char* plane : {"x", "y"})
    out.rows.push_back({fmt::format("{}_{}", quantity, plane), "1", true, 1.0});
  for (const auto& knob : knobs) out.columns.push_back({knob.label, knob.unit, true, 1.0});
  out.values.setZero(2, static_cast<Index>(knobs.size()));
  return out;
}

}  // namespace

StrengthKnob family_knob(const Lattice& lattice, const std::string& selector, const std::string& field,
                         const std::string& unit) {
  StrengthKnob knob{selector, {}, unit};
  for (const Index place : lattice.select(selector)) knob.terms.push_back({place, field, 1.0});
  return knob;
}

Result<ResponseMatrix> tune_response(const Lattice& ring, std::span<const StrengthKnob> knobs, double delta) {
  ResponseMatrix out = empty_matrix("tune", knobs);
  const auto start = start_of(ring, delta);
  if (!start) return start.error();
  const auto cells = static_cast<double>(ring.superperiods());
  for (Index k = 0; k < out.values.cols(); ++k) {
    const auto overlays = overlays_of<Strength>(ring, knobs[static_cast<std::size_t>(k)], &strength_of_knob);
    const auto solution = optics::periodic<Strength>(ring, start->orbit, Strength(delta), overlays);
    const auto tunes = optics::mode_tunes(solution.matrix, start->tune);
    for (Index i = 0; i < 2; ++i) out.values(i, k) = cells * tunes[static_cast<std::size_t>(i)].d[0];
  }
  return out;
}

Result<ResponseMatrix> chromaticity_response(const Lattice& ring, std::span<const StrengthKnob> knobs,
                                             double delta) {
  ResponseMatrix out = empty_matrix("chromaticity", knobs);
  const auto start = start_of(ring, delta);
  if (!start) return start.error();
  const auto cells = static_cast<double>(ring.superperiods());
  const StrengthAndDelta momentum(Dual<1>::variable(delta, 0));
  for (Index k = 0; k < out.values.cols(); ++k) {
    const auto overlays =
        overlays_of<StrengthAndDelta>(ring, knobs[static_cast<std::size_t>(k)], &strength_of_knob_with_delta);
    const auto solution = optics::periodic<StrengthAndDelta>(ring, start->orbit, momentum, overlays);
    const auto tunes = optics::mode_tunes(solution.matrix, start->tune);
    for (Index i = 0; i < 2; ++i) out.values(i, k) = cells * tunes[static_cast<std::size_t>(i)].d[0].d[0];
  }
  return out;
}

}  // namespace courant::response
