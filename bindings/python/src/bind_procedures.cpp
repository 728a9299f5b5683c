#include "bind_procedures.hpp"

#include "control_types.hpp"
#include "courant/procedures/correct_orbit.hpp"
#include "numpy_view.hpp"
#include "response_class.hpp"

namespace courant::python {
namespace {

using procedures::MeasuredResponse;
using procedures::OrbitCorrection;
using procedures::OrbitResponseMeasurement;
using procedures::OrbitResult;
using procedures::OrbitStep;
using response::ResponseMatrix;

constexpr const char* run_text =
    "progress: called with (done, total, what); False cancels, then everything is restored\n"
    "guard: asked by every transaction besides the range; None: that of the session\n\n"
    "Failed with the code of what went wrong; the record of the run is kept in every case.";

void bind_results(py::module_& m) {
  py::class_<MeasuredResponse>(m, "MeasuredResponse", "A response that was measured.")
      .def_readonly("matrix", &MeasuredResponse::matrix)
      .def_property_readonly(
          "step", [](const MeasuredResponse& r) { return copy(r.step); },
          "Either way, by column [column unit]")
      .def_readonly("run", &MeasuredResponse::run, "Uid of the record.");
  py::class_<OrbitStep>(m, "OrbitStep", "One attempt to correct.")
      .def_readonly("rms_x", &OrbitStep::rms_x, "After it [m]")
      .def_readonly("rms_y", &OrbitStep::rms_y, "After it [m]")
      .def_readonly("predicted", &OrbitStep::predicted, "rms of both planes together [m]")
      .def_readonly("achieved", &OrbitStep::achieved, "rms of both planes together; NaN: no beam [m]")
      .def_readonly("gain", &OrbitStep::gain)
      .def_readonly("kept", &OrbitStep::kept, "Else rolled back.");
  py::class_<OrbitResult>(m, "OrbitResult", "What an orbit correction did.")
      .def_readonly("before_x", &OrbitResult::before_x, "rms of orbit minus reference [m]")
      .def_readonly("before_y", &OrbitResult::before_y, "rms of orbit minus reference [m]")
      .def_readonly("after_x", &OrbitResult::after_x, "rms of orbit minus reference [m]")
      .def_readonly("after_y", &OrbitResult::after_y, "rms of orbit minus reference [m]")
      .def_readonly("before", &OrbitResult::before, "Orbit minus reference [m]")
      .def_readonly("after", &OrbitResult::after, "Orbit minus reference [m]")
      .def_readonly("steps", &OrbitResult::steps)
      .def_readonly("columns", &OrbitResult::columns, "What was moved.")
      .def_property_readonly(
          "delta", [](const OrbitResult& r) { return copy(r.delta); }, "Change of each in all [column unit]")
      .def_readonly("saturated", &OrbitResult::saturated, "Columns that met their range.")
      .def_readonly("masked", &OrbitResult::masked, "Rows without number.")
      .def_readonly("kept_values", &OrbitResult::kept_values, "Singular values used.")
      .def_readonly("run", &OrbitResult::run, "Uid of the record.")
      .def("__repr__", [](const OrbitResult& r) {
        const auto um = [](double x) { return py::str("{:.3g} um").format(1e6 * x).cast<std::string>(); };
        return "<OrbitResult: rms x " + um(r.before_x) + " -> " + um(r.after_x) + ", y " + um(r.before_y) +
               " -> " + um(r.after_y) + ">";
      });
}

void bind_response_procedures(py::module_& m) {
  m.def(
      "model_orbit_response",
      [](const Machine& machine, const std::string& horizontal, const std::string& vertical, bool rf) {
        return unwrap(unlocked([&] {
          return procedures::model_orbit_response(machine, {horizontal, vertical, rf});
        }));
      },
      py::arg("machine"), py::arg("horizontal") = "HCOR", py::arg("vertical") = "VCOR", py::arg("rf") = true,
      "Orbit response of the design lattice with the names of the devices.");
  m.def(
      "measure_orbit_response",
      [](Machine& machine, const std::string& horizontal, const std::string& vertical, bool rf,
         double peak_orbit, double step, Index samples, double timeout, const MaybeProgress& progress,
         const GuardHolder& guard) {
        const OrbitResponseMeasurement o{{horizontal, vertical, rf}, peak_orbit, step, samples, timeout};
        return run_with(progress, guard, [&](const procedures::RunOptions& options) {
          return procedures::measure_orbit_response(machine, o, options);
        });
      },
      py::arg("machine"), py::arg("horizontal") = "HCOR", py::arg("vertical") = "VCOR", py::arg("rf") = true,
      py::arg("peak_orbit") = 30e-6, py::arg("step") = 0.0, py::arg("samples") = 1, py::arg("timeout") = 1.0,
      py::arg("progress") = py::none(), py::arg("guard") = nullptr,
      (std::string(
           "Measure the orbit response; every setpoint is put back.\n\n"
           "horizontal, vertical: families that steer\nrf: a column for the RF frequency\n"
           "peak_orbit: largest orbit change either way that the model predicts, which sets the step [m]\n"
           "step: kick either way instead [rad]; 0: by peak_orbit\nsamples: of each orbit\n"
           "timeout: of one orbit [s]\n") +
       run_text)
          .c_str());
}

void bind_catalogue(py::module_& m) {
  using procedures::Outcome;
  py::class_<Outcome>(m, "Outcome", "What a procedure found and did.")
      .def_readonly("run", &Outcome::run, "Uid of the record.")
      .def_readonly("summary", &Outcome::summary)
      .def_readonly("numbers", &Outcome::numbers, "Name with unit, and value.")
      .def_readonly("matrix", &Outcome::matrix, "Response that was measured, or None.");
  m.def(
      "catalogue",
      [] {
        py::dict out;
        for (const auto& p : procedures::catalogue()) {
          py::list parameters;
          for (const procedures::Parameter& q : p->schema())
            parameters.append(py::make_tuple(q.name, q.unit, q.standard, q.limits, q.text));
          out[py::str(std::string(p->name()))] = py::make_tuple(p->text(), parameters);
        }
        return out;
      },
      "Every procedure by name: what it does, and its parameters as (name, unit, default, limits, text).");
  m.def(
      "run",
      [](Machine& machine, const std::string& name, const std::map<std::string, std::string>& parameters,
         const MaybeProgress& progress, const GuardHolder& guard) {
        const procedures::Parameters values(parameters.begin(), parameters.end());
        return run_with(progress, guard, [&](const procedures::RunOptions& options) {
          return procedures::run(machine, name, values, options);
        });
      },
      py::arg("machine"), py::arg("name"), py::arg("parameters") = py::dict(),
      py::arg("progress") = py::none(), py::arg("guard") = nullptr,
      (std::string("Run a procedure of the catalogue.\n\n"
                   "parameters: values as a person writes them, {\"step\": \"10 urad\"}\n") +
       run_text)
          .c_str());
}

void bind_correction(py::module_& m) {
  m.def(
      "correct_orbit",
      [](Machine& machine, const ResponseMatrix* matrix, const std::string& horizontal,
         const std::string& vertical, bool rf, const std::optional<control::Readings>& reference,
         const std::string& method, double cut, std::optional<Index> keep, double alpha, double gain,
         Index iterations, double least_gain, Index samples, double timeout, const MaybeProgress& progress,
         const GuardHolder& guard) {
        OrbitCorrection o;
        o.steering = {horizontal, vertical, rf};
        o.matrix = matrix;
        o.reference = reference;
        o.solve = to_solve_options(method, cut, keep, alpha);
        o.gain = gain;
        o.iterations = iterations;
        o.least_gain = least_gain;
        o.samples = samples;
        o.timeout = timeout;
        return run_with(progress, guard, [&](const procedures::RunOptions& options) {
          return procedures::correct_orbit(machine, o, options);
        });
      },
      py::arg("machine"), py::arg("matrix") = nullptr, py::arg("horizontal") = "HCOR",
      py::arg("vertical") = "VCOR", py::arg("rf") = true, py::arg("reference") = py::none(),
      py::arg("method") = "svd", py::arg("cut") = 1e-3, py::arg("keep") = py::none(), py::arg("alpha") = 1e-3,
      py::arg("gain") = 0.7, py::arg("iterations") = 4, py::arg("least_gain") = 0.03, py::arg("samples") = 1,
      py::arg("timeout") = 1.0, py::arg("progress") = py::none(), py::arg("guard") = nullptr,
      (std::string(
           "Correct the orbit in both planes and the energy; a step that makes it worse is rolled back.\n\n"
           "matrix: response to use; None: that of the design lattice\n"
           "horizontal, vertical: families that steer\nrf: a column for the RF frequency\n"
           "reference: wanted orbit as Readings [m]; None: 0\n"
           "method, cut, keep, alpha: as ResponseMatrix.solve\ngain: of each step, in (0, 1.5] [-]\n"
           "iterations: at most\nleast_gain: stop when the rms falls by less than this part of it [-]\n"
           "samples: of each orbit\ntimeout: of one orbit [s]\n") +
       run_text)
          .c_str());
}

}  // namespace

void bind_procedures(py::module_& m) {
  bind_results(m);
  bind_response_procedures(m);
  bind_correction(m);
  bind_catalogue(m);
  bind_tune_procedures(m, run_text);
}

}  // namespace courant::python
