#pragma once
#include <string>

#include "console.hpp"
#include "courant/io/read.hpp"
#include "courant/lattice/lattice.hpp"

namespace CLI {
class App;
}

namespace courant::cli {

/// The arguments of every command that reads a lattice: LATTICE --line --format --energy
/// --particle --model --steps-for.
struct LatticeArguments {
  std::string path;      ///< file, or the name of a machine that is shipped
  std::string line;      ///< line or variable of the file; empty: the only one
  std::string format;    ///< empty: from name and content
  std::string energy;    ///< total energy with unit, bare: eV; empty: that of the file
  std::string particle;  ///< species; empty: that of the file
  std::string model;     ///< expanded or exact; empty: that of the file's code
  double steps_for = 0;  ///< relative error of each magnet's map [-]; 0: as the file's code

  void add_to(CLI::App& command, const std::string& name = "LATTICE",
              const std::string& what = "File, or shipped: esrf_ebs als aps_par aps_ptb");

  /// The same for the reader. \throws Error for an energy without sense
  io::ReadOptions options() const;

  /// Reads the lattice; remarks of the reader are counted on `console.err`. \throws Error
  Lattice read(Console& console) const;
};

/// What is wrong with the name of a format, of a species or of a model; empty: nothing. The form that CLI11 takes.
std::string check_format(const std::string& text);
std::string check_particle(const std::string& text);
std::string check_model(const std::string& text);

/// Places of a selection, or of all elements and the end if `selector` is empty.
std::vector<Index> places(const Lattice& lattice, const std::string& selector);

/// Name of a place: the element, or "end".
std::string place_name(const Lattice& lattice, Index place);

}  // namespace courant::cli
