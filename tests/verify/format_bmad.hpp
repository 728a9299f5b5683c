#pragma once
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "courant/lattice/lattice.hpp"
#include "formats.hpp"

namespace courant::verify {

/// The largest of some differences; NaN stays.
class Worst {
 public:
  void see(double ours, double theirs, double scale = 1.0) {
    const double d = std::abs(ours - theirs) / scale;
    if (!(d <= worst_)) worst_ = d;
    ++count_;
  }
  operator double() const { return worst_; }
  long count() const { return count_; }

 private:
  double worst_ = 0.0;
  long count_ = 0;
};

/// The FACET-II model as it was read, and its numbers. Bmad's element `ix` is our element ix - 1, its exit our place ix.
struct Facet {
  const nlohmann::json& golden;
  const Lattice& line;

  const nlohmann::json& elements() const { return golden.at("elements"); }
  Index tracked() const { return golden.at("meta").at("n_track"); }
};

/// Value of `NAME = VALUE` in the notes of the lattice. Throws std::out_of_range if it isn't there.
double noted(const Lattice& line, const std::string& name);

/// Places behind a piece of a cavity whose end falls on an energy kick to rounding, up to the next piece. Bmad gives such
/// a kick to the one piece or the other as the sums of lengths round; here it always belongs to the second.
std::set<Index> places_on_kicks(const Facet& facet);

/// Names, classes, lords, strengths and devices.
void compare_bmad_census(const Facet& facet, Table& table);
/// s, energies, floor.
void compare_bmad_places(const Facet& facet, Table& table);
/// Matrices of elements and between places, rays.
void compare_bmad_maps(const Facet& facet, Table& table);
/// Twiss and dispersion from the active fixer and from other start values; convergence in the number of kicks.
void compare_bmad_optics(const Facet& facet, Table& table);
/// The line with its last chicane bypassed.
void compare_bmad_bypass(const nlohmann::json& golden, const Lattice& bypass, Table& table);

}  // namespace courant::verify
