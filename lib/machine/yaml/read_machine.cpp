#include "read_machine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "../machine_parts.hpp"
#include "courant/base/error.hpp"
#include "courant/io/read.hpp"
#include "courant/machine/machine.hpp"

namespace courant::machine::detail {
namespace {

RfDescription read_rf(const Value& value) {
  const Unit hertz = Unit::parse("Hz");
  const Map map(value, "rf", {"frequency", "voltage", "range", "max_step"});
  RfDescription out{.frequency = map.at("frequency").text()};
  if (const auto v = map.find("voltage")) out.voltage = v->text();
  if (const auto v = map.find("range")) out.range = v->range(hertz);
  if (const auto v = map.find("max_step")) out.max_step = v->number(hertz);
  return out;
}

void read_observables(const Value& value, MachineDescription& out) {
  const Map map(value, "observables", {"tune", "current"});
  if (const auto tune = map.find("tune")) {
    const Map t(*tune, "tune", {"x", "y", "sigma", "period"});
    out.tune = {.x = t.at("x").text(), .y = t.at("y").text()};
    if (const auto v = t.find("sigma")) out.tune.sigma = v->number(Unit());
    if (const auto v = t.find("period")) out.tune.period = v->number(Unit::parse("s"));
  }
  if (const auto current = map.find("current")) {
    const Map c(*current, "current", {"value", "sigma"});
    out.current.value = c.at("value").text();
    if (const auto v = c.find("sigma")) out.current.sigma = v->number(Unit::parse("A"));
  }
}

void read_knobs(const Value& value, MachineDescription& out) {
  for (auto& [name, node] : Map(value, "knobs").all()) {
    const Map map(node, fmt::format("knob '{}'", name), {"families"});
    const Value families = map.at("families");
    std::vector<std::string> known;
    for (const auto& family : out.families)
      if (!family.field.empty()) known.push_back(family.name);
    for (const auto& family : families.texts())
      if (std::find(known.begin(), known.end(), family) == known.end())
        families.fail(fmt::format("knob '{}' takes family '{}', which moves nothing", name, family), "",
                      nearest(family, known));
    out.knobs.emplace(name, families.texts());
  }
}

Lattice read_the_lattice(const Value& value, const std::string& folder) {
  const std::filesystem::path path = std::filesystem::path(folder) / value.text();
  return value.guarded([&] { return io::read_lattice(path); });
}

}  // namespace

ReadCalibrations read_calibrations(const Value& value) {
  ReadCalibrations out;
  for (auto& [name, node] : Map(value, "calibrations").all()) {
    const Map map(node, fmt::format("calibration '{}'", name), {"gain", "offset"});
    const Value gain = map.at("gain");
    const std::string text = gain.text();
    const auto blank = text.find(' ');
    ReadCalibration c;
    if (blank == std::string::npos)
      gain.fail(fmt::format("gain '{}' has no unit", text), "", "write '30 urad/A'");
    c.gain = gain.guarded([&] { return Unit::parse(std::string_view(text).substr(blank + 1)); });
    c.description.gain = gain.number(c.gain);
    c.description.per_rigidity = c.gain.dimension().kg != 0;
    // The offset has the unit of the gain times that of the channel, which the family knows; it stands in SI there.
    if (const auto offset = map.find("offset")) {
      const std::string words = offset->text();
      const auto at = words.find(' ');
      const Unit unit = at == std::string::npos
                            ? Unit()
                            : offset->guarded([&] { return Unit::parse(words.substr(at + 1)); });
      c.description.offset = offset->number(unit);
    }
    out.emplace(name, std::move(c));
  }
  return out;
}

TwinDescription read_twin(const Value& value, const Lattice& lattice) {
  const Map map(value, "twin", {"errors", "seed", "lag"});
  TwinDescription out;
  if (const auto v = map.find("seed")) out.seed = static_cast<std::uint64_t>(v->count());
  if (const auto v = map.find("lag")) out.lag = v->number(Unit::parse("s"));
  if (const auto errors = map.find("errors"))
    for (const auto& item : errors->items()) {
      const Map error(item, "error", {"select", "field", "sigma", "cut", "distribution"});
      const Value select = error.at("select"), fields = error.at("field"), sigma = error.at("sigma");
      const auto places = select.guarded([&] { return lattice.select(select.text()); });
      for (const auto& field : fields.texts()) {
        lattice::errors::Spec spec{.select = select.text(), .field = field};
        const Unit unit = field.ends_with("_relative") ? Unit() : fields.guarded([&] {
          return element_field(lattice, places.front(), field).unit;
        });
        spec.sigma = sigma.number(unit);
        if (const auto v = error.find("cut")) spec.cut = v->number(Unit());
        if (const auto v = error.find("distribution")) {
          if (v->text() != "normal" && v->text() != "uniform")
            v->fail(fmt::format("distribution '{}' is unknown", v->text()), "", "use normal or uniform");
          if (v->text() == "uniform") spec.distribution = lattice::errors::Distribution::uniform;
        }
        out.errors.push_back(std::move(spec));
      }
    }
  return out;
}

MachineDescription read_machine(const std::string& name, const Value& value, const std::string& folder) {
  const Map map(value, fmt::format("machine '{}'", name),
                {"lattice", "energy", "families", "calibrations", "observables", "rf", "knobs", "twin"});
  MachineDescription out{.name = name, .lattice = read_the_lattice(map.at("lattice"), folder)};
  if (const auto v = map.find("energy")) {
    out.energy = v->number(Unit::parse("eV"));
    v->guarded([&] { static_cast<void>(with_energy(out.lattice, out.energy)); });
  }
  ReadCalibrations calibrations;
  if (const auto v = map.find("calibrations")) calibrations = read_calibrations(*v);
  for (const auto& [key, calibration] : calibrations) out.calibrations.emplace(key, calibration.description);
  if (const auto v = map.find("families")) out.families = read_families(*v, out, calibrations);
  if (const auto v = map.find("rf")) out.rf = read_rf(*v);
  if (const auto v = map.find("observables")) read_observables(*v, out);
  if (const auto v = map.find("knobs")) read_knobs(*v, out);
  if (const auto v = map.find("twin")) out.twin = read_twin(*v, out.lattice);
  value.guarded([&] { static_cast<void>(Machine(out, Mode::design)); });
  return out;
}

}  // namespace courant::machine::detail
