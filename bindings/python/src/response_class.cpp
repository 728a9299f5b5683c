#include "response_class.hpp"

#include <optional>

#include "arguments.hpp"
#include "courant/response/response_matrix.hpp"
#include "numpy_view.hpp"

namespace courant::python {
namespace {

using response::Axis;
using response::ResponseMatrix;
using response::Solution;
using response::SolveOptions;

/// Rows or columns: a new list of the Axis objects themselves, so that `rows[3].enabled = False` acts.
py::list axes(const py::object& self, std::vector<Axis> ResponseMatrix::*member) {
  py::list out;
  for (Axis& axis : self.cast<ResponseMatrix&>().*member)
    out.append(py::cast(&axis, py::return_value_policy::reference_internal, self));
  return out;
}

SolveOptions options(const std::string& method, double cut, std::optional<Index> keep, double alpha,
                     double gain, const std::optional<ArrayLike>& lower,
                     const std::optional<ArrayLike>& upper) {
  SolveOptions o = to_solve_options(method, cut, keep, alpha);
  o.gain = gain;
  if (lower) o.lower = to_numbers(*lower, "lower");
  if (upper) o.upper = to_numbers(*upper, "upper");
  return o;
}

void bind_solution(py::module_& m) {
  py::class_<Solution>(m, "Solution", "Change of the knobs that answers an error.")
      .def_readonly("columns", &Solution::columns, "Labels of the enabled columns.")
      .def_property_readonly(
          "delta", [](const Solution& s) { return copy(s.delta); }, "Change of each column [column unit]")
      .def_property_readonly(
          "predicted", [](const Solution& s) { return copy(s.predicted); },
          "error + M delta for all rows; NaN where masked [row unit]")
      .def_property_readonly("singular_values", [](const Solution& s) { return copy(s.singular_values); })
      .def_readonly("kept", &Solution::kept, "Singular values used.")
      .def_readonly("saturated", &Solution::saturated, "Columns at a bound.")
      .def("__repr__", [](const Solution& s) {
        return "<Solution: " + std::to_string(s.columns.size()) + " columns, " + std::to_string(s.kept) +
               " singular values kept>";
      });
}

}  // namespace

SolveOptions to_solve_options(const std::string& method, double cut, std::optional<Index> keep,
                              double alpha) {
  SolveOptions o;
  if (method == "svd")
    o.svd = response::Svd{keep.value_or(-1), cut};
  else if (method == "tikhonov")
    o.tikhonov = response::Tikhonov{alpha};
  else
    throw InvalidArgument("method: '" + method + "' is not a choice", "it takes svd, tikhonov");
  return o;
}

void bind_response_class(py::module_& m) {
  py::class_<Axis>(m, "Axis", "One row or column of a response matrix.")
      .def_readonly("label", &Axis::label, "E.g. BPM_03.x, COR_07.kick_x, rf")
      .def_readonly("unit", &Axis::unit)
      .def_readwrite("enabled", &Axis::enabled,
                     "A disabled row or column takes no part in solve and inverse.")
      .def_readwrite("weight", &Axis::weight, "Rows: weight of the squared error.")
      .def("__repr__",
           [](const Axis& a) { return a.label + " [" + a.unit + "]" + (a.enabled ? "" : " (disabled)"); });
  bind_solution(m);
  py::class_<ResponseMatrix>(m, "ResponseMatrix",
                             "Linear relation between changes of knobs (columns) and of readings (rows).")
      .def_property_readonly(
          "values",
          [](const py::object& self) {
            const auto& v = self.cast<const ResponseMatrix&>().values;
            const auto size = static_cast<py::ssize_t>(sizeof(double));
            return read_only(
                py::array_t<double>({v.rows(), v.cols()}, {size, size * v.rows()}, v.data(), self));
          },
          "(rows, columns), a view in Fortran order that keeps this object alive [row unit/column unit]")
      .def_property_readonly("rows", [](const py::object& self) { return axes(self, &ResponseMatrix::rows); })
      .def_property_readonly("columns",
                             [](const py::object& self) { return axes(self, &ResponseMatrix::columns); })
      .def("row", &ResponseMatrix::row, py::arg("label"), "Place of a row by label.")
      .def("column", &ResponseMatrix::column, py::arg("label"), "Place of a column by label.")
      .def(
          "predict",
          [](const ResponseMatrix& r, const ArrayLike& delta) {
            return copy(r.predict(to_numbers(delta, "delta")));
          },
          py::arg("delta"), "M delta for all rows [row unit]")
      .def(
          "solve",
          [](const ResponseMatrix& r, const ArrayLike& error, const std::string& method, double cut,
             std::optional<Index> keep, double alpha, double gain, const std::optional<ArrayLike>& lower,
             const std::optional<ArrayLike>& upper) {
            const SolveOptions o = options(method, cut, keep, alpha, gain, lower, upper);
            const std::vector<double> numbers = to_numbers(error, "error");
            return unwrap(unlocked([&] { return r.solve(numbers, o); }));
          },
          py::arg("error"), py::arg("method") = "svd", py::arg("cut") = 1e-3, py::arg("keep") = py::none(),
          py::arg("alpha") = 1e-3, py::arg("gain") = 1.0, py::arg("lower") = py::none(),
          py::arg("upper") = py::none(),
          "Change of the columns that brings the error to zero: minimises |W^1/2 (M delta + error)|.\n\n"
          "error: measured minus wanted, one per row; NaN masks a row [row unit]\n"
          "method: \"svd\" keeps the `keep` largest singular values, or those above `cut` times the "
          "largest;\n"
          "    \"tikhonov\" damps with `alpha` in units of the largest singular value [-]\n"
          "gain: share of the correction that is applied, in (0, 1.5] [-]\n"
          "lower, upper: bounds of delta per column [column unit]\n\n"
          "Failed with code no_valid_data when no row is left; MismatchError for a wrong number of entries.")
      .def(
          "inverse",
          [](const ResponseMatrix& r, const std::string& method, double cut, std::optional<Index> keep,
             double alpha) {
            const SolveOptions o = options(method, cut, keep, alpha, 1.0, std::nullopt, std::nullopt);
            return copy_matrix(unlocked([&] { return r.inverse(o); }));
          },
          py::arg("method") = "svd", py::arg("cut") = 1e-3, py::arg("keep") = py::none(),
          py::arg("alpha") = 1e-3,
          "(enabled columns, enabled rows): what `solve` does without bounds is -inverse @ error.\n\n"
          "method, cut, keep, alpha: as solve")
      .def(
          "plot",
          [](const py::object& self, const py::kwargs& options_) {
            return py::module_::import("courant.plot").attr("plot_response_matrix")(self, **options_);
          },
          "Figure of the matrix; options as courant.plot.plot_response_matrix.")
      .def("__repr__", [](const ResponseMatrix& r) {
        return "<ResponseMatrix: " + std::to_string(r.rows.size()) + " rows, " +
               std::to_string(r.columns.size()) + " columns>";
      });
}

}  // namespace courant::python
