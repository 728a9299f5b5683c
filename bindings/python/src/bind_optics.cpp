#include <map>
#include <optional>

#include "arguments.hpp"
#include "courant/optics/closed_orbit.hpp"
#include "courant/optics/energy_loss.hpp"
#include "courant/optics/transfer_matrix.hpp"
#include "numpy_view.hpp"
#include "twiss_result.hpp"

namespace courant::python {
namespace {

using optics::ClosedOrbit;
using optics::ClosedOrbitOptions;
using optics::TwissInitial;
using optics::TwissOptions;

ClosedOrbitOptions orbit_options(const std::string& mode, double delta, double tolerance, int max_iterations,
                                 const std::optional<ArrayLike>& guess) {
  ClosedOrbitOptions o;
  o.mode = to_mode(mode);
  o.delta = delta;
  o.tolerance = tolerance;
  o.max_iterations = max_iterations;
  if (guess) o.guess = math::to_vector(to_state(*guess, "guess"));
  return o;
}

/// Optics at the entrance of a line from a dict. \throws UnknownName for another key
TwissInitial to_initial(const py::dict& values) {
  TwissInitial initial;
  std::map<std::string, double*> fields{
      {"beta_x", &initial.beta_x},     {"alpha_x", &initial.alpha_x}, {"mu_x", &initial.mu_x},
      {"beta_y", &initial.beta_y},     {"alpha_y", &initial.alpha_y}, {"mu_y", &initial.mu_y},
      {"eta_x", &initial.eta_x},       {"etap_x", &initial.etap_x},   {"eta_y", &initial.eta_y},
      {"etap_y", &initial.etap_y},     {"x", &initial.orbit[X]},      {"px", &initial.orbit[PX]},
      {"y", &initial.orbit[Y]},        {"py", &initial.orbit[PY]},    {"z", &initial.orbit[Z]},
      {"delta", &initial.orbit[DELTA]}};
  for (const auto& [key, value] : values) {
    const auto name = py::str(key).cast<std::string>();
    const auto found = fields.find(name);
    if (found == fields.end()) {
      std::vector<std::string> known;
      for (const auto& [field, target] : fields) known.push_back(field);
      throw UnknownName("initial has no key '" + name + "'", {}, nearest(name, known));
    }
    *found->second = to_number(value, "initial['" + name + "']");
  }
  return initial;
}

void bind_closed_orbit(py::module_& m) {
  py::class_<ClosedOrbit>(m, "ClosedOrbit",
                          "Fixed point of one pass. Arrays are views that keep this object alive.")
      .def_property_readonly(
          "orbit", [](const py::object& self) { return view(self.cast<const ClosedOrbit&>().orbit, self); },
          "(n + 1, 6): entrance of each element and the end [m, -, m, -, m, -]")
      .def_property_readonly(
          "one_turn", [](const ClosedOrbit& o) { return copy_matrix(o.one_turn); },
          "(6, 6) Jacobian of one pass at its start, [out, in]; a copy")
      .def_readonly("residual", &ClosedOrbit::residual, "max |r_out - r_in| on return [m, -]")
      .def_readonly("iterations", &ClosedOrbit::iterations, "Newton steps used")
      .def(
          "plot",
          [](const py::object& self, const py::kwargs& options) {
            return py::module_::import("courant.plot").attr("plot_orbit")(self, **options);
          },
          "Figure of the orbit along the lattice; options as courant.plot.plot_orbit.");
  m.def(
      "closed_orbit",
      [](const Lattice& lattice, const std::string& mode, double delta, double tolerance, int max_iterations,
         const std::optional<ArrayLike>& guess) {
        const ClosedOrbitOptions o = orbit_options(mode, delta, tolerance, max_iterations, guess);
        return unwrap(unlocked([&] { return optics::closed_orbit(lattice, o); }));
      },
      py::arg("lattice"), py::arg("mode") = "4d", py::arg("delta") = 0.0, py::arg("tolerance") = 1e-12,
      py::arg("max_iterations") = 30, py::arg("guess") = py::none(),
      "Closed orbit by Newton's method with exact derivatives.\n\n"
      "mode: \"4d\": delta fixed, cavities are drifts; \"6d\": delta free, cavities act\n"
      "delta: momentum deviation in 4D [-]\ntolerance: stop when max |r_out - r_in| is below [m, -]\n"
      "max_iterations: Newton steps\nguess: start point (6,) [m, -, m, -, m, -]\n\n"
      "Failed with code no_convergence or particle_lost; InvalidArgument for an empty lattice, an option out "
      "of\n"
      "range, or 6D without a cavity.");
}

void bind_radiation(py::module_& m) {
  m.def(
      "energy_loss", [](const Lattice& lattice) { return optics::energy_loss(lattice); }, py::arg("lattice"),
      "Energy that one turn of the whole ring takes by synchrotron radiation on the design orbit [eV].\n\n"
      "Every magnet counts, whether its radiation is on or not.");
  m.def(
      "tapered",
      [](const Lattice& lattice) { return unwrap(unlocked([&] { return optics::tapered(lattice); })); },
      py::arg("lattice"),
      "Copy of a ring with radiation and cavities whose magnets follow the energy of the 6D closed orbit.\n\n"
      "Failed as closed_orbit; InvalidArgument if nothing radiates.");
}

void bind_transfer_matrix(py::module_& m) {
  m.def(
      "transfer_matrix",
      [](const Lattice& lattice, const PlaceLike& start, const PlaceLike& stop,
         const std::optional<ArrayLike>& orbit, bool rf) {
        const Index from = to_place(lattice, start, 0, "start");
        const Index to = to_place(lattice, stop, lattice.size(), "stop");
        const Vec6<double> state = orbit ? to_state(*orbit, "orbit") : Vec6<double>{};
        return copy_matrix(
            unwrap(optics::transfer_matrix(lattice, from, to, state, rf ? optics::Rf::on : optics::Rf::off)));
      },
      py::arg("lattice"), py::arg("start") = py::none(), py::arg("stop") = py::none(),
      py::arg("orbit") = py::none(), py::arg("rf") = true,
      "(6, 6) Jacobian [out, in] of the motion from the entrance of `start` to the entrance of `stop`.\n\n"
      "start, stop: place or name; None: begin, end of the lattice\n"
      "orbit: trajectory (6,) at the entrance of `start`; None: on axis [m, -, m, -, m, -]\n"
      "rf: whether cavities act\n\nFailed with code particle_lost; InvalidArgument unless start <= stop.");
}

}  // namespace

optics::Mode to_mode(const std::string& text) {
  using Choice = std::pair<std::string_view, optics::Mode>;
  return choice("mode", text,
                std::array{Choice{"4d", optics::Mode::four_d}, Choice{"6d", optics::Mode::six_d}});
}

void bind_optics(py::module_& m) {
  bind_closed_orbit(m);
  bind_radiation(m);
  bind_transfer_matrix(m);
  bind_twiss_result(m);
  m.def(
      "twiss",
      [](const Lattice& lattice, const std::string& mode, const std::optional<py::dict>& initial,
         double delta, double tolerance, const std::optional<ArrayLike>& guess) {
        TwissOptions o;
        o.closed_orbit = orbit_options(mode, delta, tolerance, o.closed_orbit.max_iterations, guess);
        o.mode = o.closed_orbit.mode;
        o.delta = delta;
        if (initial) o.initial = to_initial(*initial);
        return TwissResult{unwrap(unlocked([&] { return optics::twiss(lattice, o); })), lattice};
      },
      py::arg("lattice"), py::arg("mode") = "4d", py::arg("initial") = py::none(), py::arg("delta") = 0.0,
      py::arg("tolerance") = 1e-12, py::arg("guess") = py::none(),
      "Optics of a ring, or of a line from initial values.\n\n"
      "mode: \"4d\": delta fixed, cavities are drifts; \"6d\": with synchrotron motion\n"
      "initial: dict that makes the lattice a line: beta_x, beta_y [m] (needed), alpha_x, alpha_y [-], mu_x, "
      "mu_y\n"
      "    [rad], eta_x, eta_y [m], etap_x, etap_y [-], x, y, z [m], px, py, delta [-] (default 0)\n"
      "delta: momentum deviation of a 4D ring [-]\ntolerance, guess: as closed_orbit\n\n"
      "Failed with code unstable, no_convergence or particle_lost.");
}

}  // namespace courant::python
