#pragma once
#include <optional>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "courant/lattice/builder.hpp"

/// \file
/// The parts of the lattice binding that are more than one line.

namespace courant::python {

/// Particle of a known species, or of any with mass [eV] and charge [e], at total energy [eV].
lattice::Particle make_particle(const std::string& species, double energy, std::optional<double> mass,
                                std::optional<double> charge);

Lattice make_lattice(const py::iterable& elements, double energy, const std::string& species,
                     Index superperiods, const std::string& name, std::optional<double> mass,
                     std::optional<double> charge);

/// lattice[i]; negative counts from the end. \throws py::index_error
ElementObject at_place(const Lattice& lattice, Index i);
/// lattice[a:b:c]
py::list at_slice(const Lattice& lattice, const py::slice& slice);

/// \throws InvalidArgument when no field is named
lattice::Builder& builder_set(lattice::Builder& b, const PlacesLike& where, const py::kwargs& fields);
lattice::Builder& builder_scale(lattice::Builder& b, const std::string& selector, const py::kwargs& factors);
lattice::Builder& builder_add(lattice::Builder& b, const PlacesLike& where, const py::kwargs& amounts);

/// Same particle, superperiods and elements.
bool same_lattice(const Lattice& a, const Lattice& b);

/// "<Lattice ESRF-EBS: 3210 elements, 843.977 m, electron 6 GeV>"
std::string describe_lattice(const Lattice& lattice);

}  // namespace courant::python
