#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "courant/base/error.hpp"
#include "courant/lattice/field_value.hpp"
#include "courant/machine/description.hpp"
#include "courant/tracking/pass.hpp"

namespace courant::machine {
namespace {

constexpr double largest_kick = 2e-3;  // either way [rad]

std::vector<Index> of_type(const Lattice& lattice, std::string_view type) {
  std::vector<Index> out;
  for (Index i = 0; i < lattice.size(); ++i)
    if (elements::type_of(lattice[i].body) == type) out.push_back(i);
  return out;
}

FamilyDescription steering(std::string name, std::string_view field) {
  FamilyDescription out{.name = std::move(name), .from = {"type:Corrector"}};
  out.field = field;
  out.setpoint = fmt::format("{{name}}:{} rad", field);
  out.range = control::Range{-largest_kick, largest_kick};
  return out;
}

void gradients(const Lattice& lattice, std::string name, const std::string& type, const std::string& strength,
               std::string_view unit, MachineDescription& out) {
  double largest = 0.0;
  for (const Index i : of_type(lattice, type)) {
    if (!(elements::length_of(lattice[i].body) > 0.0)) return;
    largest = std::max(largest, std::abs(lattice::get_number(lattice[i].body, strength) *
                                         elements::length_of(lattice[i].body)));
  }
  if (largest == 0.0) return;
  FamilyDescription family{.name = std::move(name), .from = {"type:" + type}};
  family.field = strength + "l";
  family.setpoint = fmt::format("{{name}}:{} {}", family.field, unit);
  family.range = control::Range{-2.0 * largest, 2.0 * largest};
  out.families.push_back(std::move(family));
}

}  // namespace

MachineDescription describe(const Lattice& lattice, std::string name) {
  if (of_type(lattice, "Monitor").empty())
    throw InvalidArgument(fmt::format("lattice '{}' has no Monitor", lattice.name()),
                          "a machine needs a place where the orbit is read", "add one or describe families");
  MachineDescription out{.name = std::move(name), .lattice = lattice};
  out.families.push_back(
      {.name = "BPM", .from = {"type:Monitor"}, .fields = {{"x", "{name}:x m"}, {"y", "{name}:y m"}}});
  if (!of_type(lattice, "Corrector").empty()) {
    out.families.push_back(steering("HCOR", "kick_x"));
    out.families.push_back(steering("VCOR", "kick_y"));
  }
  gradients(lattice, "QUAD", "Quadrupole", "k1", "1/m", out);
  gradients(lattice, "SEXT", "Sextupole", "k2", "1/m^2", out);
  if (tracking::find_cavity(lattice) >= 0) out.rf = RfDescription{.frequency = out.name + ":rf Hz"};
  out.tune = {.x = out.name + ":tune_x 1", .y = out.name + ":tune_y 1"};
  out.current = {.value = out.name + ":current A"};
  return out;
}

}  // namespace courant::machine
