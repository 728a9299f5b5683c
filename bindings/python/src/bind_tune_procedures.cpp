#include "bind_procedures.hpp"
#include "courant/procedures/chromaticity.hpp"
#include "courant/procedures/tune.hpp"
#include "numpy_view.hpp"

namespace courant::python {
namespace {

using procedures::Chromaticity;
using procedures::ChromaticityCorrection;
using procedures::ChromaticityResult;
using procedures::TuneCorrection;
using procedures::TuneResult;
using response::ResponseMatrix;
using Pair = std::optional<std::array<double, 2>>;

template <class R>
void bind_common(py::class_<R>& cls) {
  cls.def_property_readonly("target", [](const R& r) { return copy(r.target); })
      .def_readonly("steps", &R::steps)
      .def_readonly("reached", &R::reached, "Within the tolerance.")
      .def_readonly("columns", &R::columns, "Knobs that were moved.")
      .def_property_readonly(
          "delta", [](const R& r) { return copy(r.delta); }, "Change of each in all [knob unit]")
      .def_readonly("run", &R::run, "Uid of the record.");
}

void bind_tune(py::module_& m, const std::string& run_text) {
  py::class_<TuneResult> result(m, "TuneResult", "What a tune correction did; fractional tunes.");
  result.def_property_readonly("before", [](const TuneResult& r) { return copy(r.before); })
      .def_property_readonly("after", [](const TuneResult& r) { return copy(r.after); });
  bind_common(result);
  m.def(
      "design_tune",
      [](const Machine& x) { return copy(unwrap(unlocked([&] { return procedures::design_tune(x); }))); },
      py::arg("machine"), "Fractional tunes of the design lattice (2,) [-]");
  m.def(
      "model_tune_response",
      [](const Machine& x, const std::string& group) {
        return unwrap(unlocked([&] { return procedures::model_tune_response(x, group); }));
      },
      py::arg("machine"), py::arg("group") = "tune",
      "Response of both tunes to the knobs of a group, by the model.");
  m.def(
      "measure_tune_response",
      [](Machine& x, const std::string& group, double tune_step, Index samples, const MaybeProgress& progress,
         const GuardHolder& guard) {
        return run_with(progress, guard, [&](const procedures::RunOptions& options) {
          return procedures::measure_tune_response(x, {group, tune_step, samples}, options);
        });
      },
      py::arg("machine"), py::arg("group") = "tune", py::arg("tune_step") = 0.005, py::arg("samples") = 1,
      py::arg("progress") = py::none(), py::arg("guard") = nullptr,
      ("The same measured; every setpoint is put back.\n\ngroup: of knobs\n"
       "tune_step: largest tune change either way that the model predicts [-]\nsamples: of each tune\n" +
       run_text)
          .c_str());
  m.def(
      "correct_tune",
      [](Machine& x, const Pair& target, const std::string& group, const ResponseMatrix* matrix, double gain,
         double tolerance, double largest_step, Index iterations, Index samples,
         const MaybeProgress& progress, const GuardHolder& guard) {
        const TuneCorrection o{target, group, matrix, gain, tolerance, largest_step, iterations, samples};
        return run_with(progress, guard, [&](const procedures::RunOptions& options) {
          return procedures::correct_tune(x, o, options);
        });
      },
      py::arg("machine"), py::arg("target") = py::none(), py::arg("group") = "tune",
      py::arg("matrix") = nullptr, py::arg("gain") = 0.9, py::arg("tolerance") = 2e-4,
      py::arg("largest_step") = 0.03, py::arg("iterations") = 12, py::arg("samples") = 1,
      py::arg("progress") = py::none(), py::arg("guard") = nullptr,
      ("Bring the tunes to their target.\n\ntarget: two fractional tunes; None: those of the design [-]\n"
       "group: of knobs\nmatrix: response to use; None: that of the design lattice\n"
       "gain: of each step, in (0, 1.5] [-]\ntolerance: |tune - target| that is good enough [-]\n"
       "largest_step: tune change in one step [-]\niterations: at most\nsamples: of each tune\n" +
       run_text)
          .c_str());
}

procedures::ChromaticityMeasurement scan(double largest_delta, Index points, Index order, Index samples) {
  return {largest_delta, points, order, samples};
}

void bind_measured_chromaticity(py::module_& m, const std::string& run_text) {
  py::class_<Chromaticity>(m, "Chromaticity", "Chromaticity from tunes at several RF frequencies.")
      .def_property_readonly(
          "value", [](const Chromaticity& c) { return copy(c.value); }, "(2,) d tune/d delta [-]")
      .def_property_readonly(
          "sigma", [](const Chromaticity& c) { return copy(c.sigma); }, "(2,) one sigma [-]")
      .def_property_readonly(
          "second", [](const Chromaticity& c) { return copy(c.second); }, "(2,) [-]")
      .def_property_readonly(
          "delta", [](const Chromaticity& c) { return copy(c.delta); }, "Of the points [-]")
      .def_readonly("tune", &Chromaticity::tune, "At the points, made continuous [-]")
      .def_readonly("run", &Chromaticity::run);
  m.def(
      "measure_chromaticity",
      [](Machine& x, double largest_delta, Index points, Index order, Index samples,
         const MaybeProgress& progress, const GuardHolder& guard) {
        return run_with(progress, guard, [&](const procedures::RunOptions& options) {
          return procedures::measure_chromaticity(x, scan(largest_delta, points, order, samples), options);
        });
      },
      py::arg("machine"), py::arg("largest_delta") = 1e-3, py::arg("points") = 5, py::arg("order") = 2,
      py::arg("samples") = 1, py::arg("progress") = py::none(), py::arg("guard") = nullptr,
      ("Chromaticity from tunes at several RF frequencies; the RF is put back.\n\n"
       "largest_delta: momentum deviation at both ends, at most 4e-3 [-]\npoints: 3 or more\n"
       "order: of the polynomial, below points\nsamples: of each tune\n" +
       run_text)
          .c_str());
}

void bind_chromaticity(py::module_& m, const std::string& run_text) {
  bind_measured_chromaticity(m, run_text);
  py::class_<ChromaticityResult> result(m, "ChromaticityResult", "What a correction of chromaticity did.");
  result.def_readonly("before", &ChromaticityResult::before)
      .def_readonly("after", &ChromaticityResult::after);
  bind_common(result);
  m.def(
      "design_chromaticity",
      [](const Machine& x) {
        return copy(unwrap(unlocked([&] { return procedures::design_chromaticity(x); })));
      },
      py::arg("machine"), "Chromaticity of the design lattice (2,) [-]");
  m.def(
      "model_chromaticity_response",
      [](const Machine& x, const std::string& group) {
        return unwrap(unlocked([&] { return procedures::model_chromaticity_response(x, group); }));
      },
      py::arg("machine"), py::arg("group") = "chromaticity",
      "Response of both chromaticities to the knobs of a group, by the model.");
  m.def(
      "correct_chromaticity",
      [](Machine& x, const Pair& target, const std::string& group, const ResponseMatrix* matrix, double gain,
         double tolerance, double largest_step, Index iterations, double largest_delta, Index points,
         Index order, Index samples, const MaybeProgress& progress, const GuardHolder& guard) {
        const ChromaticityCorrection o{
            target, group,     matrix,       scan(largest_delta, points, order, samples),
            gain,   tolerance, largest_step, iterations};
        return run_with(progress, guard, [&](const procedures::RunOptions& options) {
          return procedures::correct_chromaticity(x, o, options);
        });
      },
      py::arg("machine"), py::arg("target") = py::none(), py::arg("group") = "chromaticity",
      py::arg("matrix") = nullptr, py::arg("gain") = 0.9, py::arg("tolerance") = 0.05,
      py::arg("largest_step") = 2.0, py::arg("iterations") = 5, py::arg("largest_delta") = 1e-3,
      py::arg("points") = 5, py::arg("order") = 2, py::arg("samples") = 1, py::arg("progress") = py::none(),
      py::arg("guard") = nullptr,
      ("Bring the chromaticity to its target with families of sextupoles.\n\n"
       "target: two numbers; None: those of the design [-]\ngroup: of knobs\n"
       "matrix: response to use; None: that of the design lattice\ngain: of each step, in (0, 1.5] [-]\n"
       "tolerance: |chromaticity - target| that is good enough [-]\nlargest_step: change in one step [-]\n"
       "iterations: at most\nlargest_delta, points, order, samples: as measure_chromaticity\n" +
       run_text)
          .c_str());
}

}  // namespace

void bind_tune_procedures(py::module_& m, const std::string& run_text) {
  bind_tune(m, run_text);
  bind_chromaticity(m, run_text);
}

}  // namespace courant::python
