#include "twiss_result.hpp"

#include "numpy_view.hpp"

namespace courant::python {
namespace {

using optics::PlaneOptics;
using optics::Twiss;
using TwissClass = py::class_<TwissResult>;

void add_plane(TwissClass& cls, const std::string& plane, PlaneOptics Twiss::*optics) {
  const auto add = [&](const char* name, std::vector<double> PlaneOptics::*numbers, const std::string& text) {
    cls.def_property_readonly((std::string(name) + "_" + plane).c_str(),
                              [optics, numbers](const py::object& self) {
                                return view(self.cast<const TwissResult&>().twiss.*optics.*numbers, self);
                              },
                              text.c_str());
  };
  add("beta", &PlaneOptics::beta, "Beta function of the mode that lives mostly in " + plane + " [m]");
  add("alpha", &PlaneOptics::alpha, "-beta'/2 [-]");
  add("mu", &PlaneOptics::mu, "Phase advance from the start [rad]");
  add("eta", &PlaneOptics::eta, "Dispersion d " + plane + "/d delta [m]");
  add("etap", &PlaneOptics::etap, "d p" + plane + "/d delta [-]");
}

void add_orbit(TwissClass& cls) {
  constexpr std::pair<const char*, const char*> coordinates[] = {
      {"x", "Orbit [m]"},         {"px", "Orbit, Px/P0 [-]"},           {"y", "Orbit [m]"},
      {"py", "Orbit, Py/P0 [-]"}, {"z", "Orbit, -beta c (t - t0) [m]"}, {"delta", "Momentum deviation [-]"}};
  for (int i = 0; i < 6; ++i)
    cls.def_property_readonly(
        coordinates[i].first,
        [i](const py::object& self) { return view(self.cast<const TwissResult&>().twiss.orbit, i, self); },
        coordinates[i].second);
}

/// Columns as `courant twiss --json` has them; the arrays are views.
py::dict table(const py::object& self) {
  const Lattice& lattice = self.cast<const TwissResult&>().lattice;
  py::list names, types;
  for (Index i = 0; i < lattice.size(); ++i) {
    names.append(lattice[i].name);
    types.append(elements::type_of(lattice[i].body));
  }
  names.append("end");
  types.append("End");
  py::dict columns;
  columns["name"] = names;
  columns["type"] = types;
  columns["s"] = self.attr("s");
  for (const char* plane : {"_x", "_y"})
    for (const char* function : {"beta", "alpha", "mu", "eta", "etap"}) {
      const std::string name = std::string(function) + plane;
      columns[name.c_str()] = self.attr(name.c_str());
    }
  for (const char* name : {"x", "px", "y", "py", "z", "delta"}) columns[name] = self.attr(name);
  return columns;
}

std::string describe(const TwissResult& r) {
  const auto number = [](double x) { return py::str("{:.6f}").format(x).cast<std::string>(); };
  std::string text = r.twiss.ring ? "<Twiss of ring " : "<Twiss of line ";
  text += r.lattice.name() + ": tune " + number(r.twiss.tune[0]) + ", " + number(r.twiss.tune[1]);
  if (r.twiss.ring)
    text += ", chromaticity " + number(r.twiss.chromaticity[0]) + ", " + number(r.twiss.chromaticity[1]);
  return text + ">";
}

}  // namespace

void bind_twiss_result(py::module_& m) {
  TwissClass cls(
      m, "Twiss",
      "Linear optics at n + 1 places: the entrance of each element and the end. In 4D the parameters of\n"
      "Edwards and Teng, in 6D of Ripken and Mais; without coupling both are those of Courant and Snyder.\n"
      "Arrays along the lattice are views that keep this object alive.");
  const auto add = [&cls](const char* name, auto read, const char* doc) {
    cls.def_property_readonly(
        name, [read](const TwissResult& r) { return read(r.twiss); }, doc);
  };
  add(
      "mode", [](const Twiss& t) { return t.mode == optics::Mode::four_d ? "4d" : "6d"; }, "4d or 6d");
  add(
      "ring", [](const Twiss& t) { return t.ring; }, "False for a line from initial values");
  add(
      "tune", [](const Twiss& t) { return copy(t.tune); },
      "(2,) tunes of the ring with integer part, or phase advance/2 pi of the line [-]");
  add(
      "chromaticity", [](const Twiss& t) { return copy(t.chromaticity); },
      "(2,) d tune/d delta of the ring [-]; 0 for a line");
  add(
      "momentum_compaction", [](const Twiss& t) { return t.momentum_compaction; },
      "(dC/C)/d delta [-]; 0 for a line");
  add(
      "synchrotron_tune", [](const Twiss& t) { return t.synchrotron_tune; }, "6D only [-]");
  add(
      "one_turn", [](const Twiss& t) { return copy_matrix(t.one_turn); },
      "(6, 6) Jacobian of one pass, [out, in]");
  cls.def_readonly("lattice", &TwissResult::lattice, "The lattice that the optics belong to.");
  cls.def_property_readonly(
      "s", [](const py::object& self) { return view(self.cast<const TwissResult&>().twiss.s, self); },
      "Position [m]");
  add_plane(cls, "x", &Twiss::x);
  add_plane(cls, "y", &Twiss::y);
  add_orbit(cls);
  cls.def_property_readonly(
      "coupling",
      [](const py::object& self) { return view(self.cast<const TwissResult&>().twiss.coupling, self); },
      "gamma^2 of Edwards and Teng: share of mode 1 in x; 1 without coupling [-]");
  cls.def_property_readonly(
      "orbit", [](const py::object& self) { return view(self.cast<const TwissResult&>().twiss.orbit, self); },
      "(n + 1, 6) [m, -, m, -, m, -]");
  cls.def("table", &table, "Dict of equally long columns: name, type, s, beta_x, …, x, …, delta.");
  cls.def(
      "to_dataframe",
      [](const py::object& self) {
        return py::module_::import("courant.frame").attr("to_dataframe")(self.attr("table")());
      },
      "The table as a pandas DataFrame. NotAvailable without pandas.");
  cls.def(
      "plot",
      [](const py::object& self, const py::kwargs& options) {
        return py::module_::import("courant.plot").attr("plot_twiss")(self, **options);
      },
      "Figure of the optics over a strip of the magnets; options as courant.plot.plot_twiss.");
  cls.def("__repr__", &describe);
}

}  // namespace courant::python
