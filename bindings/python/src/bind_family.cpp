#include "control_types.hpp"
#include "courant/control/session.hpp"
#include "numpy_view.hpp"

namespace courant::python {
namespace {

using control::Device;
using control::DevicePtr;
using control::Family;
using control::Setting;

void bind_device(py::module_& m) {
  const auto text = [](auto get) { return [get](const Device& d) { return get(d.data()); }; };
  py::class_<Device, DevicePtr>(m, "Device", "A device of a machine. Its description never changes.")
      .def_property_readonly("name", &Device::name)
      .def_property_readonly("element", text([](const control::DeviceData& d) { return d.element; }),
                             "Label in the lattice.")
      .def_property_readonly("type", text([](const control::DeviceData& d) { return d.type; }))
      .def_property_readonly("cell", text([](const control::DeviceData& d) { return d.cell; }))
      .def_property_readonly("tags", text([](const control::DeviceData& d) { return d.tags; }))
      .def_property_readonly("s", text([](const control::DeviceData& d) { return d.s; }), "Place [m]")
      .def_property_readonly("fields", &Device::field_names, "What can be read or set.")
      .def(
          "unit", [](const Device& d, const std::string& field) { return d.unit(field).text(); },
          py::arg("field"), "SI unit of a field.")
      .def_property_readonly("enabled", &Device::enabled)
      .def_property_readonly(
          "reason", [](const Device& d) { return d.state().reason; }, "Why it was last enabled or disabled.")
      .def("__repr__", [](const Device& d) { return "<Device " + d.name() + ">"; });
}

Setting::Kind to_kind(const std::string& text) {
  using Choice = std::pair<std::string_view, Setting::Kind>;
  return choice("kind", text,
                std::array{Choice{"value", Setting::Kind::value}, Choice{"delta", Setting::Kind::delta}});
}

std::vector<double> numbers(const Family& f, const std::string& field, const py::object& values) {
  return to_quantities(values, f[0]->unit(field), f.size(), field);
}

Family select(const Family& f, const py::object& selector) {
  if (py::isinstance<py::str>(selector)) return f.select(selector.cast<std::string>());
  return f.select(selector.cast<std::vector<std::string>>());
}

void bind_access(py::class_<Family>& cls) {
  cls.def(
         "get",
         [](const Family& f, const std::string& field, bool setpoint, double timeout) {
           return unlocked([&] { return f.get(field, {setpoint, timeout}); });
         },
         py::arg("field"), py::arg("setpoint") = false, py::arg("timeout") = 1.0,
         "Read a field in one batch, labelled by device. Disabled devices are masked.\n\n"
         "setpoint: the setpoint instead of the readback\ntimeout: budget of the batch [s]")
      .def(
          "set",
          [](const Family& f, const std::string& field, const py::object& values) {
            const std::vector<double> v = numbers(f, field, values);
            unwrap(unlocked([&] { return f.set(field, v); }));
          },
          py::arg("field"), py::arg("values"),
          "Set a field on every device through one transaction that commits: all or none.\n\n"
          "values: one for all or one per device [SI of the field]; one may be a text with unit, \"50 urad\"")
      .def(
          "step",
          [](const Family& f, const std::string& field, const py::object& deltas) {
            const std::vector<double> v = numbers(f, field, deltas);
            unwrap(unlocked([&] { return f.step(field, v); }));
          },
          py::arg("field"), py::arg("deltas"), "Change a field by a difference; as `set` in all else.")
      .def(
          "settings",
          [](const Family& f, const std::string& field, const py::object& values, const std::string& kind) {
            return SettingsValue{f.settings(field, numbers(f, field, values), to_kind(kind))};
          },
          py::arg("field"), py::arg("values"), py::arg("kind") = "value",
          "The wishes behind `set` (kind \"value\") and `step` (\"delta\"), for a transaction.")
      .def("enable", &Family::enable, py::arg("reason") = "",
           "Let devices take part again; how many changed.")
      .def("disable", &Family::disable, py::arg("reason"),
           "Take devices out: read as masked, never written; how many changed.");
}

}  // namespace

void bind_family(py::module_& m) {
  bind_device(m);
  py::class_<Family> cls(m, "Family", "Devices ordered along the machine, each once, never none.");
  cls.def_property_readonly("name", &Family::name)
      .def_property_readonly("names", &Family::names)
      .def_property_readonly(
          "s", [](const Family& f) { return copy(f.s()); }, "Places [m]")
      .def("__len__", &Family::size)
      .def("__getitem__",
           [](const Family& f, Index i) {
             const Index at = i < 0 ? i + f.size() : i;
             if (at < 0 || at >= f.size()) throw py::index_error("device index out of range");
             return f[at];
           })
      .def("__getitem__", &select, py::arg("selector"),
           "By index: a device. By selector, glob over names, `type:`, `tag:`, `cell:`, `&`, `~`: a family.")
      .def("select", &select, py::arg("selector"), "Family of those that match; UnknownName if none does.")
      .def(
          "__or__", [](const Family& a, const Family& b) { return a | b; }, py::is_operator())
      .def(
          "__and__", [](const Family& a, const Family& b) { return a & b; }, py::is_operator())
      .def(
          "__sub__", [](const Family& a, const Family& b) { return a - b; }, py::is_operator())
      .def("neighbours", &Family::neighbours, py::arg("name"), py::arg("count") = 1,
           py::arg("circumference") = 0.0,
           "The `count` devices before and after one; across the end of a ring of `circumference` [m].")
      .def("nearest", &Family::nearest, py::arg("s"), py::arg("count") = 1, py::arg("circumference") = 0.0,
           "The `count` devices nearest to a place [m].")
      .def("enabled", &Family::enabled, "Those that take part.")
      .def("__repr__", [](const Family& f) {
        return "<Family " + f.name() + ": " + std::to_string(f.size()) + " devices>";
      });
  bind_access(cls);
}

}  // namespace courant::python
