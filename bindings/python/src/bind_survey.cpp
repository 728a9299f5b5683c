#include "courant/lattice/survey.hpp"

#include "arguments.hpp"
#include "numpy_view.hpp"

namespace courant::python {
namespace {

struct SurveyResult {
  Survey survey;
  Lattice lattice;
};

lattice::SurveyStart to_start(const py::dict& values) {
  lattice::SurveyStart start;
  const std::vector<std::pair<std::string, double*>> keys{{"x", &start.x},     {"y", &start.y},
                                                          {"z", &start.z},     {"theta", &start.theta},
                                                          {"phi", &start.phi}, {"psi", &start.psi}};
  for (const auto& [key, value] : values) {
    const auto name = key.cast<std::string>();
    const auto found = std::find_if(keys.begin(), keys.end(), [&](const auto& k) { return k.first == name; });
    if (found == keys.end()) {
      std::vector<std::string> known;
      for (const auto& k : keys) known.push_back(k.first);
      throw UnknownName("start has no key '" + name + "'", {}, nearest(name, known));
    }
    *found->second = to_number(value, "start['" + name + "']");
  }
  return start;
}

py::array_t<double> rotations(const Survey& survey) {
  py::array_t<double> out({static_cast<py::ssize_t>(survey.frames.size()), py::ssize_t{3}, py::ssize_t{3}});
  auto cell = out.mutable_unchecked<3>();
  for (py::ssize_t i = 0; i < cell.shape(0); ++i)
    for (py::ssize_t j = 0; j < 3; ++j)
      for (py::ssize_t k = 0; k < 3; ++k)
        cell(i, j, k) = survey.frames[static_cast<std::size_t>(i)]
                            .axes[static_cast<std::size_t>(j)][static_cast<std::size_t>(k)];
  return out;
}

std::vector<std::string> names(const SurveyResult& result) {
  auto out = result.lattice.names();
  out.emplace_back("end");
  return out;
}

}  // namespace

void bind_survey(py::module_& m) {
  py::class_<SurveyResult> cls(
      m, "Survey",
      "Place and direction of the design orbit at the entrance of each element and at the\n"
      "end, n + 1 of each; angles of MAD-X.");
  const auto column = [&cls](const char* name, std::vector<double> Survey::*member, const char* text) {
    cls.def_property_readonly(
        name,
        [member](const py::object& self) {
          return view(self.cast<const SurveyResult&>().survey.*member, self);
        },
        text);
  };
  column("s", &Survey::s, "Along the design orbit [m]");
  column("x", &Survey::x, "X, to the left of a beam along Z [m]");
  column("y", &Survey::y, "Y, up [m]");
  column("z", &Survey::z, "Z [m]");
  column("theta", &Survey::theta, "Azimuth, from Z towards X [rad]");
  column("phi", &Survey::phi, "Elevation [rad]");
  column("psi", &Survey::psi, "Roll, from x to y [rad]");
  cls.def_property_readonly(
         "rotation", [](const SurveyResult& r) { return rotations(r.survey); },
         "(n + 1, 3, 3): columns are the axes x, y, s of the beam in the hall")
      .def_property_readonly("names", &names, "Name of each element, then \"end\".")
      .def("__len__", [](const SurveyResult& r) { return r.survey.s.size(); })
      .def(
          "table",
          [](const py::object& self) {
            py::dict out;
            for (const char* name : {"s", "x", "y", "z", "theta", "phi", "psi"}) out[name] = self.attr(name);
            out["name"] = self.attr("names");
            return out;
          },
          "Dict of equally long columns.")
      .def(
          "to_dataframe",
          [](const py::object& self) {
            return py::module_::import("courant.frame").attr("to_dataframe")(self.attr("table")());
          },
          "The table as a pandas DataFrame.");
  m.def(
      "survey",
      [](const Lattice& lattice, const std::optional<py::dict>& start) {
        const lattice::SurveyStart from = start ? to_start(*start) : lattice::SurveyStart{};
        return SurveyResult{unlocked([&] { return survey(lattice, from); }), lattice};
      },
      py::arg("lattice"), py::arg("start") = py::none(),
      "Places of the elements in the hall; of a ring those of one superperiod.\n\n"
      "start: dict of x, y, z [m], theta, phi, psi [rad]; what is missing is 0\n\n"
      "InvalidArgument for an empty lattice, UnknownName for another key.");
}

}  // namespace courant::python
