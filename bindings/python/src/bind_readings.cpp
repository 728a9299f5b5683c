#include "control_types.hpp"
#include "courant/control/reading.hpp"
#include "numpy_view.hpp"

namespace courant::python {
namespace {

using control::Reading;
using control::Readings;
using control::Statistic;

py::list qualities(const Readings& r) {
  py::list out;
  for (const control::Quality q : r.quality()) out.append(control::to_string(q));
  return out;
}

py::array_t<bool> valid(const Readings& r) {
  py::array_t<bool> out(r.size());
  for (Index i = 0; i < r.size(); ++i) out.mutable_at(i) = r.valid(i);
  return out;
}

std::string describe(const Readings& r) {
  return "<Readings: " + std::to_string(r.valid_count()) + " of " + std::to_string(r.size()) + " valid, in " +
         r.unit().text() + ">";
}

Reading at(const Readings& r, Index i) {
  const Index place = i < 0 ? i + r.size() : i;
  if (place < 0 || place >= r.size()) throw py::index_error("reading index out of range");
  return r[place];
}

void bind_reading(py::module_& m) {
  py::class_<Reading>(m, "Reading", "One number with everything that travels with it.")
      .def_readonly("label", &Reading::label)
      .def_readonly("value", &Reading::value, "[unit]; NaN when it is not valid")
      .def_readonly("sigma", &Reading::sigma, "One sigma [unit]; 0: unknown")
      .def_readonly("time", &Reading::time, "[s, UTC since 1970]")
      .def_property_readonly("quality", [](const Reading& r) { return control::to_string(r.quality); })
      .def_property_readonly("unit", [](const Reading& r) { return r.unit.text(); })
      .def_property_readonly("valid", &Reading::valid);
}

}  // namespace

double to_quantity(py::handle object, const Unit& unit, std::string_view what) {
  if (py::isinstance<py::str>(object)) return parse_quantity(object.cast<std::string>(), unit);
  return to_number(object, what);
}

std::vector<double> to_quantities(py::handle object, const Unit& unit, Index count, std::string_view what) {
  const bool one = py::isinstance<py::str>(object) || PyFloat_Check(object.ptr()) ||
                   PyLong_Check(object.ptr()) || !py::hasattr(object, "__len__");
  if (one) return std::vector<double>(static_cast<std::size_t>(count), to_quantity(object, unit, what));
  std::vector<double> numbers = to_numbers(py::reinterpret_borrow<py::object>(object), what);
  if (static_cast<Index>(numbers.size()) != count)
    throw MismatchError(std::string(what) + ": " + std::to_string(numbers.size()) + " numbers for " +
                        std::to_string(count) + " devices");
  return numbers;
}

void bind_readings(py::module_& m) {
  bind_reading(m);
  py::class_<Readings> cls(
      m, "Readings",
      "Many readings of one unit. A masked value reads as NaN, never as 0; norms use valid\n"
      "entries only. `value`, `sigma` and `time` are views that keep this object alive.");
  cls.def(py::init([](const std::string& unit, std::vector<std::string> labels, const ArrayLike& values,
                      double sigma, double time) {
            return Readings(Unit::parse(unit), std::move(labels), to_numbers(values, "values"), sigma, time);
          }),
          py::arg("unit"), py::arg("labels"), py::arg("values"), py::arg("sigma") = 0.0,
          py::arg("time") = 0.0,
          "unit: SI, e.g. \"m\"\nlabels, values: equally many [unit]\nsigma: one sigma of all [unit]\n"
          "time: of all [s, UTC since 1970]");
  const auto add_view = [&cls](const char* name, auto read, const char* doc) {
    cls.def_property_readonly(
        name, [read](const py::object& self) { return view(read(self.cast<const Readings&>()), self); }, doc);
  };
  add_view(
      "value", [](const Readings& r) { return r.value(); }, "[unit]; NaN where masked");
  add_view(
      "sigma", [](const Readings& r) { return r.sigma(); }, "One sigma [unit]; NaN where masked");
  add_view(
      "time", [](const Readings& r) { return r.time(); }, "[s, UTC since 1970]");
  cls.def("__len__", &Readings::size)
      .def("__getitem__", &at)
      .def_property_readonly(
          "label",
          [](const Readings& r) { return std::vector<std::string>(r.label().begin(), r.label().end()); })
      .def_property_readonly(
          "unit", [](const Readings& r) { return r.unit().text(); }, "SI")
      .def_property_readonly(
          "quality", &qualities,
          "good, warning, alarm (usable), invalid, stale, saturated, disconnected, missing")
      .def_property_readonly("valid", &valid, "Whether each entry can be used.")
      .def_property_readonly("valid_count", &Readings::valid_count)
      .def_property_readonly("valid_fraction", &Readings::valid_fraction)
      .def("select", &Readings::select, py::arg("glob"), "Entries whose label matches.")
      .def("age", &Readings::age, py::arg("now"), "Age of each at a time [s]")
      .def(
          "rms", [](const Readings& r) { return unwrap(r.rms()); }, "Of the valid entries [unit]")
      .def(
          "mean", [](const Readings& r) { return unwrap(r.mean()); }, "Of the valid entries [unit]")
      .def(
          "max_abs", [](const Readings& r) { return unwrap(r.max_abs()); }, "Of the valid entries [unit]")
      .def(
          "__sub__", [](const Readings& a, const Readings& b) { return a - b; }, py::is_operator())
      .def(
          "__add__", [](const Readings& a, const Readings& b) { return a + b; }, py::is_operator())
      .def(
          "__rmul__", [](const Readings& r, double factor) { return factor * r; }, py::is_operator())
      .def(
          "__mul__", [](const Readings& r, double factor) { return factor * r; }, py::is_operator())
      .def("__repr__", &describe);
  m.def(
      "average",
      [](const std::vector<Readings>& samples, const std::string& statistic) {
        using Choice = std::pair<std::string_view, Statistic>;
        return control::average(samples, choice("statistic", statistic,
                                                std::array{Choice{"mean", Statistic::mean},
                                                           Choice{"median", Statistic::median}}));
      },
      py::arg("samples"), py::arg("statistic") = "mean",
      "One value per label from several samples, with its standard error; statistic: mean or median.");
}

}  // namespace courant::python
