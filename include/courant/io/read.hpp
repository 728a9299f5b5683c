#pragma once
#include <filesystem>
#include <string>
#include <string_view>

#include "courant/lattice/lattice.hpp"

namespace courant::io {

/// Choices for reading a lattice file; empty texts mean "find out".
struct ReadOptions {
  std::string format{};  ///< name of the format ("courant", "at_mat", "at_m"); empty: from name and content
  std::string line{};    ///< which line of the file (at_mat: which variable); empty: the only one
  double energy = 0.0;   ///< total energy of the beam [eV] instead of the file's; 0: that of the file
  std::string model{};   ///< "expanded" or "exact" for every element; empty: the model of the file's code
  double steps_for =
      0.0;  ///< relative error of each magnet's map [-]; 0: the steps of the file, 1e-10 if it has none
  std::string particle{};  ///< species of the beam instead of the file's ("proton"); empty: that of the file
};

/// The lattice in a file, with the model of the code the file comes from.
///
/// What the reader did not understand, and what it did instead, stands in `description().report`.
/// Some formats hold no beam; there `energy` must be given, and `particle` is an electron unless given.
/// \throws ParseError        "file:line: problem (why) suggestion" if the file is missing or broken
/// \throws InvalidArgument   if energy and particle don't fit
/// \throws UnknownName       if the format or line doesn't exist, with the nearest ones
/// Cost: linear in the file; 4000 elements take less than 50 ms. Test: tests/io.
Lattice read_lattice(const std::filesystem::path& path, const ReadOptions& options = {});

/// As read_lattice, of contents that are already in memory; `file` is what messages call them and what the
/// format is guessed from.
Lattice parse_lattice(std::string_view content, const std::string& file, const ReadOptions& options = {});

}  // namespace courant::io

namespace courant {
using io::read_lattice;
}
