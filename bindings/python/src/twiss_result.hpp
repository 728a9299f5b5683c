#pragma once
#include <string>

#include "courant/lattice/lattice.hpp"
#include "courant/optics/twiss.hpp"
#include "pybind.hpp"

namespace courant::python {

/// Optics with the lattice they belong to, for names and plots.
struct TwissResult {
  optics::Twiss twiss;
  Lattice lattice;
};

void bind_twiss_result(py::module_& m);

/// "4d" or "6d". \throws InvalidArgument
optics::Mode to_mode(const std::string& text);

}  // namespace courant::python
