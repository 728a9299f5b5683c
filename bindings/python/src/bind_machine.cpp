#include <pybind11/stl/filesystem.h>

#include "control_types.hpp"
#include "courant/machine/facility.hpp"
#include "numpy_view.hpp"

namespace courant::python {
namespace {

using control::GuardPtr;
using machine::Facility;
using machine::Machine;
using machine::MachineDescription;
using machine::MachineModes;
using machine::Observable;

constexpr auto internal = py::return_value_policy::reference_internal;

/// A knob with the session it is read through.
struct BoundKnob {
  machine::Knob knob;
  control::SessionPtr session;
};

void bind_knob(py::module_& m) {
  py::class_<BoundKnob>(m, "Knob", "A named direction in the space of setpoints; steps add.")
      .def_property_readonly("name", [](const BoundKnob& k) { return k.knob.name(); })
      .def_property_readonly(
          "unit", [](const BoundKnob& k) { return k.knob.unit().text(); }, "SI")
      .def_property_readonly(
          "terms",
          [](const BoundKnob& k) {
            std::vector<std::tuple<std::string, std::string, double>> rows;
            for (const machine::KnobTerm& t : k.knob.terms())
              rows.emplace_back(t.device->name(), t.field, t.weight);
            return rows;
          },
          "Device, field, weight [field unit per knob unit]")
      .def(
          "settings",
          [](const BoundKnob& k, const py::object& delta) {
            return SettingsValue{k.knob.settings(to_quantity(delta, k.knob.unit(), "delta"))};
          },
          py::arg("delta"), "Wishes that move the knob by `delta` [unit], a number or a text with unit.")
      .def(
          "get", [](const BoundKnob& k) { return unwrap(unlocked([&] { return k.knob.get(*k.session); })); },
          "Setpoints projected on the direction [unit]")
      .def(
          "headroom",
          [](const BoundKnob& k) {
            const control::Range range = unwrap(unlocked([&] { return k.knob.headroom(*k.session); }));
            return std::pair(range.low, range.high);
          },
          "Largest changes down and up that keep every setpoint in its range [unit]")
      .def("__repr__", [](const BoundKnob& k) { return "<Knob " + k.knob.name() + ">"; });
}

void bind_observable(py::module_& m) {
  py::class_<Observable>(m, "Observable", "A named source of Readings.")
      .def_property_readonly("name", &Observable::name)
      .def_property_readonly(
          "unit", [](const Observable& o) { return o.unit().text(); }, "SI")
      .def_property_readonly("labels", &Observable::labels)
      .def(
          "get",
          [](const Observable& o, Index samples, double timeout) {
            return unwrap(unlocked([&] { return o.get({samples, control::Statistic::mean, timeout}); }));
          },
          py::arg("samples") = 1, py::arg("timeout") = 1.0,
          "Average of the samples with its standard error; masked where there is no number.\n\n"
          "samples: how many are averaged\ntimeout: of one sample [s]\n\nFailed with code no_valid_data.");
}

void bind_description(py::module_& m) {
  py::class_<MachineDescription>(m, "MachineDescription", "What a facility file says about one machine.")
      .def_readonly("name", &MachineDescription::name)
      .def_readonly("lattice", &MachineDescription::lattice)
      .def_property_readonly("families",
                             [](const MachineDescription& d) {
                               std::vector<std::string> names;
                               for (const machine::FamilyDescription& f : d.families) names.push_back(f.name);
                               return names;
                             })
      .def(
          "set_twin",
          [](MachineDescription& d, const py::iterable& errors, std::uint64_t seed, double lag) {
            d.twin = {{}, seed, lag};
            for (const py::handle item : errors) d.twin.errors.push_back(to_spec(item));
          },
          py::arg("errors"), py::arg("seed") = 1, py::arg("lag") = 0.0,
          "What makes the twin differ from the design.\n\nerrors: list of dicts as errors.apply takes them\n"
          "seed: of errors and noise\nlag: from a setpoint to its effect [s]")
      .def(
          "set_knobs",
          [](MachineDescription& d, std::map<std::string, std::vector<std::string>> knobs) {
            d.knobs = std::move(knobs);
          },
          py::arg("knobs"), "Groups of families that move as one each: {\"tune\": [\"QF\", \"QD\"]}.");
  m.def("describe", &machine::describe, py::arg("lattice"), py::arg("name") = "SR",
        "A working description from the lattice alone: monitors as BPM, correctors as HCOR and VCOR, "
        "quadrupoles and\n"
        "sextupoles by name, RF, tune and current.");
}

void bind_model(py::module_& m) {
  using machine::ModelControlSystem;
  py::class_<ModelControlSystem, std::shared_ptr<ModelControlSystem>>(m, "ModelControlSystem",
                                                                      "The lattice behind the channels.")
      .def_property_readonly("lattice", &ModelControlSystem::lattice,
                             "As it is now, errors and setpoints included.")
      .def_property_readonly("errors", &ModelControlSystem::errors, py::return_value_policy::copy,
                             "The errors that were drawn.")
      .def(
          "beam", [](const ModelControlSystem& s) { unwrap(s.beam()); },
          "Failed with code beam_lost without a beam.");
}

void bind_one(py::module_& m) {
  py::class_<Machine> cls(m, "Machine",
                          "One accelerator in one mode: its lattice on one side, its devices on the other.");
  const auto bound = [](const Machine& machine, const machine::Knob& knob) {
    return BoundKnob{knob, machine.session()};
  };
  cls.def_property_readonly("name", &Machine::name, py::return_value_policy::copy)
      .def_property_readonly(
          "mode", [](const Machine& x) { return machine::to_string(x.mode()); }, "design or twin")
      .def_property_readonly("lattice", &Machine::lattice, py::return_value_policy::copy, "As designed.")
      .def_property_readonly("energy", &Machine::energy, "[eV]")
      .def_property_readonly("rigidity", &Machine::rigidity, "B rho, with the sign of the charge [T m]")
      .def_property_readonly("session", [](const Machine& x) { return x.session(); })
      .def_property_readonly("model", &Machine::model, internal, "The model behind the channels.")
      .def_property_readonly("family_names", &Machine::family_names)
      .def("family", &Machine::family, py::arg("name"), py::return_value_policy::copy)
      .def("field_of", &Machine::field_of, py::arg("family"), "What a family moves, e.g. k1l.")
      .def(
          "knobs",
          [bound](const Machine& x, const std::string& glob) {
            std::vector<BoundKnob> out;
            for (const machine::Knob& k : x.knobs(glob)) out.push_back(bound(x, k));
            return out;
          },
          py::arg("glob"), "Knobs whose name matches, \"tune.*\".")
      .def(
          "knob", [bound](const Machine& x, const std::string& name) { return bound(x, x.knob(name)); },
          py::arg("name"))
      .def("observable", &Machine::observable, py::arg("name"), internal, "orbit, tune, current or rf.")
      .def_property_readonly("orbit", &Machine::orbit, internal, "x of each monitor, then y [m]")
      .def_property_readonly("tune", &Machine::tune, internal, "Fractional, x and y [-]")
      .def_property_readonly("rf", &Machine::rf, internal, "Frequency [Hz]")
      .def(
          "settings",
          [](const Machine& x, const std::vector<std::string>& columns, const ArrayLike& delta) {
            return SettingsValue{x.settings(columns, to_numbers(delta, "delta"))};
          },
          py::arg("columns"), py::arg("delta"),
          "Wishes for a solution of a ResponseMatrix: settings(solution.columns, solution.delta).")
      .def(
          "transaction",
          [](const Machine& x, const std::string& purpose, const std::shared_ptr<control::Guard>& guard) {
            return x.transaction(purpose, guard);
          },
          py::arg("purpose"), py::arg("guard") = nullptr, py::keep_alive<0, 1>(),
          "Transaction on this machine, for a `with`.")
      .def(
          "snapshot",
          [](const Machine& x, const std::string& note) {
            return unlocked([&] { return x.snapshot(note); });
          },
          py::arg("note") = "", "Every setpoint as it is.")
      .def("__repr__", [](const Machine& x) {
        return "<Machine " + x.name() + " (" + std::string(machine::to_string(x.mode())) + ")>";
      });
}

void bind_facility(py::module_& m) {
  const auto mode = [](Machine& (MachineModes::*get)() const) {
    return [get](const MachineModes& modes) -> Machine& {
      return unlocked([&]() -> std::reference_wrapper<Machine> { return (modes.*get)(); }).get();
    };
  };
  py::class_<MachineModes>(m, "MachineModes",
                           "One accelerator in all its modes; each is made once, when asked for.")
      .def(py::init<MachineDescription>(), py::arg("description"))
      .def_property_readonly("design", mode(&MachineModes::design), internal, "Exact and without noise.")
      .def_property_readonly("twin", mode(&MachineModes::twin), internal,
                             "With the errors and noise of its description.")
      .def_property_readonly("description", &MachineModes::description, py::return_value_policy::copy)
      .def(
          "make_twin",
          [](const MachineModes& modes, std::uint64_t seed) {
            machine::ModeOptions options;
            options.seed = seed;
            return unlocked([&] { return modes.make(machine::Mode::twin, options); });
          },
          py::arg("seed"), "A twin of one's own with another seed.");
  py::class_<Facility>(m, "Facility", "Machines by name: facility[\"SR\"].twin")
      .def(py::init([](const std::filesystem::path& path) {
             return unlocked([&] { return std::make_unique<Facility>(Facility::load(path)); });
           }),
           py::arg("path"),
           "Facility in a YAML file.\n\nConfigError with file:line:column; NotAvailable without yaml-cpp.")
      .def_static(
          "of",
          [](const std::string& name, const std::vector<MachineDescription>& machines) {
            return std::make_unique<Facility>(name, machines);
          },
          py::arg("name"), py::arg("machines"), "Facility of machines that are described in the program.")
      .def_property_readonly("name", &Facility::name, py::return_value_policy::copy)
      .def_property_readonly("names", &Facility::names)
      .def(
          "__getitem__",
          [](const Facility& f, const std::string& name) -> const MachineModes& { return f[name]; },
          py::arg("machine"), internal)
      .def("__repr__", [](const Facility& f) { return "<Facility " + f.name() + ">"; });
}

}  // namespace

void bind_machine(py::module_& m) {
  bind_knob(m);
  bind_observable(m);
  bind_description(m);
  bind_model(m);
  bind_one(m);
  bind_facility(m);
}

}  // namespace courant::python
