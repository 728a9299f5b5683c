#include "arguments.hpp"
#include "courant/lattice/errors.hpp"

namespace courant::python {
namespace {

using lattice::errors::Applied, lattice::errors::Distribution, lattice::errors::Spec,
    lattice::errors::WithErrors;
using Distributions = std::array<std::pair<std::string_view, Distribution>, 2>;
constexpr Distributions distributions{{{"normal", Distribution::normal}, {"uniform", Distribution::uniform}}};

std::string text(py::handle value, const std::string& key) {
  if (!py::isinstance<py::str>(value))
    throw WrongType("spec: '" + key + "' takes a text, got " + type_name(value));
  return value.cast<std::string>();
}

/// Spec from a dict; `per` is what it may be of: element or girder.
Spec spec_per(std::string_view per, py::handle item) {
  if (!py::isinstance<py::dict>(item))
    throw WrongType("spec: expected a list of dicts, got " + type_name(item));
  static const std::vector<std::string> known{"select", "field", "sigma", "cut", "distribution", "per"};
  Spec spec;
  for (const auto& [name, value] : py::reinterpret_borrow<py::dict>(item)) {
    const auto key = py::str(name).cast<std::string>();
    if (key == "select")
      spec.select = text(value, key);
    else if (key == "field")
      spec.field = text(value, key);
    else if (key == "sigma")
      spec.sigma = to_number(value, "sigma");
    else if (key == "cut")
      spec.cut = to_number(value, "cut");
    else if (key == "distribution")
      spec.distribution = choice("distribution", text(value, key), distributions);
    else if (key != "per")
      throw UnknownName("spec has no key '" + key + "'", {}, nearest(key, known));
    else if (text(value, key) != per)
      throw NotAvailable("errors per '" + text(value, key) + "' are not available here",
                         "these are errors per " + std::string(per),
                         "errors.apply takes elements, errors.apply_girders girders");
  }
  for (const char* key : {"select", "field", "sigma"})
    if (!item.contains(key))
      throw InvalidArgument("spec lacks '" + std::string(key) + "'",
                            "every error needs select, field and sigma");
  return spec;
}

std::vector<Spec> to_specs(const py::iterable& items, std::string_view per) {
  std::vector<Spec> out;
  for (const py::handle item : items) out.push_back(spec_per(per, item));
  return out;
}

}  // namespace

Spec to_spec(py::handle item) { return spec_per("element", item); }

void bind_lattice_errors(py::module_& m) {
  py::class_<Applied>(m, "Applied", "One error that was set.")
      .def_readonly("place", &Applied::place, "Index of the element; of a girder: of its first one")
      .def_readonly("element", &Applied::element, "Unique name")
      .def_readonly("field", &Applied::field)
      .def_readonly("value", &Applied::value, "What was added [SI], or the relative change [-]")
      .def("__repr__", [](const Applied& a) {
        return a.element + "." + a.field + " " + py::repr(py::float_(a.value)).cast<std::string>();
      });
  m.def(
      "apply",
      [](const Lattice& lattice, const py::iterable& spec, std::uint64_t seed) {
        WithErrors made = apply(lattice, to_specs(spec, "element"), seed);
        return std::pair(std::move(made.lattice), std::move(made.applied));
      },
      py::arg("lattice"), py::arg("spec"), py::arg("seed"),
      "Lattice with random errors, and the list of what was set.\n\n"
      "spec: list of dicts: select (selector), field (\"dx\", \"roll\", \"k1_relative\", \"normal[2]\", …),\n"
      "    sigma [SI of the field], cut = 2 [sigma], distribution = \"normal\" or \"uniform\"\n"
      "seed: each (spec, place) has its own random stream; the same seed gives the same errors");
  m.def(
      "apply_girders",
      [](const Lattice& lattice, const std::vector<Girder>& girders, const py::iterable& spec,
         std::uint64_t seed) {
        WithErrors made = apply_girders(lattice, girders, to_specs(spec, "girder"), seed);
        return std::pair(std::move(made.lattice), std::move(made.applied));
      },
      py::arg("lattice"), py::arg("girders"), py::arg("spec"), py::arg("seed"),
      "Lattice with girders moved at random as rigid bodies, and the list of what was set.\n\n"
      "girders: from find_girders; moved in this order\n"
      "spec: list of dicts as of apply; select is a glob on names of girders or NAME#k, field one of\n"
      "    dx, dy, ds [m], roll, pitch, yaw [rad]\n"
      "seed: each (spec, girder) has its own random stream\n\n"
      "Errors of elements set before ride on the girder; draw those first.");
}

}  // namespace courant::python
