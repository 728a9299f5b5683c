#include "bmad_converters.hpp"

#include <fmt/format.h>

#include <cmath>

namespace courant::io::detail {
namespace {

AnyElement drift_or_marker(double length) {
  if (length != 0.0) return elements::Drift<>{.length = length};
  return elements::Marker<>{};
}

}  // namespace

AnyElement bmad_drift(const Definition& d, const BmadBeam&, Report&) {
  return elements::Drift<>{.length = d.number("L")};
}

AnyElement bmad_marker(const Definition& d, const BmadBeam&, Report&) {
  return drift_or_marker(d.number("L"));
}

AnyElement bmad_monitor(const Definition& d, const BmadBeam&, Report&) {
  elements::Monitor<> m;
  m.length = d.number("L");
  static_cast<void>(bmad_alignment(d));  // of its reading
  return m;
}

AnyElement passive(const Definition& d, Report&) { return drift_or_marker(d.number("L")); }

AnyElement bmad_patch(const Definition& d, const BmadBeam&, Report& report) {
  if (d.number("Z_OFFSET") != 0.0)
    report.add(d.where, d.subject(), "a patch along the beam", "its length does not count in s");
  return elements::Patch<>{.align = bmad_alignment(d)};
}

// A map: used when its terms are of first order.
AnyElement bmad_taylor(const Definition& d, const BmadBeam&, Report& report) {
  elements::LinearMap<> map;
  map.length = d.number("L");
  bool given = false;
  for (int i = 1; i <= 6; ++i) {
    for (int j = 1; j <= 6; ++j) {
      const std::string term = fmt::format("TT{}{}", i, j);
      given = given || d.has(term);
      map.matrix[static_cast<std::size_t>(6 * (i - 1) + j - 1)] = d.number(term);
    }
    map.kick[static_cast<std::size_t>(i - 1)] = d.number(fmt::format("TT{}", i));
  }
  for (const auto& [name, value] : d.unread())
    if (name.starts_with("TT") || name.starts_with('{')) given = false;  // of higher order
  if (given) {
    report.add_for_all(d.where, d.subject(), "a TAYLOR map of first order", "its matrix is used as it is");
    return map;
  }
  report.add_for_all(d.where, d.subject(), "a TAYLOR map is not supported",
                     "the element is tracked as a drift of its length");
  return drift_or_marker(map.length);
}

AnyElement bmad_collimator(const Definition& d, const BmadBeam&, Report& report) {
  if (const double length = d.number("L"); length != 0.0) return elements::Drift<>{.length = length};
  const auto opening = bmad_opening(d, report);
  if (!opening) return elements::Marker<>{};
  return elements::Aperture<>{*opening};
}

AnyElement bmad_fixer(const Definition& d, const BmadBeam&, Report& report) {
  report.add_for_all(d.where, d.subject(), "a fixer holds Twiss parameters",
                     "they stand in the notes; the element is a marker");
  return elements::Marker<>{};
}

AnyElement bmad_without_counterpart(const Definition& d, const BmadBeam&, Report& report) {
  const double length = d.number("L");
  report.add_for_all(d.where, d.subject(), fmt::format("class {} has no counterpart", d.type),
                     length != 0.0 ? "it is a drift of its length" : "it is a marker");
  return drift_or_marker(length);
}

}  // namespace courant::io::detail
