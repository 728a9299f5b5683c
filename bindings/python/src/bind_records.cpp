#include "control_types.hpp"
#include "courant/control/session.hpp"
#include "courant/control/snapshot.hpp"

namespace courant::python {
namespace {

using control::RunData;
using control::Session;
using control::Snapshot;
using control::SnapshotChange;
using control::SnapshotItem;

void bind_snapshot(py::module_& m) {
  py::class_<SnapshotItem>(m, "SnapshotItem", "One setpoint at one time.")
      .def_readonly("label", &SnapshotItem::label)
      .def_readonly("address", &SnapshotItem::address)
      .def_readonly("setpoint", &SnapshotItem::setpoint, "[unit]; NaN: missing")
      .def_readonly("readback", &SnapshotItem::readback, "[unit]; NaN: none")
      .def_property_readonly("unit", [](const SnapshotItem& i) { return i.unit.text(); });
  py::class_<SnapshotChange>(m, "SnapshotChange", "What differs between two snapshots.")
      .def_readonly("label", &SnapshotChange::label)
      .def_readonly("before", &SnapshotChange::before, "[unit]")
      .def_readonly("after", &SnapshotChange::after, "[unit]")
      .def_readonly("tolerances", &SnapshotChange::tolerances, "|change| in tolerances of the channel [-]")
      .def_property_readonly("unit", [](const SnapshotChange& c) { return c.unit.text(); })
      .def("__repr__", [](const SnapshotChange& c) {
        return c.label + ": " + std::to_string(c.before) + " -> " + std::to_string(c.after) + " " +
               c.unit.text();
      });
  py::class_<Snapshot>(m, "Snapshot",
                       "Setpoints of a machine at one time; what could not be read is missing.")
      .def_property_readonly("items", &Snapshot::items, py::return_value_policy::copy)
      .def_property_readonly("note", &Snapshot::note, py::return_value_policy::copy)
      .def_property_readonly("time", &Snapshot::time, "[s, UTC since 1970]")
      .def_property_readonly("missing", &Snapshot::missing, "Items without a number.")
      .def("__len__", [](const Snapshot& s) { return s.items().size(); })
      .def("select", &Snapshot::select, py::arg("glob"))
      .def("diff", &Snapshot::diff, py::arg("later"), "What changed from this one to `later`.")
      .def(
          "settings",
          [](const Snapshot& s, bool accept_missing) {
            return SettingsValue{unwrap(s.settings(accept_missing))};
          },
          py::arg("accept_missing") = false, "Wishes that bring these setpoints back.")
      .def("save", &Snapshot::save, py::arg("path"), "Write a JSON file, whole or not at all.")
      .def_static("load", &Snapshot::load, py::arg("path"));
}

}  // namespace

void bind_records(py::module_& m) {
  bind_snapshot(m);
  py::class_<RunData>(m, "RunData", "The record of a procedure.")
      .def_property_readonly("uid", [](const RunData& r) { return r.start.uid; })
      .def_property_readonly("procedure", [](const RunData& r) { return r.start.procedure; })
      .def_property_readonly("parameters", [](const RunData& r) { return r.start.parameters; })
      .def_property_readonly("mode", [](const RunData& r) { return r.start.mode; })
      .def_property_readonly(
          "time", [](const RunData& r) { return r.start.time; }, "[s, UTC since 1970]")
      .def_property_readonly(
          "status", [](const RunData& r) { return control::to_string(r.status()); },
          "success, aborted or failed")
      .def_property_readonly(
          "counts",
          [](const RunData& r) {
            std::map<std::string, Index> counts;
            for (const control::RunEvent& e : r.events) ++counts[e.stream];
            return counts;
          },
          "Events by stream.")
      .def("stream", &RunData::stream, py::arg("name"), "Readings of one stream in order.");
  m.def("load_run", &control::load_run, py::arg("path"), "Run from its file, up to the last whole line.");
  py::class_<Session, control::SessionPtr>(m, "Session", "One control system with its records.")
      .def_property_readonly("name", &Session::name)
      .def_property_readonly("author", &Session::author)
      .def(
          "runs", [](const Session& s) { return s.runs().list(); }, "Uids of the records.")
      .def(
          "run", [](const Session& s, const std::string& uid) { return s.runs().load(uid); }, py::arg("uid"))
      .def(
          "now", [](const Session& s) { return s.clock().now(); }, "[s, UTC since 1970]");
}

}  // namespace courant::python
