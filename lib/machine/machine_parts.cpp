#include "machine_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "address_template.hpp"
#include "courant/base/constants.hpp"
#include "courant/base/error.hpp"
#include "courant/tracking/pass.hpp"

namespace courant::machine::detail {
namespace {

using control::Address;
using control::Channel;
using control::Role;

/// Without a range in the description the RF may be moved by this part of it either way [-].
constexpr double rf_range = 1e-4;

class Maker {
 public:
  explicit Maker(const MachineDescription& description) : d_(description) {
    if (d_.lattice.empty())
      throw ConfigError(fmt::format("machine '{}' has no lattice", d_.name), "", "read or build one first");
    out_.lattice = d_.energy > 0.0 ? with_energy(d_.lattice, d_.energy) : d_.lattice;
    const Reference& reference = out_.lattice.reference();
    out_.rigidity = std::make_shared<control::Rigidity>(reference.p0c() /
                                                        (constants::speed_of_light * reference.charge()));
  }

  MachineParts make() {
    std::set<std::string> names;
    for (const auto& family : d_.families) {
      if (!names.insert(family.name).second)
        throw ConfigError(fmt::format("family '{}' is described twice", family.name));
      try {
        add_family(family);
      } catch (const ConfigError&) {
        throw;
      } catch (const Error& error) {
        throw ConfigError(fmt::format("family '{}': {}", family.name, error.what()));
      }
    }
    add_rf();
    add_measured();
    return std::move(out_);
  }

 private:
  std::vector<Index> places(const FamilyDescription& family) const {
    const Lattice& lattice = out_.lattice;
    std::vector<bool> chosen(static_cast<std::size_t>(lattice.size()));
    for (std::size_t k = 0; k < family.from.size(); ++k) {
      std::string_view selector = family.from[k];
      const bool removes = selector.starts_with('~');
      if (removes && k == 0) chosen.assign(chosen.size(), true);
      if (removes) selector.remove_prefix(1);
      for (const Index place : lattice.select(selector)) chosen[static_cast<std::size_t>(place)] = !removes;
    }
    std::vector<Index> out;
    for (Index i = 0; i < lattice.size(); ++i)
      if (chosen[static_cast<std::size_t>(i)]) out.push_back(i);
    if (out.empty())
      throw ConfigError(fmt::format("family '{}' has no element", family.name),
                        family.from.empty() ? "it has no selector" : "its selectors leave nothing");
    return out;
  }

  Channel channel(const FamilyDescription& family, const std::string& text, Role role) const {
    auto [address, unit] = split_unit(text);
    Channel out{.address = Address::parse(address), .role = role, .unit = unit};
    out.sigma = role == Role::setpoint ? 0.0 : family.sigma;
    out.period = role == Role::setpoint ? 0.0 : family.period;
    if (role != Role::setpoint) return out;
    out.range = family.range;
    out.max_step = family.max_step;
    out.rate = family.rate;
    out.tolerance = family.tolerance;
    out.settle = family.settle;
    return out;
  }

  std::shared_ptr<const control::CalibrationModel> calibration(const FamilyDescription& family) {
    const auto found = d_.calibrations.find(family.calibration);
    if (found == d_.calibrations.end()) {
      std::vector<std::string> known;
      for (const auto& [name, _] : d_.calibrations) known.push_back(name);
      throw ConfigError(
          fmt::format("calibration '{}' of family '{}' is unknown", family.calibration, family.name), "",
          nearest(family.calibration, known));
    }
    if (!family.range)
      throw ConfigError(fmt::format("family '{}' has a calibration but no range", family.name),
                        "a calibration holds in a range", "give one");
    const auto& c = found->second;
    return control::make_calibration("linear", {{"gain", {c.gain}},
                                                {"offset", {c.offset}},
                                                {"range", {family.range->low, family.range->high}},
                                                {"per_rigidity", {c.per_rigidity ? 1.0 : 0.0}}});
  }

  void add_family(const FamilyDescription& family) {
    FamilyParts parts{family.name, family.field, {}};
    const auto model = family.calibration.empty() ? nullptr : calibration(family);
    const auto chosen = places(family);
    for (std::size_t k = 0; k < chosen.size(); ++k) {
      const Index place = chosen[k];
      const Place where{out_.lattice.unique_name(place), static_cast<Index>(k)};
      control::DeviceData data{.name = where.name,
                               .element = where.name,
                               .type = std::string(elements::type_of(out_.lattice[place].body)),
                               .s = out_.lattice.s()[static_cast<std::size_t>(place)],
                               .order = place,
                               .tags = family.tags};
      std::vector<Binding> bindings;
      for (const auto& [name, text] : family.fields) {
        if (name != "x" && name != "y")
          throw ConfigError(
              fmt::format("field '{}' of family '{}' is not known to the model", name, family.name),
              "it measures x and y");
        const Channel measured = channel(family, expand(text, where), Role::measured);
        data.fields[name].readback = measured;
        bindings.push_back({.address = measured.address,
                            .unit = measured.unit,
                            .quantity = name == "x" ? Quantity::orbit_x : Quantity::orbit_y,
                            .place = place,
                            .sigma = measured.sigma});
      }
      if (!family.field.empty()) add_strength(family, where, place, model, data, bindings);
      parts.devices.push_back(device(std::move(data), family, std::move(bindings), place));
    }
    out_.families.push_back(std::move(parts));
  }

