#include "courant/optics/linear_pass.hpp"

#include <fmt/format.h>

#include <cmath>

#include "courant/tracking/pass.hpp"

namespace courant::optics {
namespace {

bool finite(const Vec6<double>& r) {
  double sum = 0.0;
  for (int i = 0; i < 6; ++i) sum += r[i];
  return std::isfinite(sum);
}

// Tracks once more without derivatives to say where the particle was lost.
Failure lost(const Lattice& lattice, const Vec6<double>& start, Rf rf) {
  Vec6<double> r = start;
  for (Index i = 0; i < lattice.size(); ++i) {
    const Vec6<double> before = r;
    tracking::track_element(lattice[i].body, r, lattice.reference_at(i), rf);
    if (!finite(r))
      return {Code::particle_lost,
              fmt::format("the particle was lost in '{}' at s = {:.6g} m (x = {:.3g} m, y = {:.3g} m "
                          "at its entrance)",
                          lattice.unique_name(i), lattice.s()[static_cast<std::size_t>(i)], before[X],
                          before[Y])};
  }
  return {Code::particle_lost, "the particle's derivatives are not finite"};
}

}  // namespace

Result<LinearPass> linear_pass(const Lattice& lattice, const Vec6<double>& start, Rf rf) {
  LinearPass out;
  out.orbit.reserve(static_cast<std::size_t>(lattice.size() + 1));
  out.from_start.reserve(static_cast<std::size_t>(lattice.size() + 1));
  const auto keep = [&](Index, const Vec6<Dual<6>>& r) {
    out.orbit.push_back(math::value(r));
    out.from_start.push_back(math::jacobian(r));
  };
  auto r = math::seed(start);
  tracking::pass(lattice, r, 0, lattice.size(), rf, keep);
  keep(lattice.size(), r);
  if (!finite(out.orbit.back()) || !out.from_start.back().allFinite()) return lost(lattice, start, rf);
  return out;
}

Result<EndOfTurn> end_of_turn(const Lattice& lattice, const Vec6<double>& start, Rf rf, double lead) {
  auto r = math::seed(start);
  tracking::pass(lattice, r, 0, lattice.size(), rf);
  const Vec6<double> before_clock = math::value(r);
  if (lead != 0.0) tracking::advance_clock(r, lead, lattice.reference());
  const EndOfTurn out{before_clock, math::value(r), math::jacobian(r)};
  if (!finite(out.state) || !out.matrix.allFinite()) return lost(lattice, start, rf);
  return out;
}

}  // namespace courant::optics
