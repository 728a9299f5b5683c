#pragma once
// Private to the module: what the facility of a PALS document defines.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "../beam_line.hpp"
#include "../definition.hpp"
#include "courant/io/format.hpp"

namespace courant::io::detail {

struct PalsLattice {
  std::string name;
  Where where;
  std::vector<std::pair<std::string, std::string>> branches;  // name, line
};

struct PalsFacility {
  std::vector<Definition> elements;
  std::map<std::string, Index> by_name;  // the last definition of each name
  BeamLines lines;
  std::map<std::string, Index> superperiods;  // of lines that Courant wrote, where there is more than one
  std::vector<PalsLattice> lattices;
  std::string used;
  Where used_where;
  std::string name;         // that Courant gave
  bool by_courant = false;  // models stand in the file
  std::vector<std::string> notes;
  Report report;

  // Number of an element as members of lines name it; negative if there is none.
  Index index_of(const std::string& member) const;
};

// Reads the document and evaluates its expressions in their order. Throws ParseError.
PalsFacility read_pals_facility(const Source& source);

}  // namespace courant::io::detail