  void add_strength(const FamilyDescription& family, const Place& where, Index place,
                    const std::shared_ptr<const control::CalibrationModel>& model, control::DeviceData& data,
                    std::vector<Binding>& bindings) const {
    const ElementField element = element_field(out_.lattice, place, family.field);
    if (family.setpoint.empty() && family.readback.empty())
      throw ConfigError(fmt::format("family '{}' moves '{}' through no address", family.name, family.field),
                        "", "give 'setpoint'");
    control::Field& field = data.fields[model ? "i" : family.field];
    Binding base{.quantity = Quantity::strength, .element = element};
    base.calibration = model;
    base.rigidity = out_.rigidity;
    if (!family.setpoint.empty()) {
      field.setpoint = channel(family, expand(family.setpoint, where), Role::setpoint);
      Binding b = base;
      b.address = field.setpoint->address;
      b.unit = field.setpoint->unit;
      b.setpoint = true;
      bindings.push_back(b);
    }
    if (!family.readback.empty()) {
      field.readback = channel(family, expand(family.readback, where), Role::readback);
      Binding b = base;
      b.address = field.readback->address;
      b.unit = field.readback->unit;
      b.sigma = family.sigma;
      if (field.setpoint) b.follows = field.setpoint->address.text();
      bindings.push_back(b);
    }
    if (model)
      data.calibration = control::Calibration{"i", family.field, element.unit, model, out_.rigidity};
    else if (const Unit unit = (field.setpoint ? field.setpoint : field.readback)->unit;
             !unit.converts_to(element.unit))
      throw ConfigError(
          fmt::format("family '{}' counts '{}' in '{}'", family.name, family.field, unit.text()),
          fmt::format("it is {}", describe_unit(element.unit)), "give a calibration or another unit");
  }

  static std::string describe_unit(const Unit& unit) {
    return unit.dimension().dimensionless() ? "a pure number" : "in '" + unit.text() + "'";
  }

  /// The device, shared with an earlier family that describes it alike.
  control::DevicePtr device(control::DeviceData data, const FamilyDescription& family,
                            std::vector<Binding> bindings, Index place) {
    for (const auto& known : devices_[data.name])
      if (known->data().fields == data.fields &&
          known->data().calibration.has_value() == data.calibration.has_value())
        return known;
    control::DevicePtr made = std::make_shared<control::Device>(std::move(data));
    devices_[made->name()].push_back(made);
    if (!family.field.empty()) {
      const ElementField element = element_field(out_.lattice, place, family.field);
      out_.strengths[{made.get(), family.field}] = element;
      const auto& setpoint = made->field(family.field).setpoint;
      const auto now = made->to_hardware(family.field, value_of(out_.lattice, element));
      if (!now) throw ConfigError(fmt::format("the lattice can't be set: {}", now.error().message));
      if (setpoint && setpoint->range && !setpoint->range->contains(*now))
        throw ConfigError(fmt::format("setpoint {} of {} is outside its range [{}, {}] in the lattice itself",
                                      format_quantity(*now, control::si_unit(setpoint->unit)), made->name(),
                                      setpoint->range->low, setpoint->range->high),
                          "", "widen the range");
    }
    for (auto& b : bindings) out_.bindings.push_back(std::move(b));
    return made;
  }

  void add_rf() {
    if (!d_.rf) return;
    const Index cavity = tracking::find_cavity(out_.lattice);
    if (cavity < 0)
      throw ConfigError(fmt::format("machine '{}' has an RF", d_.name),
                        "its lattice has no cavity with voltage", "leave 'rf' out or add a Cavity");
    const double f = std::get<elements::Cavity<>>(out_.lattice[cavity].body).frequency;
    auto [address, unit] = split_unit(d_.rf->frequency);
    Channel frequency{.address = Address::parse(address), .role = Role::setpoint, .unit = unit};
    frequency.range = d_.rf->range.value_or(control::Range{f * (1.0 - rf_range), f * (1.0 + rf_range)});
    frequency.max_step = d_.rf->max_step;
    control::DeviceData data{.name = "RF", .type = "Cavity"};
    data.fields["frequency"].setpoint = frequency;
    out_.bindings.push_back({frequency.address, unit, Quantity::frequency, true});
    if (!d_.rf->voltage.empty()) {
      auto [v, volts] = split_unit(d_.rf->voltage);
      data.fields["voltage"].readback = Channel{.address = Address::parse(v), .unit = volts};
      out_.bindings.push_back({.address = Address::parse(v), .unit = volts, .quantity = Quantity::voltage});
    }
    out_.rf = std::make_shared<control::Device>(std::move(data));
  }

  void measured(const std::string& text, Quantity quantity, double sigma, double period,
                std::vector<Channel>& channels) {
    if (text.empty()) return;
    auto [address, unit] = split_unit(text);
    channels.push_back({.address = Address::parse(address), .role = Role::measured, .unit = unit});
    channels.back().sigma = sigma;
    channels.back().period = period;
    out_.bindings.push_back(
        {.address = channels.back().address, .unit = unit, .quantity = quantity, .sigma = sigma});
  }

  void add_measured() {
    measured(d_.tune.x, Quantity::tune_x, d_.tune.sigma, d_.tune.period, out_.tune);
    measured(d_.tune.y, Quantity::tune_y, d_.tune.sigma, d_.tune.period, out_.tune);
    measured(d_.current.value, Quantity::current, d_.current.sigma, 0.0, out_.current);
  }

  const MachineDescription& d_;
  MachineParts out_;
  std::map<std::string, std::vector<control::DevicePtr>> devices_;
};

}  // namespace

MachineParts make_parts(const MachineDescription& description) { return Maker(description).make(); }

}  // namespace courant::machine::detail
