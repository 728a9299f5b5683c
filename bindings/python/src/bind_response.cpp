#include <optional>

#include "arguments.hpp"
#include "courant/response/orbit_response.hpp"
#include "courant/response/tune_response.hpp"
#include "numpy_view.hpp"
#include "response_class.hpp"
#include "twiss_result.hpp"

namespace courant::python {
namespace {

using response::OrbitResponseOptions;
using response::StrengthKnob;
using response::Term;

/// Knobs from texts (a selector moves all its elements together in `field`) and StrengthKnob objects.
std::vector<StrengthKnob> to_knobs(const Lattice& lattice, const py::object& knobs, const std::string& field,
                                   const std::string& unit) {
  if (py::isinstance<py::str>(knobs))
    return {response::family_knob(lattice, knobs.cast<std::string>(), field, unit)};
  if (!py::isinstance<py::iterable>(knobs))
    throw WrongType("knobs: expected a list, got " + type_name(knobs));
  std::vector<StrengthKnob> out;
  for (const py::handle knob : knobs) {
    if (py::isinstance<py::str>(knob))
      out.push_back(response::family_knob(lattice, knob.cast<std::string>(), field, unit));
    else if (py::isinstance<StrengthKnob>(knob))
      out.push_back(knob.cast<StrengthKnob>());
    else
      throw WrongType("knobs: expected selectors or StrengthKnob, got " + type_name(knob));
  }
  return out;
}

void bind_knobs(py::module_& m) {
  py::class_<Term>(m, "Term", "A strength of one element as part of a knob.")
      .def(py::init<Index, std::string, double>(), py::arg("place"), py::arg("field"),
           py::arg("weight") = 1.0,
           "place: index of the element\nfield: strength, e.g. \"k1\"\nweight: field unit per knob unit")
      .def_readonly("place", &Term::place)
      .def_readonly("field", &Term::field)
      .def_readonly("weight", &Term::weight);
  py::class_<StrengthKnob>(m, "StrengthKnob", "A named direction in the space of strengths.")
      .def(py::init<std::string, std::vector<Term>, std::string>(), py::arg("label"), py::arg("terms"),
           py::arg("unit") = "1/m^2")
      .def_readonly("label", &StrengthKnob::label)
      .def_readonly("terms", &StrengthKnob::terms)
      .def_readonly("unit", &StrengthKnob::unit);
  m.def("family_knob", &response::family_knob, py::arg("lattice"), py::arg("selector"),
        py::arg("field") = "k1", py::arg("unit") = "1/m^2",
        "All elements of a selector moved together in one field.");
}

/// A response of the two planes to knobs: tune_response or chromaticity_response.
template <auto function>
void bind_knob_response(py::module_& m, const char* name, const char* field, const char* unit,
                        const char* doc) {
  m.def(
      name,
      [unit](const Lattice& lattice, const py::object& knobs, const std::string& by, double delta) {
        const std::vector<StrengthKnob> all = to_knobs(lattice, knobs, by, unit);
        return unwrap(unlocked([&] { return function(lattice, all, delta); }));
      },
      py::arg("lattice"), py::arg("knobs"), py::arg("field") = field, py::arg("delta") = 0.0, doc);
}

}  // namespace

void bind_response(py::module_& m) {
  bind_response_class(m);
  bind_knobs(m);
  m.def(
      "orbit_response",
      [](const Lattice& lattice, const PlacesLike& monitors, const PlacesLike& correctors,
         const std::string& mode, bool rf, double delta, bool horizontal, bool vertical) {
        const std::vector<Index> rows = to_places(lattice, monitors, "monitors");
        const std::vector<Index> columns = to_places(lattice, correctors, "correctors");
        OrbitResponseOptions o;
        o.mode = to_mode(mode);
        o.delta = delta;
        o.rf = rf;
        o.horizontal = horizontal;
        o.vertical = vertical;
        return unwrap(unlocked([&] { return response::orbit_response(lattice, rows, columns, o); }));
      },
      py::arg("lattice"), py::arg("monitors"), py::arg("correctors"), py::arg("mode") = "4d",
      py::arg("rf") = false, py::arg("delta") = 0.0, py::arg("horizontal") = true, py::arg("vertical") = true,
      "Derivative of the closed orbit by corrector kicks, exact.\n\n"
      "monitors, correctors: selector, places or Selection; correctors need kick_x and kick_y\n"
      "mode: \"4d\": delta fixed; \"6d\": the RF keeps the circumference\nrf: append a column for the RF "
      "frequency\n"
      "delta: momentum deviation in 4D [-]\nhorizontal, vertical: planes of the correctors\n\n"
      "Rows x of every monitor, then y [m]; columns kick_x of every corrector, then kick_y [rad], then the "
      "RF [Hz].\n"
      "Failed with the codes of closed_orbit.");
  bind_knob_response<&response::tune_response>(
      m, "tune_response", "k1", "1/m^2",
      "Derivative of both tunes of the ring by knobs, exact.\n\n"
      "knobs: selectors, each a family moved together in `field`, or StrengthKnob objects\n"
      "field: strength that a selector moves\ndelta: momentum deviation [-]\n\n"
      "Rows tune_x, tune_y; one column per knob.");
  bind_knob_response<&response::chromaticity_response>(
      m, "chromaticity_response", "k2", "1/m^3",
      "Derivative of both chromaticities of the ring by knobs, exact.\n\n"
      "knobs: selectors, each a family moved together in `field`, or StrengthKnob objects\n"
      "field: strength that a selector moves\ndelta: momentum deviation [-]\n\n"
      "Rows chromaticity_x, chromaticity_y; one column per knob.");
}

}  // namespace courant::python
