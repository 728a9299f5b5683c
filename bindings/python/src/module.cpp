#include "courant/base/provenance.hpp"
#include "pybind.hpp"

PYBIND11_MODULE(_core, m) {
  using namespace courant::python;  // NOLINT(google-build-using-namespace): its functions alone
  m.doc() = "The C++ library; each submodule is the C++ namespace of its name.";
  m.attr("__version__") = courant::provenance().version;
  m.def(
      "provenance", [] { return courant::to_string(courant::provenance()); }, "What this build is made of.");
  bind_errors(m);

  auto lattice =
      m.def_submodule("lattice", "The lattice: an immutable sequence of elements, and its Builder.");
  auto elements = m.def_submodule("elements", "One class per element; fields with units and signs.");
  auto io = m.def_submodule("io", "Lattice files.");
  auto tracking = m.def_submodule("tracking", "Particles through the lattice.");
  auto optics = m.def_submodule("optics", "Closed orbit, transfer matrix and optics functions.");
  auto response = m.def_submodule("response", "Exact response matrices and their inverses.");
  bind_particle(lattice);
  auto control =
      m.def_submodule("control", "Readings, families, transactions and records; knows no lattice.");
  auto machine =
      m.def_submodule("machine", "Machines of a facility: lattice on one side, devices on the other.");
  auto procedures = m.def_submodule("procedures", "Measure and correct; every write is a transaction.");
  bind_elements(elements);
  bind_lattice(lattice);
  bind_machine_graph(lattice);
  bind_survey(lattice);
  bind_girders(lattice);
  auto errors = lattice.def_submodule("errors", "Seeded errors of magnets.");
  bind_lattice_errors(errors);
  bind_io(io);
  bind_tracking(tracking);
  bind_optics(optics);
  bind_response(response);
  bind_control(control);
  bind_machine(machine);
  bind_procedures(procedures);
}
