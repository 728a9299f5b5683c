#pragma once
// Private to the module: elements of a Bmad file that are laid over the line.
#include <vector>

#include "bmad_job.hpp"

namespace courant::io::detail {

// One place of a line: an element or a piece of one.
struct BmadPlace {
  Index element;        // in BmadFile::elements
  Index whole;          // the same for all pieces of one element at one place
  double offset = 0.0;  // of the piece in the element [m]
  double length = 0.0;  // of the piece [m]
};

// Cuts the line where elements are laid over it: those with SUPERIMPOSE, in the order of their definitions, on each place
// of their REF. What can't be laid over is reported and left out. Cost: linear in the line for each of them.
void superimpose_bmad(std::vector<BmadPlace>& line, BmadFile& file);

}  // namespace courant::io::detail
