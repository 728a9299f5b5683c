#include <fmt/format.h>

#include "../address_template.hpp"
#include "../machine_parts.hpp"
#include "courant/base/error.hpp"
#include "read_machine.hpp"

namespace courant::machine::detail {
namespace {

const std::vector<std::string> family_keys{"from",     "like",        "fields", "field",     "setpoint",
                                           "readback", "calibration", "range",  "tolerance", "max_step",
                                           "rate",     "period",      "sigma",  "settle",    "tags"};

Unit unit_of(const Value& address) {
  return address.guarded([&] { return split_unit(address.text()).second; });
}

void read_settle(const Value& value, control::Settle& settle) {
  const Unit second = Unit::parse("s");
  const Map map(value, "settle", {"delay", "samples", "timeout"});
  if (const auto v = map.find("delay")) settle.delay = v->number(second);
  if (const auto v = map.find("samples")) settle.samples = v->count();
  if (const auto v = map.find("timeout")) settle.timeout = v->number(second);
}

/// Selectors that match nothing are named at their place.
void read_selectors(const Value& value, const Lattice& lattice, std::vector<std::string>& from) {
  const auto one = [&](const Value& item) {
    std::string selector = item.text();
    std::string_view bare = selector;
    if (bare.starts_with('~')) bare.remove_prefix(1);
    item.guarded([&] { static_cast<void>(lattice.select(bare)); });
    from.push_back(std::move(selector));
  };
  if (!value.node().IsSequence()) return one(value);
  for (const auto& item : value.items()) one(item);
}

/// An element that the family may have, to try its field on.
Index first_of(const Lattice& lattice, const FamilyDescription& family) {
  const std::string& selector = family.from.front();
  return lattice.select(selector.starts_with('~') ? "*" : selector).front();
}

/// gain [field/channel] or [field T m/channel].
void check_gain(const Value& place, const FamilyDescription& family, const ReadCalibration& calibration,
                const Unit& channel, const Lattice& lattice) {
  Unit field;
  place.guarded([&] { field = element_field(lattice, first_of(lattice, family), family.field).unit; });
  Unit expected = field / channel;
  if (calibration.description.per_rigidity) expected = expected * Unit::parse("T*m");
  if (!calibration.gain.converts_to(expected))
    place.fail(
        fmt::format("calibration '{}' has a gain in '{}'", family.calibration, calibration.gain.text()),
        fmt::format("'{}' of family '{}' from '{}' needs '{}'", family.field, family.name, channel.text(),
                    to_string(expected.dimension())));
}

FamilyDescription read_family(const std::string& name, const Map& map, const MachineDescription& machine,
                              const ReadCalibrations& calibrations) {
  FamilyDescription out{.name = name};
  read_selectors(map.at("from"), machine.lattice, out.from);
  std::optional<Unit> unit;  // of the numbers of this family
  if (const auto fields = map.find("fields"))
    for (auto& [field, address] : Map(*fields, "fields").all()) {
      unit = unit_of(address);
      out.fields.emplace(field, address.text());
    }
  if (const auto v = map.find("field")) {
    out.field = v->text();
    v->guarded([&] {
      static_cast<void>(element_field(machine.lattice, first_of(machine.lattice, out), out.field));
    });
  }
  for (const auto& [key, target] :
       {std::pair{"readback", &out.readback}, std::pair{"setpoint", &out.setpoint}})
    if (const auto v = map.find(key)) {
      unit = unit_of(*v);
      *target = v->text();
    }
  if (!unit)
    map.value().fail(fmt::format("family '{}' has no address", name), "", "give 'fields' or 'setpoint'");
  if (const auto v = map.find("range")) out.range = v->range(*unit);
  const Unit second = Unit::parse("s");
  if (const auto v = map.find("tolerance")) out.tolerance = v->number(*unit);
  if (const auto v = map.find("max_step")) out.max_step = v->number(*unit);
  if (const auto v = map.find("rate")) out.rate = v->number(*unit / second);
  if (const auto v = map.find("period")) out.period = v->number(second);
  if (const auto v = map.find("sigma")) out.sigma = v->number(*unit);
  if (const auto v = map.find("settle")) read_settle(*v, out.settle);
  if (const auto v = map.find("tags")) out.tags = v->texts();
  if (const auto v = map.find("calibration")) {
    out.calibration = v->text();
    if (const auto known = calibrations.find(out.calibration); known != calibrations.end())
      check_gain(*v, out, known->second, *unit, machine.lattice);
  }
  return out;
}

}  // namespace

std::vector<FamilyDescription> read_families(const Value& value, const MachineDescription& machine,
                                             const ReadCalibrations& calibrations) {
  std::vector<FamilyDescription> out;
  std::map<std::string, Map> known;
  MachineDescription trial{.name = machine.name, .lattice = machine.lattice, .energy = machine.energy};
  trial.calibrations = machine.calibrations;
  for (auto& [name, node] : Map(value, "families").all()) {
    Map map(node, fmt::format("family '{}'", name), family_keys);
    if (const auto like = map.find("like")) {
      const auto sibling = known.find(like->text());
      if (sibling == known.end()) {
        std::vector<std::string> names;
        for (const auto& entry : known) names.push_back(entry.first);
        like->fail(fmt::format("family '{}' is like '{}', which is not above it", name, like->text()), "",
                   nearest(like->text(), names));
      }
      map.inherit(sibling->second);
    }
    known.emplace(name, map);
    out.push_back(read_family(name, map, machine, calibrations));
    trial.families = {out.back()};
    node.guarded([&] { static_cast<void>(make_parts(trial)); });
  }
  return out;
}

}  // namespace courant::machine::detail
