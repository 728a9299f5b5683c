#include "courant/machine/machine.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "courant/base/error.hpp"
#include "courant/base/glob.hpp"
#include "courant/base/provenance.hpp"
#include "machine_parts.hpp"

namespace courant::machine {
namespace {

using control::Channel;
using control::Family;
using control::Readings;

/// Names of what has a name.
template <class List>
std::vector<std::string> names_of(const List& list) {
  std::vector<std::string> names;
  for (const auto& item : list) names.push_back(item.name());
  return names;
}

template <class List>
const auto& find(const List& list, std::string_view name, std::string_view what) {
  for (const auto& item : list)
    if (item.name() == name) return item;
  throw UnknownName(fmt::format("{} '{}' is unknown", what, name), "", nearest(name, names_of(list)));
}

/// Both planes of a family of monitors in one batch; disabled ones are masked.
Observable orbit_of(const Family& family) {
  std::vector<Channel> channels = family.channels("x");
  for (const auto& channel : family.channels("y")) channels.push_back(channel);
  std::vector<std::string> labels;
  for (const char* plane : {".x", ".y"})
    for (const auto& device : family) labels.push_back(device->name() + plane);
  auto source = [family, channels, labels](double timeout) -> Result<Readings> {
    Readings readings;
    family.session()->system().get(channels, readings, timeout);
    readings = readings.relabelled(labels);
    for (Index i = 0; i < readings.size(); ++i)
      if (readings.valid(i) && !family[i % family.size()]->enabled())
        readings.mask(i, control::Quality::missing);
    return readings;
  };
  const double period = channels.front().period;
  return Observable("orbit", control::si_unit(channels.front().unit), labels, source, period,
                    family.session()->clock());
}

Observable plain(std::string name, const std::vector<Channel>& channels,
                 const std::vector<std::string>& labels, const control::SessionPtr& session) {
  auto source = [session, channels, labels](double timeout) -> Result<Readings> {
    Readings readings;
    session->system().get(channels, readings, timeout);
    return readings.relabelled(labels);
  };
  const double period = channels.front().period;
  const Unit unit = control::si_unit(channels.front().unit);
  return Observable(std::move(name), unit, labels, source, period, session->clock());
}

}  // namespace

std::string_view to_string(Mode mode) { return mode == Mode::design ? "design" : "twin"; }

struct Machine::Impl {
  std::string name;
  Mode mode = Mode::design;
  detail::MachineParts parts;
  std::shared_ptr<ModelControlSystem> model;
  control::SessionPtr session;
  std::vector<Family> families;
  std::vector<Knob> knobs;
  std::vector<Observable> observables;
  std::map<std::string, KnobTerm, std::less<>> columns;
  std::string hash;

