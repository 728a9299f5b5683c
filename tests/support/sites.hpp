#pragma once
#include <string>
#include <vector>

#include "courant/lattice/builder.hpp"
#include "courant/lattice/machine_graph.hpp"

/// \file
/// A small site for tests of machine graphs.

namespace courant::test {

/// Line of drifts of one metre with these names, electrons of 1 GeV.
inline Lattice straight(const std::vector<std::string>& names) {
  lattice::Builder builder;
  builder.particle(lattice::make_particle("electron", 1e9));
  for (const auto& name : names) builder.append(name, elements::Drift<>{.length = 1.0});
  return builder.freeze();
}

/// A ring fed by two lines: a linac with its transfer line, and a positron source; a beam line leaves it.
inline MachineGraph site() {
  MachineGraph out;
  out.add_line("linac", straight({"G1", "G2"}), "gun", "linac end");
  out.add_line("transfer", straight({"T1", "T2", "T3"}), "linac end", "injection", {{"fork", "T3"}});
  out.add_line("positrons", straight({"P1"}), "positron source", "second injection");
  out.add_ring("ring", straight({"A0", "SI", "A1", "A2", "SE", "SJ", "B1"}),
               {{"injection", "SI"}, {"extraction", "SE"}, {"second injection", "SJ"}});
  out.add_line("beamline", straight({"X1"}), "extraction", "target");
  return out;
}

}  // namespace courant::test
