#include <limits>
#include <optional>

#include "arguments.hpp"
#include "courant/tracking/pass.hpp"
#include "courant/tracking/track.hpp"
#include "numpy_view.hpp"

namespace courant::python {
namespace {

using tracking::TrackOptions;

struct LostParticle : tracking::Lost {
  std::string element;
};

struct PythonTrackResult {
  py::array particles;
  std::vector<LostParticle> lost;
  py::object recorded;
  bool cancelled = false;
};

TrackOptions options(const Lattice& lattice, Index turns, const std::optional<PlacesLike>& at,
                     std::optional<int> threads, bool rf, double max_amplitude, std::uint64_t seed) {
  TrackOptions o;
  o.turns = turns;
  if (at && py::isinstance<py::str>(*at)) {
    o.at = lattice.select(at->cast<std::string>());
  } else if (at && py::isinstance<Selection>(*at)) {
    o.at = at->cast<const Selection&>().places;
  } else if (at && py::isinstance<py::iterable>(*at)) {
    for (const py::handle place : *at)  // the end of the lattice is a place here too
      o.at.push_back(to_place(lattice, py::reinterpret_borrow<py::object>(place), 0, "at"));
  } else if (at) {
    o.at = {to_place(lattice, *at, 0, "at")};
  }
  if (threads && *threads < 1)
    throw InvalidArgument("threads: expected 1 or more, got " + std::to_string(*threads), {},
                          "None uses all");
  o.threads = threads.value_or(0);
  o.rf = rf ? tracking::Rf::on : tracking::Rf::off;
  o.max_amplitude = max_amplitude;
  o.seed = seed;
  return o;
}

py::object shape_recorded(std::vector<Vec6<double>>&& states, Index turns, Index places, Index particles) {
  if (states.empty()) return py::none();
  auto owned = std::make_unique<std::vector<Vec6<double>>>(std::move(states));
  const double* data = owned->front().v.data();
  const py::capsule owner(owned.release(),
                          [](void* p) { delete static_cast<std::vector<Vec6<double>>*>(p); });
  return py::array_t<double>({turns, places, particles, Index{6}}, data, owner);
}

PythonTrackResult run(const Lattice& lattice, py::array array, TrackOptions o,
                      const std::optional<ProgressLike>& callback) {
  const auto states = states_of(array);
  ProgressBridge bridge(callback ? py::object(*callback) : py::object(py::none()));
  o.progress = bridge.progress();
  tracking::TrackResult result;
  {
    const py::gil_scoped_release nogil;
    result = tracking::track(lattice, states, o);
  }
  bridge.finish();
  PythonTrackResult out;
  for (const tracking::Lost& lost : result.lost) out.lost.push_back({lost, lattice.unique_name(lost.place)});
  out.recorded =
      shape_recorded(std::move(result.recorded), o.turns, static_cast<Index>(o.at.size()), array.shape(0));
  out.particles = std::move(array);
  out.cancelled = result.cancelled;
  return out;
}

py::array copy_of(const py::array& array) { return py::array(array.attr("copy")("C")); }

template <bool in_place>
PythonTrackResult track(const Lattice& lattice, const ParticleArray& particles, Index turns,
                        const std::optional<PlacesLike>& at, std::optional<int> threads, bool rf,
                        double max_amplitude, std::uint64_t seed,
                        const std::optional<ProgressLike>& progress) {
  py::array array = require_particles(particles, in_place);
  TrackOptions o = options(lattice, turns, at, threads, rf, max_amplitude, seed);
  return run(lattice, in_place ? array : copy_of(array), std::move(o), progress);
}

constexpr const char* arguments_text =
    "particles: (n, 6) float64, C order: x, px, y, py, z, delta [m, -, m, -, m, -]\n"
    "turns: passes through the lattice\nat: selector or places whose entrance states are kept in "
    "`.recorded`\n"
    "threads: None: all; the result does not depend on it\nrf: whether cavities act and magnets radiate\n"
    "max_amplitude: |x| or |y| beyond it is a loss [m]\nseed: of the photons of quantum radiation\nprogress: "
    "called with (done, total, what); False "
    "stops\n\n"
    "A lost particle becomes NaN and stands in `.lost` with element, turn and cause. The interpreter is "
    "free\n"
    "for other threads meanwhile. WrongType for another dtype or order, InvalidArgument for another shape.";

}  // namespace

void bind_tracking(py::module_& m) {
  py::class_<LostParticle>(m, "Lost", "A lost particle.")
      .def_readonly("particle", &LostParticle::particle, "Row in the input")
      .def_readonly("turn", &LostParticle::turn, "From 0")
      .def_readonly("place", &LostParticle::place, "Index of the element in which it was lost")
      .def_readonly("element", &LostParticle::element, "Its name")
      .def_property_readonly(
          "cause", [](const LostParticle& l) { return tracking::to_string(l.cause); },
          "aperture, amplitude or not_finite")
      .def_property_readonly(
          "before", [](const LostParticle& l) { return copy(l.before.v); },
          "State at the entrance of that element [m, -, m, -, m, -]")
      .def("__repr__", [](const LostParticle& l) {
        return "<particle " + std::to_string(l.particle) + " lost in " + l.element + ", turn " +
               std::to_string(l.turn) + ": " + std::string(tracking::to_string(l.cause)) + ">";
      });
  py::class_<PythonTrackResult>(m, "TrackResult", "Particles after tracking.")
      .def_property_readonly(
          "particles", [](const PythonTrackResult& r) -> py::array_t<double> { return r.particles; },
          "(n, 6); the array that was given, if tracked in place [m, -, m, -, m, -]")
      .def_readonly("lost", &PythonTrackResult::lost, "The lost particles, by row.")
      .def_readonly("recorded", &PythonTrackResult::recorded,
                    "(turns, places, n, 6) states at the entrances of the places `at`; None without `at`")
      .def_readonly("cancelled", &PythonTrackResult::cancelled, "Whether progress stopped the run.")
      .def("__repr__", [](const PythonTrackResult& r) {
        return "<TrackResult: " + std::to_string(r.particles.shape(0)) + " particles, " +
               std::to_string(r.lost.size()) + " lost>";
      });
  const auto define = [&m](const char* name, auto function, const char* summary) {
    m.def(name, function, py::arg("lattice"), py::arg("particles"), py::arg("turns") = 1,
          py::arg("at") = py::none(), py::arg("threads") = py::none(), py::arg("rf") = true,
          py::arg("max_amplitude") = 1.0, py::arg("seed") = 1, py::arg("progress") = py::none(),
          (std::string(summary) + "\n\n" + arguments_text).c_str());
  };
  define("track", &track<false>, "Track a copy of the particles.");
  define("track_in_place", &track<true>, "Track the particles in their own memory, without a copy.");
  m.def("revolution_time", &tracking::revolution_time, py::arg("lattice"),
        "Revolution time of the reference particle in the whole ring [s]");
}

}  // namespace courant::python