  void connect(const MachineDescription& description, const ModeOptions& options);
  void make_families();
  void make_knobs(const MachineDescription& description);
  void make_observables();
};

void Machine::Impl::connect(const MachineDescription& description, const ModeOptions& options) {
  ModelOptions model_options{.clock = options.clock};
  if (mode == Mode::twin) {
    model_options.errors = description.twin.errors;
    model_options.seed = options.seed.value_or(description.twin.seed);
    model_options.lag = description.twin.lag;
    model_options.noise = true;
  }
  model = std::make_shared<ModelControlSystem>(parts.lattice, parts.bindings, model_options);
  std::shared_ptr<control::ControlSystem> system = model;
  if (options.wrap) system = options.wrap(system);
  session = std::make_shared<control::Session>(
      control::SessionParts{.name = name + " " + std::string(to_string(mode)),
                            .author = options.author,
                            .system = system,
                            .journal = options.journal,
                            .runs = options.runs,
                            .logger = options.logger,
                            .guard = options.guard});
}

void Machine::Impl::make_families() {
  for (const auto& part : parts.families) {
    for (const auto& device : part.devices) {
      session->add(*device);
      if (!part.field.empty())
        columns.emplace(device->name() + "." + part.field, KnobTerm{device, part.field, 1.0});
    }
    families.emplace_back(session, part.devices, part.name);
  }
  if (!parts.rf) return;
  session->add(*parts.rf);
  families.emplace_back(session, std::vector{parts.rf}, "RF");
  columns.emplace("rf", KnobTerm{parts.rf, "frequency", 1.0});
}

void Machine::Impl::make_knobs(const MachineDescription& description) {
  for (const auto& [group, members] : description.knobs)
    for (const auto& member : members) {
      const auto part = std::find_if(parts.families.begin(), parts.families.end(),
                                     [&](const auto& p) { return p.name == member && !p.field.empty(); });
      if (part == parts.families.end())
        throw ConfigError(fmt::format("knob '{}' takes family '{}', which moves nothing", group, member), "",
                          nearest(member, names_of(families)));
      knobs.push_back(Knob::of_family(group + "." + member, find(families, member, "family"), part->field));
    }
}

void Machine::Impl::make_observables() {
  const Family* monitors = nullptr;
  for (const auto& family : families) {
    const auto& fields = family[0]->data().fields;
    if (fields.contains("x") && fields.contains("y") && (!monitors || family.name() == "BPM"))
      monitors = &family;
  }
  if (monitors) observables.push_back(orbit_of(*monitors));
  if (parts.tune.size() == 2) observables.push_back(plain("tune", parts.tune, {"tune_x", "tune_y"}, session));
  if (!parts.current.empty()) observables.push_back(plain("current", parts.current, {"current"}, session));
  if (parts.rf) observables.push_back(plain("rf", {*parts.rf->field("frequency").setpoint}, {"rf"}, session));
}

Machine::Machine(const MachineDescription& description, Mode mode, const ModeOptions& options)
    : impl_(std::make_unique<Impl>()) {
  impl_->name = description.name;
  impl_->mode = mode;
  impl_->parts = detail::make_parts(description);
  impl_->connect(description, options);
  impl_->make_families();
  impl_->make_knobs(description);
  impl_->make_observables();
  impl_->hash = detail::lattice_hash(impl_->parts.lattice);
}

Machine::~Machine() = default;

const std::string& Machine::name() const { return impl_->name; }
Mode Machine::mode() const { return impl_->mode; }
const Lattice& Machine::lattice() const { return impl_->parts.lattice; }
double Machine::energy() const { return lattice().reference().energy(); }
double Machine::rigidity() const { return impl_->parts.rigidity->value(); }
const control::SessionPtr& Machine::session() const { return impl_->session; }
const ModelControlSystem& Machine::model() const { return *impl_->model; }

const Family& Machine::family(std::string_view name) const { return find(impl_->families, name, "family"); }
std::vector<std::string> Machine::family_names() const { return names_of(impl_->families); }
bool Machine::has_family(std::string_view name) const {
  return std::any_of(impl_->families.begin(), impl_->families.end(),
                     [&](const auto& f) { return f.name() == name; });
}

const std::string& Machine::field_of(std::string_view name) const {
  static const std::string frequency = "frequency";
  const Family& family = this->family(name);
  for (const auto& part : impl_->parts.families)
    if (part.name == family.name()) return part.field;
  return frequency;
}

std::vector<Knob> Machine::knobs(std::string_view glob) const {
  std::vector<Knob> out;
  for (const auto& knob : impl_->knobs)
    if (glob_match(glob, knob.name())) out.push_back(knob);
  if (out.empty())
    throw UnknownName(fmt::format("no knob matches '{}'", glob), "", nearest(glob, names_of(impl_->knobs)));
  return out;
}

const Knob& Machine::knob(std::string_view name) const { return find(impl_->knobs, name, "knob"); }

response::StrengthKnob Machine::strengths(const Knob& knob) const {
  response::StrengthKnob out{knob.name(), {}, knob.unit().text()};
  for (const auto& term : knob.terms()) {
    const auto found = impl_->parts.strengths.find({term.device.get(), term.field});
    if (found == impl_->parts.strengths.end())
      throw UnknownName(fmt::format("{}.{} of knob '{}' is no strength of this machine", term.device->name(),
                                    term.field, knob.name()));
    const ElementField& element = found->second;
    out.terms.push_back({element.place, element.field, term.weight * element.per_unit});
  }
  return out;
}

const Observable& Machine::observable(std::string_view name) const {
  return find(impl_->observables, name, "observable");
}

KnobTerm Machine::column(std::string_view label) const {
  if (const auto found = impl_->columns.find(label); found != impl_->columns.end()) return found->second;
  std::vector<std::string> known;
  for (const auto& [name, _] : impl_->columns) known.push_back(name);
  throw UnknownName(fmt::format("no setpoint is called '{}'", label), "columns are NAME.field, or rf",
                    nearest(label, known));
}

control::Settings Machine::settings(std::span<const std::string> columns,
                                    std::span<const double> delta) const {
  if (columns.size() != delta.size())
    throw MismatchError(fmt::format("{} columns and {} changes", columns.size(), delta.size()));
  control::Settings out;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto knob = std::find_if(impl_->knobs.begin(), impl_->knobs.end(),
                                   [&](const Knob& k) { return k.name() == columns[i]; });
    if (knob != impl_->knobs.end()) {
      for (auto& setting : knob->settings(delta[i])) out.push_back(std::move(setting));
    } else {
      const KnobTerm term = column(columns[i]);
      out.push_back(control::Setting::by(term.device, term.field, delta[i]));
    }
  }
  return out;
}

control::Transaction Machine::transaction(std::string purpose, control::GuardPtr guard) const {
  return impl_->session->transaction(std::move(purpose), std::move(guard));
}

control::Snapshot Machine::snapshot(std::string note) const {
  return control::Snapshot::take(*impl_->session, std::move(note));
}

Result<control::Run> Machine::start_run(std::string procedure,
                                        std::map<std::string, std::string> parameters) const {
  const auto& session = *impl_->session;
  control::RunStart start{.procedure = std::move(procedure), .parameters = std::move(parameters)};
  start.author = session.author();
  start.versions = {{"courant", to_string(provenance())}};
  start.lattice_hash = impl_->hash;
  start.mode = to_string(impl_->mode);
  start.guard = session.guard() ? session.guard()->name() : "range";
  return control::Run::start(session.runs(), session.clock(), std::move(start));
}

}  // namespace courant::machine
